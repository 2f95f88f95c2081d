package ringfence.proxy.call;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;

/// A call that was set up through this proxy, or is being.
///
/// @param caller the URI in From
/// @param callee the Request-URI as the caller wrote it
/// @param source where the INVITE came from
/// @param over transport and address of the caller's flow, as `TLS 192.0.2.1:5061`
/// @param until when it counts as ended although nobody said so
public record Call(
    String callId,
    String caller,
    String callee,
    InetAddress source,
    String over,
    State state,
    Instant since,
    Instant until) {
  /// How far it is.
  public enum State {
    CALLING,
    RINGING,
    UP
  }

  Call with(State other, Instant lasts) {
    return new Call(callId, caller, callee, source, over, other, since, lasts);
  }

  /// How long it has lasted.
  public Duration age(Instant now) {
    return Duration.between(since, now);
  }
}
