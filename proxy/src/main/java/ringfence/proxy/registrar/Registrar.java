package ringfence.proxy.registrar;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Report;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.ContactLint;
import ringfence.proxy.location.Gruus;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.log.ProxyEvents;
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
  private final RegistrarRules rules;
  private final Gruus gruus;
  private final Predicate<String> isDomain;
  private final Identifiers identifiers;
  private Dated dated = new Dated(0, DATE.format(Instant.EPOCH));

  private record Dated(long second, String text) {}

  /// What reads the GRUUs that were given out.
  public Gruus gruus() {
    return gruus;
  }

  /// What goes back, and what a person should be able to read.
  ///
  /// @param lost what goes back in its place when the changed bindings cannot be written to the
  ///   disk; empty where nothing changed
  public record Answer(
      SipResponse response, Optional<Supplier<SipResponse>> lost, List<Report> reports) {
    Answer(SipResponse response, List<Report> reports) {
      this(response, Optional.empty(), reports);
    }
  }

  public Registrar(
      LocationService location,
      Admission admission,
      RegistrarRules rules,
      Gruus gruus,
      Predicate<String> isDomain,
      RandomGenerator chance) {
    this.location = location;
    this.admission = admission;
    this.rules = rules;
    this.gruus = gruus;
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
    List<String> unknown = Extensions.unknown(request);
    if (!unknown.isEmpty()) return unsupported(request, unknown);
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
      case Decision.Admitted(var admitted) ->
          extended(new Registration(aor.get(), admitted, Extensions.of(admitted), flow, now));
    };
  }

  private Answer extended(Registration asked) {
    SipRequest request = asked.request();
    Extensions extensions = asked.extensions();
    // RFC 3327 5.3: "The recommended policy is for the registrar to reject the request with a 420
    // "Bad Extension" response indicating the Path extension."
    if (!extensions.path().isEmpty() && !Extensions.supports(request, Extensions.PATH)) {
      return unsupported(request, List.of(Extensions.PATH));
    }
    // RFC 5626 6: "if the REGISTER request contains the reg-id and the outbound option tag in a
    // Supported header field, then the registrar MUST respond to the REGISTER request with a 439"
    if (extensions.firstHopLacksOutbound()) {
      String why = "the first hop cannot keep flows apart: its Path has no ob";
      return refuse(request, StatusCode.FIRST_HOP_LACKS_OUTBOUND_SUPPORT, why);
    }
    return update(asked);
  }

  private Answer update(Registration asked) {
    SipRequest request = asked.request();
    AddressOfRecord aor = asked.aor();
    List<Binding> before = location.bindings(aor, asked.now());
    // RFC 3261 10.3 step 6: "checks whether the request contains the Contact header field. If not,
    // it skips to the last step."
    if (request.headers().all(Header.CONTACT).isEmpty()) {
      return new Answer(listing(asked, before), List.of());
    }
    return switch (new BindingUpdate(asked, rules).of(before)) {
      case BindingUpdate.Result.Failed(var status, var why) -> refuse(request, status, why);
      case BindingUpdate.Result.Updated(var after) -> {
        location.commit(aor, after);
        List<Binding> current = location.bindings(aor, asked.now());
        yield new Answer(
            registered(asked, current),
            Optional.of(() -> lost(request)),
            reports(aor, before, current));
      }
    };
  }

  /// The answer to a request that changed bindings.
  private SipResponse registered(Registration asked, List<Binding> bindings) {
    SipResponse ok = listing(asked, bindings);
    Headers headers = ok.headers();
    for (NameAddr hop : asked.extensions().path()) headers = headers.append(Header.PATH, hop);
    for (NameAddr route : rules.serviceRoute()) {
      headers = headers.append(Header.SERVICE_ROUTE, route);
    }
    if (asked.extensions().outbound()) {
      // RFC 5626 6: "the registrar MUST include the outbound option-tag in a Require header field
      // value in its response"
      headers = headers.append(Header.REQUIRE, Extensions.OUTBOUND);
      if (rules.flowTimer().isPresent()) {
        headers = headers.append(Header.FLOW_TIMER, rules.flowTimer().get());
      }
    }
    return ok.with(headers);
  }

  /// RFC 3261 10.3 step 8: "The response MUST contain Contact header field values enumerating all
  /// current bindings. Each Contact value MUST feature an 'expires' parameter".
  private SipResponse listing(Registration asked, List<Binding> bindings) {
    SipResponse ok = Responses.tagged(asked.request(), StatusCode.OK, identifiers.tag());
    Headers headers = ok.headers();
    for (Binding binding : bindings)
      headers = headers.append(Header.CONTACT, contact(asked, binding));
    // RFC 3261 10.3 step 8: "The response SHOULD include a Date header field."
    return ok.with(headers.append(Header.DATE, date(asked.now())));
  }

  /// The text of a second serves every answer in it.
  private String date(Instant now) {
    if (now.getEpochSecond() != dated.second()) {
      dated = new Dated(now.getEpochSecond(), DATE.format(now));
    }
    return dated.text();
  }

  private Contact contact(Registration asked, Binding binding) {
    var parameters = binding.parameters();
    if (asked.extensions().gruu()) {
      // RFC 5627 5.2: "the registrar MUST add a "temp-gruu" Contact header field parameter"
      var open = gruus.publicGruu(binding);
      var hidden = gruus.temporaryGruu(binding);
      if (open.isPresent()) parameters = parameters.with("pub-gruu", open.get().toString());
      if (hidden.isPresent()) parameters = parameters.with("temp-gruu", hidden.get().toString());
    }
    String left = Long.toString(binding.secondsLeft(asked.now()));
    NameAddr address = NameAddr.of(binding.contact()).with(parameters);
    return new Contact.Address(address.withParameter("expires", left));
  }

  private SipResponse lost(SipRequest request) {
    StatusCode status = StatusCode.SERVER_INTERNAL_ERROR;
    SipResponse response = Responses.tagged(request, status, identifiers.tag());
    return response.with(
        Header.WARNING, new Warning(399, "ringfence", "the registration cannot be kept"));
  }

  private Answer refuse(SipRequest request, StatusCode status, String why) {
    SipResponse response = Responses.tagged(request, status, identifiers.tag());
    response = response.with(Header.WARNING, new Warning(399, "ringfence", why));
    if (status.equals(StatusCode.INTERVAL_TOO_BRIEF)) {
      response = response.with(Header.MIN_EXPIRES, rules.lifetimes().least());
    }
    var report =
        ProxyEvents.REGISTRATION_REFUSED
            .report()
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
      if (!holds(before, binding)) reports.add(report(ProxyEvents.REGISTERED, aor, binding));
    }
    for (Binding binding : before) {
      if (!holds(after, binding)) reports.add(report(ProxyEvents.UNREGISTERED, aor, binding));
    }
    return reports;
  }

  private static boolean holds(List<Binding> bindings, Binding wanted) {
    for (Binding one : bindings) {
      if (one.contact().matches(wanted.contact()) && one.instance().equals(wanted.instance())) {
        return true;
      }
    }
    return false;
  }

  private static Report report(Notification kind, AddressOfRecord aor, Binding binding) {
    var remote = binding.reach().remote();
    String peer =
        binding.reach().transport()
            + ":"
            + remote.getAddress().getHostAddress()
            + ":"
            + remote.getPort();
    Report report =
        kind.report()
            .about(aor.toString())
            .with("contact", binding.contact().toString())
            .with("peer", peer);
    return ContactLint.note(binding).map(note -> report.with("note", note)).orElse(report);
  }
}
