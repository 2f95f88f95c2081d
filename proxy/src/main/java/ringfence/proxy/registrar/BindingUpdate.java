package ringfence.proxy.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.Reach;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Flow;

/// What a REGISTER makes of the bindings of an address-of-record, RFC 3261 section 10.3 steps 6 and
/// 7: all of it or nothing.
final class BindingUpdate {
  private static final int MOST = 10;

  /// The bindings after the request, or why there are none.
  sealed interface Result {
    record Updated(List<Binding> bindings) implements Result {}

    record Failed(StatusCode status, String why) implements Result {}
  }

  private final AddressOfRecord aor;
  private final SipRequest request;
  private final Flow flow;
  private final Lifetimes lifetimes;
  private final Instant now;

  BindingUpdate(
      AddressOfRecord aor, SipRequest request, Flow flow, Lifetimes lifetimes, Instant now) {
    this.aor = aor;
    this.request = request;
    this.flow = flow;
    this.lifetimes = lifetimes;
    this.now = now;
  }

  Result of(List<Binding> current) {
    List<Contact> contacts = request.headers().all(Header.CONTACT);
    boolean everything = contacts.stream().anyMatch(Contact.Everything.class::isInstance);
    return everything ? withoutAny(current, contacts) : with(current, contacts);
  }

  private Result withoutAny(List<Binding> current, List<Contact> contacts) {
    Optional<Duration> expires = request.headers().first(Header.EXPIRES);
    // RFC 3261 10.3 step 6: "If the request has additional Contact fields or an expiration time
    // other than zero, the request is invalid, and the server MUST return a 400"
    if (contacts.size() > 1 || !expires.equals(Optional.of(Duration.ZERO))) {
      return new Result.Failed(
          StatusCode.BAD_REQUEST, "Contact: * stands alone, beside Expires: 0");
    }
    boolean late = current.stream().anyMatch(this::isOutOfOrder);
    return late ? outOfOrder() : new Result.Updated(List.of());
  }

  private Result with(List<Binding> current, List<Contact> contacts) {
    if (contacts.size() > MOST) return tooMany();
    List<Binding> bindings = new ArrayList<>(current);
    for (Contact contact : contacts) {
      var address = (Contact.Address) contact;
      Duration wish = wish(address);
      if (lifetimes.isTooBrief(wish)) {
        return new Result.Failed(StatusCode.INTERVAL_TOO_BRIEF, "the interval is too brief");
      }
      Optional<Binding> old =
          bindings.stream().filter(binding -> binding.contact().matches(address.uri())).findFirst();
      if (old.filter(this::isOutOfOrder).isPresent()) return outOfOrder();
      old.ifPresent(bindings::remove);
      if (wish.isPositive()) bindings.add(binding(address, lifetimes.granted(wish)));
    }
    return fitted(bindings);
  }

  private Duration wish(Contact.Address contact) {
    return contact
        .expires()
        .or(() -> request.headers().first(Header.EXPIRES))
        .orElse(lifetimes.standard());
  }

  private boolean isOutOfOrder(Binding binding) {
    // RFC 3261 10.3 step 7: "If they are the same, the registrar compares the CSeq value. If the
    // value is higher than that of the existing binding, it MUST update or remove the binding
    // [...].
    // If not, the update MUST be aborted and the request fails."
    return binding.callId().equals(request.callId()) && request.cseq().number() <= binding.cseq();
  }

  private Binding binding(Contact.Address contact, Duration lifetime) {
    double q = contact.q().orElse(1.0);
    return new Binding(
        aor,
        contact.uri(),
        contact.address().parameters().without("expires"),
        (int) Math.round(q * 1000),
        request.callId(),
        request.cseq().number(),
        now.plus(lifetime),
        new Reach.Live(flow),
        request.headers().first(Header.USER_AGENT).orElse(""));
  }

  /// A device that comes back from another port each time leaves bindings behind that nobody can
  /// reach: they make room first.
  private static Result fitted(List<Binding> bindings) {
    List<Binding> fitting = new ArrayList<>(bindings);
    while (fitting.size() > MOST) {
      Optional<Binding> dead =
          fitting.stream()
              .filter(binding -> !binding.isLive())
              .min(Comparator.comparing(Binding::expires));
      if (dead.isEmpty()) return tooMany();
      fitting.remove(dead.get());
    }
    return new Result.Updated(fitting);
  }

  private static Result tooMany() {
    String most = "at most " + MOST + " contacts for one address";
    return new Result.Failed(StatusCode.FORBIDDEN, most);
  }

  private static Result outOfOrder() {
    return new Result.Failed(
        StatusCode.SERVER_INTERNAL_ERROR, "a later request of this Call-ID was here before");
  }
}
