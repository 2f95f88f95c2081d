package ringfence.proxy.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import ringfence.manage.event.Report;
import ringfence.proxy.defence.Capacity;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.log.ProxyEvents;
import ringfence.proxy.users.Digests;
import ringfence.proxy.users.NodeKeys;
import ringfence.proxy.users.Subscribers;
import ringfence.sip.auth.NonceBook;
import ringfence.sip.auth.Verdict;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Responses;
import ringfence.sip.message.RetryAfter;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Warning;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Identifiers;

/// Decides whether a request goes on: RFC 3261 sections 16.3 item 6 and 22. Its memory is bounded,
/// and only a wrong password counts as a failure, never a missing or old nonce.
public final class Admission {
  private final Subscribers subscribers;
  private final Rules rules;
  private final Defence defence;
  private final LocationService location;
  private final Predicate<String> isDomain;
  private final Digests digests;
  private final Identifiers identifiers;
  private BiPredicate<Flow, AddressOfRecord> certified = (_, _) -> false;

  /// @param isDomain whether a host is a domain of ours
  public Admission(
      Subscribers subscribers,
      Rules rules,
      Defence defence,
      LocationService location,
      Predicate<String> isDomain,
      NodeKeys keys,
      RandomGenerator chance) {
    this.subscribers = subscribers;
    this.rules = rules;
    this.defence = defence;
    this.location = location;
    this.isDomain = isDomain;
    this.digests = new Digests(subscribers, rules.offer(), keys, chance);
    this.identifiers = new Identifiers(chance);
  }

  /// From now on nobody needs a password whom the certificate of a link names.
  public void trust(BiPredicate<Flow, AddressOfRecord> certificates) {
    certified = certificates;
  }

  /// Whether this user is known here.
  public boolean knows(AddressOfRecord aor) {
    return subscribers.has(aor);
  }

  /// Counts a request of a source; empty when it is within what one may ask for, and when there is
  /// room for it.
  public Optional<Decision.Refused> tooMany(SipRequest request, Flow flow, Instant now) {
    if (!defence.mayAsk(flow, now)) return later(request, flow, "too many requests");
    return defence
        .capacity()
        .refusal(request, () -> !location.over(flow, now).isEmpty())
        .flatMap(why -> later(request, flow, why));
  }

  private Optional<Decision.Refused> later(SipRequest request, Flow flow, String why) {
    SipResponse busy = answer(request, StatusCode.SERVICE_UNAVAILABLE, why);
    var after = RetryAfter.of(Capacity.retryAfter(request));
    return Optional.of(
        new Decision.Refused(busy.with(Header.RETRY_AFTER, after), report(request, flow, why)));
  }

  /// Whether the sender of a request that was admitted has proved nothing, and so is not told which
  /// users there are.
  public boolean isStranger(SipRequest request, Flow flow) {
    if (isTrusted(flow) || request.to().tag().isPresent()) return false;
    return caller(request).filter(aor -> isDomain.test(aor.host())).isEmpty();
  }

  /// RFC 3261 10.3 steps 3 and 4: whether the sender may change the bindings of `aor`.
  public Decision registration(SipRequest request, AddressOfRecord aor, Flow flow, Instant now) {
    return certified.test(flow, aor)
        ? new Decision.Admitted(request)
        : digest(new Asked(request, Header.AUTHORIZATION, aor, flow), now);
  }

  /// RFC 3261 16.3 item 6: whether a request that opens a dialog, or stands alone, is forwarded.
  public Decision forwarding(SipRequest request, Flow flow, Instant now) {
    if (isTrusted(flow)) return new Decision.Admitted(request);
    Optional<AddressOfRecord> caller = caller(request);
    if (caller.isEmpty() || !isDomain.test(caller.get().host())) {
      if (rules.foreignCallers()) return new Decision.Admitted(request);
      return refuse(request, flow, "callers of other domains are not served here");
    }
    Decision decision =
        isProved(caller.get(), flow, now)
            ? new Decision.Admitted(request)
            : digest(new Asked(request, Header.PROXY_AUTHORIZATION, caller.get(), flow), now);
    boolean admitted = decision instanceof Decision.Admitted;
    if (!admitted || defence.mayCall(request, caller.get(), flow)) return decision;
    return refuse(request, flow, "as many calls as one may have are under way");
  }

  private static Optional<AddressOfRecord> caller(SipRequest request) {
    return request.from().uri() instanceof SipUri uri ? AddressOfRecord.of(uri) : Optional.empty();
  }

  /// Whether a request within a dialog that lost our route is forwarded: only from a device that is
  /// registered over this flow.
  public Decision withinDialog(SipRequest request, Flow flow, Instant now) {
    if (!location.over(flow, now).isEmpty()) return new Decision.Admitted(request);
    return forwarding(request, flow, now);
  }

  private boolean isTrusted(Flow flow) {
    return defence.trusts(flow.remote().getAddress());
  }

