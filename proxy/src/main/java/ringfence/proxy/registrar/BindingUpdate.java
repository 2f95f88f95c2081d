package ringfence.proxy.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.Device;
import ringfence.proxy.location.Reach;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;

/// What a REGISTER makes of the bindings of an address-of-record, RFC 3261 section 10.3 steps 6 and
/// 7, RFC 5626 section 6: all of it or nothing.
final class BindingUpdate {
  /// The bindings after the request, or why there are none.
  sealed interface Result {
    record Updated(List<Binding> bindings) implements Result {}

    record Failed(StatusCode status, String why) implements Result {}
  }

  private final Registration asked;
  private final RegistrarRules rules;

  BindingUpdate(Registration asked, RegistrarRules rules) {
    this.asked = asked;
    this.rules = rules;
  }

  Result of(List<Binding> current) {
    List<Contact> contacts = asked.request().headers().all(Header.CONTACT);
    List<Contact.Address> addresses = new ArrayList<>(contacts.size());
    for (Contact contact : contacts) {
      switch (contact) {
        case Contact.Everything _ -> {
          return withoutAny(current, contacts);
        }
        case Contact.Address address -> addresses.add(address);
      }
    }
    return refusal(addresses).orElseGet(() -> with(current, addresses));
  }

  private Result withoutAny(List<Binding> current, List<Contact> contacts) {
    Optional<Duration> expires = asked.request().headers().first(Header.EXPIRES);
    // RFC 3261 10.3 step 6: "If the request has additional Contact fields or an expiration time
    // other than zero, the request is invalid, and the server MUST return a 400"
    if (contacts.size() > 1 || !expires.equals(Optional.of(Duration.ZERO))) {
      return new Result.Failed(
          StatusCode.BAD_REQUEST, "Contact: * stands alone, beside Expires: 0");
    }
    boolean late = current.stream().anyMatch(this::isOutOfOrder);
    return late ? outOfOrder() : new Result.Updated(List.of());
  }

  private Optional<Result> refusal(List<Contact.Address> contacts) {
    if (contacts.size() > rules.mostContacts()) return Optional.of(tooMany());
    List<Contact.Address> wanted = new ArrayList<>(contacts);
    wanted.removeIf(contact -> !isStaying(contact));
    boolean flow = false;
    boolean looping = false;
    for (Contact.Address contact : wanted) {
      if (rules.lifetimes().isTooBrief(wish(contact))) {
        return Optional.of(
            new Result.Failed(StatusCode.INTERVAL_TOO_BRIEF, "the interval is too brief"));
      }
      flow |= asked.extensions().regId(contact).isPresent();
      looping |= isOwnAddress(contact);
    }
    // RFC 5626 6: "if the Contact header field contains more than one header field value with a
    // non-zero expiration and any of these header field values contain a "reg-id" Contact header
    // field parameter, the entire registration SHOULD be rejected with a 400"
    if (flow && wanted.size() > 1) {
      return Optional.of(
          new Result.Failed(StatusCode.BAD_REQUEST, "a contact with reg-id stands alone"));
    }
    return looping
        ? Optional.of(new Result.Failed(StatusCode.FORBIDDEN, "the contact is the address itself"))
        : Optional.empty();
  }

  private boolean isOwnAddress(Contact.Address contact) {
    // RFC 5627 5.1: "If the contact URI is equivalent [...] to the AOR, the registrar MUST reject
    // the request with a 403, since this would cause a routing loop."
    return contact.uri() instanceof SipUri uri
        && uri.matches(((SipUri) asked.request().to().uri()).with(uri.parameters()));
  }

  private Result with(List<Binding> current, List<Contact.Address> contacts) {
    List<Binding> bindings = new ArrayList<>(current);
    // What goes makes room first: a device may leave its old contact in the request that brings
    // the new one.
    List<Contact.Address> goneFirst = new ArrayList<>(contacts);
    goneFirst.sort(Comparator.comparing(this::isStaying));
    for (Contact.Address contact : goneFirst) {
      List<Binding> old = new ArrayList<>(1);
      for (Binding binding : bindings) if (takesPlaceOf(contact, binding)) old.add(binding);
      for (Binding binding : old) if (isOutOfOrder(binding)) return outOfOrder();
      bindings.removeAll(old);
      if (isStaying(contact)) bindings.add(binding(contact, old));
    }
    return fitted(bindings);
  }

