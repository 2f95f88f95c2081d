package ringfence.rtcp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.rtp.Ssrc;

/// What a receiver says about one source, RFC 3550 section 6.4.1.
///
/// `fractionLost` is in 1/256, `cumulativeLost` counts packets (negative when doubles outnumber the
/// lost), `jitter` is in timestamp units, `lastSenderReport` (LSR) is the middle of an NTP time and
/// `delaySinceLastSenderReport` (DLSR) is in 1/65536 s; both are 0 before the first sender report.
public record ReportBlock(
    Ssrc ssrc,
    int fractionLost,
    int cumulativeLost,
    long extendedHighestSequence,
    long jitter,
    long lastSenderReport,
    long delaySinceLastSenderReport) {
  static final int LENGTH = 24;

  public ReportBlock {
    if (fractionLost >>> 8 != 0) throw new IllegalArgumentException("fraction " + fractionLost);
    if (cumulativeLost < -0x80_0000 || cumulativeLost > 0x7F_FFFF) {
      throw new IllegalArgumentException("cumulative lost " + cumulativeLost);
    }
    unsigned(extendedHighestSequence);
    unsigned(jitter);
    unsigned(lastSenderReport);
    unsigned(delaySinceLastSenderReport);
  }

  private static void unsigned(long word) {
    if (word >>> 32 != 0) throw new IllegalArgumentException(word + " has more than 32 bits");
  }

  static ReportBlock read(ByteBuffer in) {
    Ssrc ssrc = new Ssrc(in.getInt());
    int loss = in.getInt();
    return new ReportBlock(
        ssrc, loss >>> 24, loss << 8 >> 8, word(in), word(in), word(in), word(in));
  }

  static long word(ByteBuffer in) {
    return Integer.toUnsignedLong(in.getInt());
  }

  void write(ByteBuffer out) {
    out.putInt(ssrc.bits());
    out.putInt(fractionLost << 24 | (cumulativeLost & 0xFF_FFFF));
    out.putInt((int) extendedHighestSequence).putInt((int) jitter);
    out.putInt((int) lastSenderReport).putInt((int) delaySinceLastSenderReport);
  }

  /// The round-trip time, for a block about ourselves that came at `arrival`; empty before the peer
  /// has had a report of ours, or when the peer's figures cannot be.
  public Optional<Duration> roundTrip(Instant arrival) {
    if (lastSenderReport == 0) return Optional.empty();
    // RFC 3550 6.4.1: the source "calculates the total round-trip time A-LSR ... and then
    // subtracting this field to leave the round-trip propagation delay as (A - LSR - DLSR)".
    long since = NtpTime.of(arrival).middle() - lastSenderReport - delaySinceLastSenderReport;
    int delay = (int) since;
    return delay < 0 ? Optional.empty() : Optional.of(NtpTime.ofShortForm(delay));
  }
}