  private record Asked(
      SipRequest request, Header<AuthFields> header, AddressOfRecord aor, Flow flow) {
    boolean isRegistration() {
      return header.equals(Header.AUTHORIZATION);
    }

    NonceBook.Asking at(Instant now) {
      return new NonceBook.Asking(flow.remote().getAddress().getHostAddress(), now);
    }

    boolean isFrom(String user) {
      return request.from().uri() instanceof SipUri from
          && from.userText().filter(user::equals).isPresent();
    }
  }

  private boolean isProved(AddressOfRecord caller, Flow flow, Instant now) {
    if (certified.test(flow, caller)) return true;
    // Who registered over this TLS connection proved it with a digest, and nobody else can send
    // here.
    return rules.trustRegisteredFlow()
        && flow.transport().isSecure()
        && location.over(flow, now).stream().anyMatch(binding -> binding.aor().equals(caller));
  }

  private Decision digest(Asked asked, Instant now) {
    SipRequest request = asked.request();
    // Not trying is answered as a wrong password is, so that nobody learns when a guess was right.
    if (!defence.mayProve(asked.flow(), asked.aor(), now)) return challenge(asked, false, now);
    return switch (digests.verify(request, asked.header(), asked.aor(), asked.at(now))) {
      case Verdict.Accepted(var user, _) when mayActFor(user, asked) -> {
        defence.proved(asked.flow(), asked.aor(), now);
        yield new Decision.Admitted(withoutCredentials(asked));
      }
      case Verdict.Accepted(var user, _) ->
          refuse(request, asked.flow(), user + " may not act as " + asked.aor().user());
      case Verdict.Missing _ -> {
        if (!knows(asked.aor())) defence.strangerNamed(asked.flow(), asked.aor(), now);
        yield challenge(asked, false, now);
      }
      case Verdict.Stale _, Verdict.ReplayedNonceCount _ -> challenge(asked, true, now);
      case Verdict.WrongPassword(var user) -> wrongPassword(asked, user, now);
      case Verdict.Malformed(var reason) -> {
        SipResponse bad = answer(request, StatusCode.BAD_REQUEST, reason);
        yield new Decision.Refused(bad, report(request, asked.flow(), reason));
      }
    };
  }

  /// Whether a user may do for an address what is asked.
  private boolean mayActFor(String user, Asked asked) {
    boolean own = user.equals(asked.aor().user());
    if (!asked.isRegistration()) return own;
    // RFC 3261 10.2: From is "the address-of-record of the person responsible for the
    // registration. The value is the same as the To header field unless the request is a
    // third-party registration."
    return rules.thirdParties().contains(user) || (own && asked.isFrom(user));
  }

  private Decision challenge(Asked asked, boolean stale, Instant now) {
    boolean registration = asked.isRegistration();
    StatusCode status =
        registration ? StatusCode.UNAUTHORIZED : StatusCode.PROXY_AUTHENTICATION_REQUIRED;
    SipResponse response = Responses.tagged(asked.request(), status, identifiers.tag());
    Headers headers = response.headers();
    for (AuthFields fields : digests.challenge(asked.aor(), stale, asked.at(now))) {
      headers =
          headers.append(
              registration ? Header.WWW_AUTHENTICATE : Header.PROXY_AUTHENTICATE, fields);
    }
    return new Decision.Challenged(response.with(headers));
  }

  private Decision wrongPassword(Asked asked, String user, Instant now) {
    boolean known = knows(asked.aor());
    defence.wrongPassword(asked.flow(), asked.aor(), now);
    if (!known) defence.strangerNamed(asked.flow(), asked.aor(), now);
    String reason = known ? "wrong password" : "no such user";
    Decision challenge = challenge(asked, false, now);
    SipResponse again = ((Decision.Challenged) challenge).response();
    Report report = report(asked.request(), asked.flow(), reason).with("user", user);
    return new Decision.Refused(again, report);
  }

  private Decision.Refused refuse(SipRequest request, Flow flow, String why) {
    SipResponse response = answer(request, StatusCode.FORBIDDEN, why);
    return new Decision.Refused(response, report(request, flow, why));
  }

  private SipResponse answer(SipRequest request, StatusCode status, String why) {
    SipResponse response = Responses.tagged(request, status, identifiers.tag());
    return response.with(Header.WARNING, new Warning(399, "ringfence", why));
  }

  private static Report report(SipRequest request, Flow flow, String cause) {
    return ProxyEvents.REFUSED
        .report(request.method())
        .with("peer", flow.transport() + ":" + source(flow) + ":" + flow.remote().getPort())
        .with("from", request.from().uri().toString())
        .with("call-id", request.callId())
        .with("cause", cause);
  }

  /// What RFC 3261 22.3 lets a proxy do with credentials that it has used up: others need not see
  /// them.
  private static SipRequest withoutCredentials(Asked asked) {
    if (asked.isRegistration()) return asked.request();
    List<AuthFields> others =
        asked.request().headers().all(asked.header()).stream()
            .filter(
                fields -> !fields.value("realm").orElse("").equalsIgnoreCase(asked.aor().host()))
            .toList();
    Headers headers = asked.request().headers().without(asked.header());
    for (AuthFields fields : others) headers = headers.append(asked.header(), fields);
    return asked.request().with(headers);
  }

  private static String source(Flow flow) {
    return flow.remote().getAddress().getHostAddress();
  }
}
