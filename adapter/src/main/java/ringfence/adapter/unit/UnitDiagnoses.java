package ringfence.adapter.unit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.adapter.unit.Examiner.Subject;
import ringfence.manage.admin.Command;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.manage.diagnosis.Diagnoses;
import ringfence.manage.diagnosis.Examination;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.StatusTable.RowAction;

/// The buttons Diagnose of the unit's pages, beside its links, its registrations and its calls.
public final class UnitDiagnoses {
  static final RowAction LINK = button("SipEp.Link", "GatewayName");
  static final RowAction ENDPOINT = button("SipEp.EndpointRegistration", "EpId");
  static final RowAction USER = button("SipEp.UnitRegistration", "UserName");
  static final RowAction CALL = button("SipEp.Call", "EpId");

  private final Diagnoses diagnoses;
  private final Supplier<UnitStatus> status;
  private final Function<String, Optional<Subject.Link>> links;
  private volatile Optional<Examiner> examiner = Optional.empty();

  /// @param links the server of a gateway as it is configured
  UnitDiagnoses(
      Diagnoses diagnoses,
      Supplier<UnitStatus> status,
      Function<String, Optional<Subject.Link>> links) {
    this.diagnoses = diagnoses;
    this.status = status;
    this.links = links;
  }

  private static RowAction button(String table, String key) {
    return new RowAction(table, key, "Diagnose", "Diagnose");
  }

  /// Who looks into them from now on.
  public void by(Examiner given) {
    examiner = Optional.of(given);
  }

  List<Command> commands() {
    return List.of(
        diagnoses.command(link()),
        diagnoses.command(endpoint()),
        diagnoses.command(user()),
        diagnoses.command(call()));
  }

  List<StatusTable> tables() {
    return List.of(ofLinks(), ofRegistrations(), ofCalls());
  }

  /// What was found of links.
  public StatusTable ofLinks() {
    return diagnoses.table(link());
  }

  /// What was found of registrations.
  public StatusTable ofRegistrations() {
    return diagnoses.table(endpoint());
  }

  /// What was found of calls.
  public StatusTable ofCalls() {
    return diagnoses.table(call());
  }

  private Examination link() {
    return new Examination(
        "SipEp.LinkDiagnosis",
        "Link Diagnosis",
        "Gateway",
        LINK,
        "Looks into why the link of a gateway does not come up.",
        gateway -> look(links.apply(gateway)));
  }

  private Examination endpoint() {
    return registration(
        ENDPOINT,
        "Looks into why an endpoint is not registered.",
        (status, endpoint) -> status.endpoint().equals(endpoint));
  }

  private Examination user() {
    return registration(
        USER,
        "Looks into why a user of the unit is not registered.",
        (status, user) -> status.endpoint().isEmpty() && status.user().equals(user));
  }

  private Examination registration(RowAction button, String help, Fits fits) {
    return new Examination(
        "SipEp.RegistrationDiagnosis",
        "Registration Diagnosis",
        "Endpoint or User",
        button,
        help,
        row -> look(registration(each -> fits.fits(each, row))));
  }

  /// Whether a registration is that of a row.
  private interface Fits {
    boolean fits(RegistrationStatus status, String row);
  }

  private Optional<Subject.Registration> registration(Predicate<RegistrationStatus> wanted) {
    return status.get().registrations().stream()
        .filter(wanted)
        .findFirst()
        .map(each -> new Subject.Registration(each, links.apply(each.gateway())));
  }

  private Examination call() {
    return new Examination(
        "SipEp.CallDiagnosis",
        "Call Diagnosis",
        "Endpoint",
        CALL,
        "Looks into what is wrong with the call of an endpoint, or was with its last.",
        endpoint -> look(ofEndpoint(endpoint)));
  }

  private Optional<Subject.Call> ofEndpoint(String endpoint) {
    return status.get().lines().stream()
        .filter(line -> line.endpoint().equals(endpoint))
        .flatMap(line -> CallTable.call(line).stream().map(call -> subject(line, call)))
        .findFirst();
  }

  private static Subject.Call subject(UnitStatus.Line line, CallStatus call) {
    return new Subject.Call(call, line.call().isPresent() ? "" : line.lastEnd());
  }

  private Optional<Supplier<Diagnosed>> look(Optional<? extends Subject> subject) {
    Optional<Examiner> by = examiner;
    if (by.isEmpty()) return Optional.empty();
    return subject.map(it -> () -> by.get().examine(it));
  }
}
