package ringfence.sip.ua;

import java.util.List;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.transaction.Timers;

/// How a user agent behaves in all its calls.
///
/// @param timers T1 and T2 pace the repeats of a 2xx, the timeout ends them
/// @param inRequests header fields that every request gets: User-Agent
/// @param inResponses header fields that every response gets: Server
/// @param inSessions header fields that INVITE, UPDATE and their 2xx get besides: Allow, Supported.
///   `Supported: timer` is added where a session timer is wanted and it is not among them.
public record Conduct(
    Timers timers,
    SessionPolicy session,
    Headers inRequests,
    Headers inResponses,
    Headers inSessions) {
  /// The RFC's timers, no session timer and no header fields beyond the necessary.
  public static final Conduct PLAIN =
      new Conduct(Timers.RFC_3261, SessionPolicy.NONE, Headers.NONE, Headers.NONE, Headers.NONE);

  /// The header fields that calls, registrations and the greeter read besides the mandatory ones:
  /// have them checked by the `SipParser`, and no malformed one can throw in here.
  public static List<Header<?>> headersRead() {
    return List.of(
        Header.CONTACT,
        Header.RECORD_ROUTE,
        Header.SUPPORTED,
        Header.REQUIRE,
        Header.ALLOW,
        Header.SESSION_EXPIRES,
        Header.MIN_SE,
        Header.CONTENT_TYPE,
        Header.WWW_AUTHENTICATE,
        Header.PROXY_AUTHENTICATE,
        Header.EXPIRES,
        Header.MIN_EXPIRES,
        Header.RETRY_AFTER,
        Header.REFER_TO,
        Header.REFERRED_BY,
        Header.REPLACES,
        Header.EVENT,
        Header.SUBSCRIPTION_STATE);
  }

  public Conduct withSession(SessionPolicy other) {
    return new Conduct(timers, other, inRequests, inResponses, inSessions);
  }
}
