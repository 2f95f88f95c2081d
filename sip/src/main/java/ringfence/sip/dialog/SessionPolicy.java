package ringfence.sip.dialog;

import java.time.Duration;
import ringfence.sip.message.Method;

/// How a user agent wants its sessions refreshed, RFC 4028.
///
/// @param wanted whether we ask for a session timer at all
/// @param interval the Session-Expires that we ask for
/// @param minimum the least interval that we accept, the Min-SE; 90 s or more
/// @param refresh the method that refreshes: INVITE, or UPDATE where the peer allows it
public record SessionPolicy(boolean wanted, Duration interval, Duration minimum, Method refresh) {
  /// The values of the DGW units: 3600 s asked, 1800 s at least, refreshed by re-INVITE.
  public static final SessionPolicy UNIT =
      new SessionPolicy(true, Duration.ofHours(1), Duration.ofMinutes(30), Method.INVITE);

  /// No session timer of our own; one that the peer asks for is granted.
  public static final SessionPolicy NONE =
      new SessionPolicy(false, Duration.ofMinutes(30), SessionTimer.LEAST, Method.UPDATE);

  public SessionPolicy {
    // RFC 4028 5: "The minimum [...] MUST NOT be less than 90 seconds"
    if (minimum.compareTo(SessionTimer.LEAST) < 0 || interval.compareTo(minimum) < 0) {
      throw new IllegalArgumentException("90 s <= minimum <= interval");
    }
    if (!refresh.equals(Method.INVITE) && !refresh.equals(Method.UPDATE)) {
      throw new IllegalArgumentException(refresh + " refreshes no session");
    }
  }
}
