package ringfence.rtcp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When to send the next compound packet in a session of two, RFC 3550 sections 6.2, 6.3 and
/// appendix A.7.
///
/// With two members the share of a member is half of RTCP's bandwidth whether one or both send, and
/// reconsideration changes nothing; what stays is the minimum, the share and the chance.
public final class RtcpInterval {
  private static final Duration MINIMUM = Duration.ofSeconds(5);
  private static final int MEMBERS = 2;

  /// A.7: `COMPENSATION = e - 3/2`, for the mean that the draw of chance would shift.
  private static final double COMPENSATION = 2.71828 - 1.5;

  /// UDP and IP, which section 6.2 counts with the packets.
  private static final int LOWER_LAYERS = 28;

  private final double octetsPerSecond;
  private double averageSize = 128;
  private boolean initial = true;

  /// `sessionBandwidth` is the session's, in bits a second (section 6.2); RTCP has 5 % of it.
  public RtcpInterval(int sessionBandwidth) {
    if (sessionBandwidth <= 0) throw new IllegalArgumentException("bandwidth " + sessionBandwidth);
    this.octetsPerSecond = sessionBandwidth * 0.05 / 8;
  }

  /// Notes a compound packet that was sent or received, in octets without UDP and IP.
  public void count(int octets) {
    // RFC 3550 6.3.3: "avg_rtcp_size = (1/16) * packet_size + (15/16) * avg_rtcp_size".
    averageSize += (octets + LOWER_LAYERS - averageSize) / 16;
  }

  /// How long to wait before the next packet; half the minimum before the first.
  public Duration next(RandomGenerator chance) {
    double minimum = MINIMUM.toNanos() / 1e9;
    // RFC 3550 6.2: "This delay MAY be set to half the minimum interval" for the first packet.
    if (initial) minimum /= 2;
    initial = false;
    double interval = Math.max(minimum, averageSize * MEMBERS / octetsPerSecond);
    // 6.3.1: "between 0.5 and 1.5 times", and divided "by e-3/2=1.21828".
    double drawn = interval * (0.5 + chance.nextDouble()) / COMPENSATION;
    return Duration.ofNanos((long) (drawn * 1e9));
  }
}
