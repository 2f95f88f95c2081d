package ringfence.sip.ua;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.dialog.SessionTimer;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.SessionExpires;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;

/// The session timer of a call and its header fields, RFC 4028 sections 7 and 9.
final class SessionFields {
  private static final String TIMER = "timer";

  private final SessionPolicy policy;
  private Optional<SessionTimer> timer = Optional.empty();
  private Duration least;

  SessionFields(SessionPolicy policy) {
    this.policy = policy;
    this.least = policy.wanted() ? policy.minimum() : SessionTimer.LEAST;
  }

  Optional<SessionTimer> timer() {
    return timer;
  }

  SessionPolicy policy() {
    return policy;
  }

  /// A session refresh request of ours, with what it asks for.
  SipRequest asking(SipRequest request) {
    return request.with(asking(request.headers()));
  }

  /// The same for header fields that may have asked for too short an interval before.
  Headers asking(Headers headers) {
    Optional<SessionExpires> expires =
        timer.map(running -> running.expires(least)).or(this::wanted);
    if (expires.isEmpty()) return headers;
    Headers asking = supporting(headers).with(Header.SESSION_EXPIRES, expires.get());
    // RFC 4028 7.4: "The UAC MUST insert the Min-SE header field [...] if it has ever received a
    // 422"
    return asking.with(Header.MIN_SE, least);
  }

  private Optional<SessionExpires> wanted() {
    if (!policy.wanted()) return Optional.empty();
    boolean longEnough = policy.interval().compareTo(least) >= 0;
    return Optional.of(SessionExpires.of(longEnough ? policy.interval() : least));
  }

  private static Headers supporting(Headers headers) {
    boolean said = headers.all(Header.SUPPORTED).stream().anyMatch(TIMER::equalsIgnoreCase);
    return said ? headers : headers.append(Header.SUPPORTED, TIMER);
  }

  /// Takes note of the Min-SE of a 422 or of the peer's request.
  void learn(SipMessage message) {
    Optional<Duration> minimum = message.headers().first(Header.MIN_SE);
    minimum.filter(other -> other.compareTo(least) > 0).ifPresent(other -> least = other);
  }

  /// A 2xx came to our session refresh request.
  void succeeded(SipResponse success, Instant now) {
    timer = SessionTimer.ofCaller(success, now);
  }

  static boolean isTooSmall(SipResponse response) {
    return response.status().equals(StatusCode.SESSION_INTERVAL_TOO_SMALL);
  }

  /// The least interval to refuse the peer's session refresh request with; empty when it is fine.
  Optional<Duration> refusal(SipRequest request) {
    return SessionTimer.ofCallee(request, policy, Instant.EPOCH)
            instanceof SessionTimer.Answer.TooSmall(var minimum)
        ? Optional.of(minimum)
        : Optional.empty();
  }

  /// Our 2xx to the peer's session refresh request; starts the timer.
  SipResponse granting(SipRequest request, SipResponse success, Instant now) {
    learn(request);
    return switch (SessionTimer.ofCallee(request, policy, now)) {
      case SessionTimer.Answer.Agreed(var agreed, var expires, var required) -> {
        timer = Optional.of(agreed);
        Headers headers = success.headers().with(Header.SESSION_EXPIRES, expires);
        yield success.with(required ? headers.append(Header.REQUIRE, TIMER) : headers);
      }
      case SessionTimer.Answer.None _, SessionTimer.Answer.TooSmall _ -> {
        timer = Optional.empty();
        yield success;
      }
    };
  }
}
