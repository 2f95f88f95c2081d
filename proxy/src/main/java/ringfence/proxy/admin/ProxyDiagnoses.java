package ringfence.proxy.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ringfence.manage.admin.Command;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.manage.diagnosis.Diagnoses;
import ringfence.manage.diagnosis.Examination;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.StatusTable.RowAction;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxyStatus;
import ringfence.proxy.admin.ProxyExaminer.Subject;
import ringfence.proxy.call.Call;
import ringfence.proxy.failure.FailedRequest;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.peer.Trunk;
import ringfence.proxy.peer.Trunks;
import ringfence.proxy.tls.OutgoingTls;

/// The buttons Diagnose of the proxy's pages: beside trunks, links, registrations, calls, failures
/// and certificates. Only what the proxy has is looked into, and only its trunks and its own
/// listeners are met.
public final class ProxyDiagnoses {
  static final RowAction TRUNK = button("Proxy.Trunk", "Name");
  static final RowAction FLOW = button("Proxy.Flow", "Id");
  static final RowAction USER = button("Proxy.Registration", "User");
  static final RowAction CALL = button("Proxy.Call", "CallId");
  static final RowAction CERTIFICATE = button("Proxy.Certificate", "File");

  private final ProxyAdmin proxy;
  private final Diagnoses diagnoses;
  private volatile Optional<ProxyExaminer> examiner = Optional.empty();

  ProxyDiagnoses(ProxyAdmin proxy, Runnable changed) {
    this.proxy = proxy;
    this.diagnoses = new Diagnoses(InstantSource.system(), changed);
  }

  private static RowAction button(String table, String key) {
    return new RowAction(table, key, "Diagnose", "Diagnose");
  }

  /// Who looks into them from now on.
  public void by(ProxyExaminer given) {
    examiner = Optional.of(given);
  }

  List<Command> commands() {
    return kinds().map(diagnoses::command).toList();
  }

  List<StatusTable> tables() {
    return kinds().map(diagnoses::table).toList();
  }

  private Stream<Examination> kinds() {
    return Stream.of(
        kind("Trunk", TRUNK, "Meets a trunk as the proxy would.", this::trunk),
        kind("Flow", FLOW, "Looks into why a link failed.", this::flow),
        kind("Registration", USER, "Looks into the registrations of a user.", this::user),
        kind("Call", CALL, "Looks into why a call fails.", this::call),
        kind("Certificate", CERTIFICATE, "Meets our own listeners.", this::certificate));
  }

  /// What was found of a kind of thing: `Trunk`.
  public static String table(String kind) {
    return "Proxy." + kind + "Diagnosis";
  }

  private Examination kind(
      String subject,
      RowAction button,
      String help,
      Function<String, Optional<? extends Subject>> find) {
    String title = subject + " Diagnosis";
    return new Examination(table(subject), title, subject, button, help, row -> look(row, find));
  }

  private Optional<Supplier<Diagnosed>> look(
      String row, Function<String, Optional<? extends Subject>> find) {
    Optional<ProxyExaminer> by = examiner;
    if (by.isEmpty()) return Optional.empty();
    return find.apply(row).map(subject -> () -> by.get().examine(subject));
  }

  private Optional<Subject.OfTrunk> trunk(String name) {
    Settings settings = proxy.configuration().inForce();
    Optional<Trunk> trunk =
        Trunks.of(settings).all().stream()
            .filter(each -> each.peer().name().equals(name))
            .findFirst();
    return OutgoingTls.read(settings, proxy.folder()) instanceof OutgoingTls.Reading.Ready(var tls)
        ? trunk.map(it -> new Subject.OfTrunk(it, tls))
        : Optional.empty();
  }

  private Optional<Subject.OfFlow> flow(String id) {
    if (!id.matches("-?\\d{1,18}")) return Optional.empty();
    return proxy
        .asked(it -> it.flow(Long.parseLong(id)).join())
        .flatMap(it -> it)
        .map(Subject.OfFlow::new);
  }

  private Optional<Subject.OfUser> user(String user) {
    List<FailedRequest> failed = failures().stream().filter(each -> isOf(each, user)).toList();
    List<FlowRecord> gone =
        proxy.flows().map(FlowStatus::gone).orElse(List.of()).stream()
            .filter(flow -> flow.users().contains(user))
            .toList();
    Optional<ProxyStatus.Registration> registered =
        proxy.status().map(ProxyStatus::registrations).orElse(List.of()).stream()
            .filter(each -> each.user().equals(user))
            .findFirst();
    if (registered.isEmpty() && failed.isEmpty() && gone.isEmpty()) return Optional.empty();
    String note = registered.map(ProxyStatus.Registration::note).orElse("");
    return Optional.of(new Subject.OfUser(user, failed, gone, note));
  }

  private static boolean isOf(FailedRequest each, String user) {
    return FailureTable.user(each.request().from().uri()).equals(user)
        || FailureTable.user(each.request().to().uri()).equals(user);
  }

  private List<FailedRequest> failures() {
    return proxy.asked(ProxyServer::failures).map(it -> it.join()).orElse(List.of());
  }

  private Optional<Subject.OfCall> call(String callId) {
    List<FailedRequest> failed =
        failures().stream().filter(each -> each.request().callId().equals(callId)).toList();
    Optional<Call> underWay =
        proxy.defence(it -> it.calls().all(Instant.now())).orElse(List.of()).stream()
            .filter(call -> call.callId().equals(callId))
            .findFirst();
    return failed.isEmpty() && underWay.isEmpty()
        ? Optional.empty()
        : Optional.of(new Subject.OfCall(failed, underWay));
  }

  private Optional<Subject.OfCertificate> certificate(String file) {
    List<String> listeners = proxy.status().map(ProxyStatus::listeners).orElse(List.of());
    return proxy.certificates().stream()
        .flatMap(tls -> tls.certificates().stream())
        .filter(each -> each.file().equals(file))
        .findFirst()
        .map(
            each ->
                new Subject.OfCertificate(each, proxy.folder().resolve(each.file()), listeners));
  }
}
