package ringfence.sip.ua;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Identifiers;

/// Writes the REGISTER requests of one registration and reads their 200.
final class RegisterRequests {
  private static final Duration LEAST = Duration.ofSeconds(5);

  private final RegistrationPlan plan;
  private final String callId;
  private final String tag;
  private long number;
  private Duration proposed;

  /// What a 200 holds.
  ///
  /// @param all whether every Contact of ours is there
  /// @param none whether none is
  /// @param lifetime the shortest of ours
  record Granted(List<Contact> bindings, boolean all, boolean none, Duration lifetime) {}

  RegisterRequests(RegistrationPlan plan, Identifiers identifiers) {
    this.plan = plan;
    this.callId = identifiers.callId();
    this.tag = identifiers.tag();
    this.number = identifiers.cseq();
    this.proposed = plan.pace().proposed();
  }

  String callId() {
    return callId;
  }

  // RFC 3261 10.2: "A UA MUST increment the CSeq value by one for each REGISTER request with the
  // same Call-ID"
  long nextNumber() {
    return ++number;
  }

  SipRequest bind() {
    return request(proposed.isZero() ? Optional.empty() : Optional.of(proposed));
  }

  SipRequest remove() {
    // RFC 3261 10.2.2: an expiration interval of 0 removes the binding
    return request(Optional.of(Duration.ZERO));
  }

  private SipRequest request(Optional<Duration> expires) {
    Headers headers =
        Headers.NONE
            .append(Header.MAX_FORWARDS, Dialog.MAX_FORWARDS)
            .append(Header.FROM, plan.address().withTag(tag))
            .append(Header.TO, plan.address())
            .append(Header.CALL_ID, callId)
            .append(Header.CSEQ, new CSeq(nextNumber(), Method.REGISTER));
    for (Contact contact : plan.contacts()) headers = headers.append(Header.CONTACT, contact);
    if (expires.isPresent()) headers = headers.append(Header.EXPIRES, expires.get());
    headers = Letterhead.joined(headers, plan.extra());
    return new SipRequest(Method.REGISTER, plan.registrar(), headers);
  }

  /// The header fields of a request that asked for too little; later ones ask for as much.
  Headers atLeast(SipRequest request, Duration least) {
    if (least.compareTo(proposed) > 0) proposed = least;
    return request.headers().with(Header.EXPIRES, proposed);
  }

  Granted granted(SipResponse success) {
    List<Contact> bindings = success.headers().all(Header.CONTACT);
    List<Duration> ours =
        plan.contacts().stream()
            .flatMap(own -> found(own, bindings).stream())
            .map(contact -> lifetime(contact, success))
            .toList();
    Duration shortest = ours.stream().min(Duration::compareTo).orElse(Duration.ZERO);
    return new Granted(bindings, ours.size() == plan.contacts().size(), ours.isEmpty(), shortest);
  }

  private Optional<Contact.Address> found(Contact.Address own, List<Contact> bindings) {
    return bindings.stream()
        .filter(Contact.Address.class::isInstance)
        .map(Contact.Address.class::cast)
        .filter(binding -> plan.matching().matches(own.uri(), binding.uri()))
        .findFirst();
  }

  // RFC 3261 10.2.4: the expires parameter of the Contact, the Expires field, or our own default
  private Duration lifetime(Contact.Address contact, SipResponse success) {
    return contact
        .expires()
        .or(() -> success.headers().first(Header.EXPIRES))
        .orElse(plan.pace().assumed());
  }

  /// How long after the 200 the refresh goes out. A lifetime no longer than the usual margin is
  /// refreshed at its half, or the REGISTERs would never stop.
  Duration untilRefresh(Duration lifetime) {
    Duration usual = lifetime.minus(plan.pace().refresh());
    if (usual.compareTo(LEAST) >= 0) return usual;
    Duration half = lifetime.dividedBy(2);
    return half.compareTo(LEAST) < 0 ? LEAST : half;
  }
}
