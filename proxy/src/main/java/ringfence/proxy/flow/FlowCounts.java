package ringfence.proxy.flow;

import java.time.Duration;
import java.util.Map;
import ringfence.transport.FlowEnd;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsVersion;

/// Counts since the start.
///
/// @param handshakes that succeeded
/// @param handshakeTime that they took together
/// @param failed that did not, by side and cause
/// @param closed links that ended, by cause
/// @param legacy open links behind the legacy fence, by version and key exchange
public record FlowCounts(
    Map<Handshake, Long> handshakes,
    Duration handshakeTime,
    Map<Failure, Long> failed,
    Map<FlowEnd.Cause, Long> closed,
    Map<Legacy, Long> legacy) {
  public FlowCounts {
    handshakes = Map.copyOf(handshakes);
    failed = Map.copyOf(failed);
    closed = Map.copyOf(closed);
    legacy = Map.copyOf(legacy);
  }

  /// Handshakes of one kind.
  public record Handshake(boolean outgoing, TlsVersion version, boolean resumed) {}

  /// Links that never came up for one reason.
  public record Failure(boolean outgoing, Refusal.Cause cause) {}

  /// Links to old devices.
  ///
  /// @param keyExchange `RSA` or `ECDHE`
  public record Legacy(TlsVersion version, String keyExchange) {}
}
