package ringfence.sip.dialog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.SessionExpires;
import ringfence.sip.message.SessionExpires.Refresher;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// The running timer of one session, RFC 4028: who refreshes, and when what is due.
///
/// @param interval the session interval agreed
/// @param weRefresh whether we send the refreshes
/// @param since when the last 2xx to a session refresh request came or went
public record SessionTimer(Duration interval, boolean weRefresh, Instant since) {
  /// The least session interval there is (RFC 4028 section 4).
  public static final Duration LEAST = Duration.ofSeconds(90);

  private static final String TIMER = "timer";
  private static final Duration MARGIN = Duration.ofSeconds(32);

  /// What the callee makes of the session timer of a request.
  public sealed interface Answer {
    /// Refuse with 422 and this Min-SE.
    record TooSmall(Duration minimum) implements Answer {}

    /// There is no timer.
    record None() implements Answer {}

    /// There is one; the 2xx carries `expires`, and `Require: timer` when `required`.
    record Agreed(SessionTimer timer, SessionExpires expires, boolean required) implements Answer {}
  }

  /// When the refresh is due.
  public Instant refreshAt() {
    // RFC 4028 7.2: "RECOMMENDED that this refresh be sent once half the session interval has
    // elapsed"
    return since.plus(interval.dividedBy(2));
  }

  /// When the session is given up with a BYE for want of a refresh.
  public Instant giveUpAt() {
    // RFC 4028 10: "slightly before the session expiration. The minimum of 32 seconds and one third
    // of the session interval is RECOMMENDED"
    Duration third = interval.dividedBy(3);
    return since.plus(interval).minus(third.compareTo(MARGIN) < 0 ? third : MARGIN);
  }

  /// The timer that a 2xx to our session refresh request starts; empty when there is none.
  public static Optional<SessionTimer> ofCaller(SipResponse success, Instant now) {
    // RFC 4028 7.2: "If the 2xx response did not contain a Session-Expires header field, there is
    // no
    // session expiration"
    return success
        .headers()
        .first(Header.SESSION_EXPIRES)
        .map(expires -> new SessionTimer(expires.interval(), isUac(expires), now));
  }

  /// The Session-Expires of the next refresh: the same interval, refreshed by the same side.
  public SessionExpires expires(Duration least) {
    // RFC 4028 7.4: "RECOMMENDED that the refresher parameter be set to 'uac' if the element
    // sending
    // the request is currently performing refreshes"
    Refresher refresher = weRefresh ? Refresher.UAC : Refresher.UAS;
    return SessionExpires.of(longest(interval, least), refresher);
  }

  private static boolean isUac(SessionExpires expires) {
    return expires.refresher().orElse(Refresher.UAC) == Refresher.UAC;
  }

  /// Decides on the session timer of a session refresh request that came in.
  public static Answer ofCallee(SipRequest request, SessionPolicy policy, Instant now) {
    Headers headers = request.headers();
    boolean supported = supports(headers);
    Optional<SessionExpires> asked = headers.first(Header.SESSION_EXPIRES);
    if (asked.isEmpty()) return unasked(headers, policy, now);
    // RFC 4028 9: "Supported header field with a value 'timer' and a Session Expires header field,
    // the UAS MAY reject [...] with a 422"
    Duration interval = asked.get().interval();
    if (supported && interval.compareTo(policy.minimum()) < 0) {
      return new Answer.TooSmall(policy.minimum());
    }
    // RFC 4028 table 2: without support the UAS refreshes; a choice of the UAC stands
    Refresher refresher = supported ? asked.get().refresher().orElse(Refresher.UAC) : Refresher.UAS;
    return agreed(longest(interval, LEAST), refresher, supported, now);
  }

  private static Answer unasked(Headers headers, SessionPolicy policy, Instant now) {
    if (!policy.wanted() || !supports(headers)) return new Answer.None();
    // RFC 4028 9: "MUST NOT be set to a duration lower than the value in the Min-SE header field"
    Duration least = headers.first(Header.MIN_SE).orElse(LEAST);
    return agreed(longest(policy.interval(), least), Refresher.UAC, true, now);
  }

  private static Answer agreed(
      Duration interval, Refresher refresher, boolean supported, Instant now) {
    var timer = new SessionTimer(interval, refresher == Refresher.UAS, now);
    return new Answer.Agreed(timer, SessionExpires.of(interval, refresher), supported);
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static boolean supports(Headers headers) {
    return headers.all(Header.SUPPORTED).stream().anyMatch(TIMER::equalsIgnoreCase);
  }
}
