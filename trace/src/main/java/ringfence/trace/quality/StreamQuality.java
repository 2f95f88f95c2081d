package ringfence.trace.quality;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import ringfence.rtp.Ssrc;
import ringfence.trace.decode.Content.Security;

/// How one RTP stream arrived where it was captured.
///
/// @param codec of its first packet
/// @param packets that came, without those seen twice
/// @param lost those that should have come and did not
/// @param jitter as RFC 3550 section 6.4.1 estimates it
/// @param mos by the E-model, 1 to 4.5, as if a jitter buffer of twice the jitter were the only
///   delay; empty for a codec that it does not know
public record StreamQuality(
    InetSocketAddress source,
    InetSocketAddress destination,
    Ssrc ssrc,
    String codec,
    Security security,
    Instant begun,
    Instant ended,
    long packets,
    long lost,
    Duration jitter,
    OptionalDouble mos) {
  /// Of those that should have come.
  public double lossPercent() {
    return packets + lost == 0 ? 0 : 100.0 * lost / (packets + lost);
  }
}
