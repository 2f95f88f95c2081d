package ringfence.proxy.registrar;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import ringfence.manage.event.Report;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.ContactLint;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.policy.Admission;
import ringfence.proxy.policy.Decision;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.message.Warning;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Identifiers;

/// Answers REGISTER requests for the domains of this proxy, RFC 3261 section 10.3 in its order.
public final class Registrar {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LocationService location;
  private final Admission admission;
  private final Lifetimes lifetimes;
  private final Predicate<String> isDomain;
  private final Identifiers identifiers;

  /// What goes back, and what a person should be able to read.
  public record Answer(SipResponse response, List<Report> reports) {}

  public Registrar(
      LocationService location,
      Admission admission,
      Lifetimes lifetimes,
      Predicate<String> isDomain,
      RandomGenerator chance) {
    this.location = location;
    this.admission = admission;
    this.lifetimes = lifetimes;
    this.isDomain = isDomain;
    this.identifiers = new Identifiers(chance);
  }

  /// Answers a REGISTER that came over `flow`.
  public Answer register(SipRequest request, Flow flow, Instant now) {
    try {
      return checked(request, flow, now);
    } catch (MalformedHeaderException malformed) {
      // A header that only the registrar reads: Contact, Expires, Require or Authorization.
      return refuse(request, StatusCode.BAD_REQUEST, malformed.reason());
    }
  }

  private Answer checked(SipRequest request, Flow flow, Instant now) {
    // RFC 3261 10.3 step 1: "whether it has access to bindings for the domain identified in the
    // Request-URI"; this proxy carries no registrations elsewhere
    if (!isOurs(request.uri())) return refuse(request, StatusCode.FORBIDDEN, "not our domain");
    // RFC 3261 10.3 step 2: "the registrar MUST process the Require header field values"
    List<String> required = request.headers().all(Header.REQUIRE);
    if (!required.isEmpty()) return unsupported(request, required);
    // RFC 3261 10.3 step 5: "If the address-of-record is not valid for the domain in the
    // Request-URI, the registrar MUST send a 404"
    Optional<AddressOfRecord> aor =
        request.to().uri() instanceof SipUri to && isDomain.test(to.host().host())
            ? AddressOfRecord.of(to)
            : Optional.empty();
    if (aor.isEmpty()) return refuse(request, StatusCode.NOT_FOUND, "no address of ours in To");
    return switch (admission.registration(request, aor.get(), flow, now)) {
      case Decision.Challenged(var response) -> new Answer(response, List.of());
      case Decision.Refused(var response, var report) -> new Answer(response, List.of(report));
      case Decision.Admitted(var admitted) -> update(admitted, aor.get(), flow, now);
    };
  }

  private Answer update(SipRequest request, AddressOfRecord aor, Flow flow, Instant now) {
    List<Binding> before = location.bindings(aor, now);
    // RFC 3261 10.3 step 6: "checks whether the request contains the Contact header field. If not,
    // it skips to the last step."
    if (request.headers().all(Header.CONTACT).isEmpty()) {
      return new Answer(listing(request, before, now), List.of());
    }
    var update = new BindingUpdate(aor, request, flow, lifetimes, now);
    return switch (update.of(before)) {
      case BindingUpdate.Result.Failed(var status, var why) -> refuse(request, status, why);
      case BindingUpdate.Result.Updated(var after) -> {
        location.commit(aor, after);
        List<Binding> current = location.bindings(aor, now);
        yield new Answer(listing(request, current, now), reports(aor, before, current));
      }
    };
  }

  /// RFC 3261 10.3 step 8: "The response MUST contain Contact header field values enumerating all
  /// current bindings. Each Contact value MUST feature an 'expires' parameter".
  private SipResponse listing(SipRequest request, List<Binding> bindings, Instant now) {
    SipResponse ok = Responses.tagged(request, StatusCode.OK, identifiers.tag());
    Headers headers = ok.headers();
    for (Binding binding : bindings) {
      var address = NameAddr.of(binding.contact()).with(binding.parameters());
      String left = Long.toString(binding.secondsLeft(now));
      Contact contact = new Contact.Address(address.withParameter("expires", left));
      headers = headers.append(Header.CONTACT, contact);
    }
    // RFC 3261 10.3 step 8: "The response SHOULD include a Date header field."
    return ok.with(headers.append(Header.DATE, DATE.format(now)));
  }

  private Answer refuse(SipRequest request, StatusCode status, String why) {
    SipResponse response = Responses.tagged(request, status, identifiers.tag());
    response = response.with(Header.WARNING, new Warning(399, "ringfence", why));
    if (status.equals(StatusCode.INTERVAL_TOO_BRIEF)) {
      response = response.with(Header.MIN_EXPIRES, lifetimes.least());
    }
    var report =
        Report.warning("Registrar", "Refused a registration.")
            .about(request.to().uri().toString())
            .with("status", status.toString())
            .with("call-id", request.callId())
            .with("cause", why);
    return new Answer(response, List.of(report));
  }

  private Answer unsupported(SipRequest request, List<String> required) {
    Answer refused = refuse(request, StatusCode.BAD_EXTENSION, "extensions are not supported");
    Headers headers = refused.response().headers();
    for (String option : required) headers = headers.append(Header.UNSUPPORTED, option);
    return new Answer(refused.response().with(headers), refused.reports());
  }

  private boolean isOurs(Uri uri) {
    return uri instanceof SipUri sip && isDomain.test(sip.host().host());
  }

  private static List<Report> reports(
      AddressOfRecord aor, List<Binding> before, List<Binding> after) {
    List<Report> reports = new ArrayList<>();
    for (Binding binding : after) {
      if (!holds(before, binding)) reports.add(report("Registered.", aor, binding));
    }
    for (Binding binding : before) {
      if (!holds(after, binding)) reports.add(report("Unregistered.", aor, binding));
    }
    return reports;
  }

  private static boolean holds(List<Binding> bindings, Binding wanted) {
    return bindings.stream().anyMatch(one -> one.contact().matches(wanted.contact()));
  }

  private static Report report(String sentence, AddressOfRecord aor, Binding binding) {
    var remote = binding.reach().remote();
    String peer =
        binding.reach().transport()
            + ":"
            + remote.getAddress().getHostAddress()
            + ":"
            + remote.getPort();
    Report report =
        Report.info("Registrar", sentence)
            .about(aor.toString())
            .with("contact", binding.contact().toString())
            .with("peer", peer);
    return ContactLint.note(binding).map(note -> report.with("note", note)).orElse(report);
  }
}