  private boolean isStaying(Contact.Address contact) {
    return wish(contact).isPositive();
  }

  private Duration wish(Contact.Address contact) {
    return contact
        .expires()
        .or(() -> asked.request().headers().first(Header.EXPIRES))
        .orElse(rules.lifetimes().standard());
  }

  /// Whether a contact is meant by an older binding. Two devices never are, even where networks of
  /// the same private addresses give them the same Contact.
  private boolean takesPlaceOf(Contact.Address contact, Binding old) {
    Optional<String> instance = instance(contact);
    if (instance.isEmpty() || old.instance().isEmpty()) {
      return old.contact().matches(contact.uri());
    }
    if (!old.instance().equals(instance)) return false;
    var regId = asked.extensions().regId(contact);
    // RFC 5626 6: "the corresponding binding is between an AOR and the combination of the
    // instance-id [...] and the value of "reg-id""
    if (regId.isPresent() && old.device().regId().isPresent()) {
      return regId.equals(old.device().regId());
    }
    return rules.replaceByInstance() || old.contact().matches(contact.uri());
  }

  private static Optional<String> instance(Contact.Address contact) {
    return contact.address().parameters().value("+sip.instance");
  }

  private boolean isOutOfOrder(Binding binding) {
    // RFC 3261 10.3 step 7: "If they are the same, the registrar compares the CSeq value. If the
    // value is higher than that of the existing binding, it MUST update or remove the binding
    // [...]. If not, the update MUST be aborted and the request fails."
    return binding.callId().equals(asked.request().callId())
        && asked.request().cseq().number() <= binding.cseq();
  }

  private Binding binding(Contact.Address contact, List<Binding> old) {
    double q = contact.q().orElse(1.0);
    // RFC 5627 5.1: "If the contact contained a "pub-gruu" Contact header field parameter, the
    // header field parameter MUST be ignored by the registrar."
    var parameters =
        contact.address().parameters().without("expires").without("pub-gruu").without("temp-gruu");
    return new Binding(
        asked.aor(),
        contact.uri(),
        parameters,
        (int) Math.round(q * 1000),
        asked.request().callId(),
        asked.request().cseq().number(),
        asked.now().plus(rules.lifetimes().granted(wish(contact))),
        new Reach.Live(asked.flow()),
        asked.request().headers().first(Header.USER_AGENT).orElse(""),
        device(contact, old),
        asked.extensions().path());
  }

  private Device device(Contact.Address contact, List<Binding> old) {
    var device = new Device(instance(contact), asked.extensions().regId(contact), List.of());
    if (device.instance().isEmpty()) return device;
    for (Binding left : old) device = device.inPlaceOf(left, contact.uri());
    return device;
  }

  /// A device that comes back from another port each time leaves bindings behind that nobody can
  /// reach: they make room first.
  private Result fitted(List<Binding> bindings) {
    List<Binding> fitting = new ArrayList<>(bindings);
    while (fitting.size() > rules.mostContacts()) {
      Optional<Binding> dead =
          fitting.stream()
              .filter(binding -> !binding.isLive())
              .min(Comparator.comparing(Binding::expires));
      if (dead.isEmpty()) return tooMany();
      fitting.remove(dead.get());
    }
    return new Result.Updated(fitting);
  }

  private Result tooMany() {
    String most = "at most " + rules.mostContacts() + " contacts for one address";
    return new Result.Failed(StatusCode.FORBIDDEN, most);
  }

  private static Result outOfOrder() {
    return new Result.Failed(
        StatusCode.SERVER_INTERNAL_ERROR, "a later request of this Call-ID was here before");
  }
}
