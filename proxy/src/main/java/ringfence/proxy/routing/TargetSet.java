package ringfence.proxy.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.ContactLint;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.location.Reach;
import ringfence.proxy.routing.RecordRoute.Routed;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

/// Determines where a request goes, RFC 3261 section 16.5. It only ever goes to a flow that a
/// device of ours opened or a dialog of ours runs over: no connection is made to an address that a
/// stranger named.
final class TargetSet {
  static final String GONE = "the connection of the device is gone and it has not registered again";

  /// Where a copy of the request goes.
  record Target(Uri uri, Flow flow) {}

  /// Where all copies go, or why none does.
  sealed interface Result {
    record Found(List<Target> targets) implements Result {}

    record None(Refusal refusal) implements Result {}
  }

  private final OwnAddresses own;
  private final LocationService location;
  private final Predicate<AddressOfRecord> isUser;
  private final Predicate<Flow> isUp;
  private final boolean strictTransport;

  TargetSet(Place place, Predicate<AddressOfRecord> isUser) {
    this.own = place.own();
    this.location = place.location();
    this.isUp = place.isUp();
    this.strictTransport = place.strictTransport();
    this.isUser = isUser;
  }

  Result of(Routed routed, Instant now) {
    SipRequest request = routed.request();
    if (routed.flow().filter(isUp).isPresent()) {
      return new Result.Found(List.of(new Target(request.uri(), routed.flow().get())));
    }
    // A name of ours is never looked up among contacts: a user could register another's address.
    if (own.isUs(request.uri()) && !routed.token()) return ofUser((SipUri) request.uri(), now);
    // The flow of the dialog is gone, or its route is: the device may have registered over another.
    Optional<Target> again =
        own.isUs(request.uri())
            ? Optional.empty()
            : location.byContact(request.uri(), now).flatMap(TargetSet::target);
    if (again.isPresent()) return new Result.Found(List.of(again.get()));
    if (routed.token()) return none(StatusCode.TEMPORARILY_UNAVAILABLE, GONE);
    if (request.to().tag().isPresent()) {
      String why = "this proxy has no part in that dialog";
      return none(StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST, why);
    }
    return none(StatusCode.FORBIDDEN, "this proxy serves its own domains only");
  }

  private Result ofUser(SipUri uri, Instant now) {
    Optional<AddressOfRecord> aor = AddressOfRecord.of(uri).filter(isUser);
    if (aor.isEmpty()) return none(StatusCode.NOT_FOUND, "no such user");
    List<Binding> bindings = location.bindings(aor.get(), now);
    if (bindings.isEmpty()) {
      return none(StatusCode.TEMPORARILY_UNAVAILABLE, "the user is not registered");
    }
    List<Binding> fit = bindings.stream().filter(binding -> isReachable(binding, uri)).toList();
    if (fit.isEmpty()) return none(StatusCode.TEMPORARILY_UNAVAILABLE, GONE);
    if (strictTransport && fit.stream().anyMatch(ContactLint::hidesTls)) {
      return none(
          StatusCode.SERVER_INTERNAL_ERROR,
          "strict_transport: the Contact was registered over TLS without transport=tls");
    }
    List<Target> targets = new ArrayList<>();
    for (Binding binding : fit) target(binding).ifPresent(targets::add);
    return new Result.Found(targets);
  }

  private boolean isReachable(Binding binding, SipUri uri) {
    // RFC 3261 26.2.2: a sips: request goes over TLS on every hop
    boolean secure = !uri.secure() || binding.reach().transport().isSecure();
    return secure && binding.reach() instanceof Reach.Live(var flow) && isUp.test(flow);
  }

  private static Optional<Target> target(Binding binding) {
    if (!(binding.reach() instanceof Reach.Live(var flow))) return Optional.empty();
    // RFC 3261 16.6 step 2: "If the URI contains any parameters not allowed in a Request-URI, they
    // MUST be removed."
    Uri uri =
        binding.contact() instanceof SipUri sip
            ? sip.withoutHeaders().withoutParameter("method")
            : binding.contact();
    return Optional.of(new Target(uri, flow));
  }

  private static Result none(StatusCode status, String why) {
    return new Result.None(Refusal.of(status, why));
  }
}
