package ringfence.rtcp;

import java.time.Duration;
import java.time.Instant;
import ringfence.rtp.RtpView;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;

/// What was received of one source, RFC 3550 appendices A.1, A.3 and A.8.
///
/// A source is on probation until two packets in sequence have come; `count` says whether a packet
/// is valid by that rule. Jitter is in timestamp units, as in a report block.
public final class ReceptionStatistics {
  private static final int MAX_DROPOUT = 3000;
  private static final int MAX_MISORDER = 100;
  private static final int MIN_SEQUENTIAL = 2;
  private static final int CYCLE = SequenceNumber.CYCLE;

  /// No sequence number: the one that may restart the source is not known.
  private static final int NONE = CYCLE + 1;

  private final Ssrc ssrc;
  private final int clockRate;
  private boolean heard;
  private int probation = MIN_SEQUENTIAL;
  private int baseSequence;
  private int maxSequence;
  private long cycles;
  private int badSequence = NONE;
  private long received;
  private long expectedPrior;
  private long receivedPrior;
  private boolean timed;
  private int transit;
  private int scaledJitter;
  private Instant firstArrival = Instant.EPOCH;
  private Instant reportArrival = Instant.EPOCH;
  private long lastSenderReport;

  /// Statistics of `ssrc`, whose timestamps count `clockRate` a second.
  public ReceptionStatistics(Ssrc ssrc, int clockRate) {
    if (clockRate <= 0) throw new IllegalArgumentException("clock rate " + clockRate);
    this.ssrc = ssrc;
    this.clockRate = clockRate;
  }

  /// Counts a packet that came `now`; false while its source is on probation or when its number is
  /// so far off that it cannot be of this stream.
  public boolean count(RtpView packet, Instant now) {
    return count(packet.sequenceNumber(), packet.timestamp(), now);
  }

  /// The same, of a packet's sequence number and timestamp.
  public boolean count(int sequence, long timestamp, Instant now) {
    if (!heard) begin(sequence, now);
    if (!update(sequence)) return false;
    time((int) timestamp, now);
    return true;
  }

  private void begin(int sequence, Instant now) {
    restart(sequence);
    maxSequence = (sequence - 1) & 0xFFFF;
    firstArrival = now;
    heard = true;
  }

  private void restart(int sequence) {
    baseSequence = sequence;
    maxSequence = sequence;
    badSequence = NONE;
    cycles = 0;
    received = 0;
    receivedPrior = 0;
    expectedPrior = 0;
  }

  /// RFC 3550 A.1, update_seq().
  private boolean update(int sequence) {
    if (probation > 0) return prove(sequence);
    int ahead = (sequence - maxSequence) & 0xFFFF;
    if (ahead < MAX_DROPOUT) {
      if (sequence < maxSequence) cycles += CYCLE;
      maxSequence = sequence;
    } else if (ahead <= CYCLE - MAX_MISORDER) {
      if (sequence != badSequence) {
        badSequence = (sequence + 1) & 0xFFFF;
        return false;
      }
      // A.1: two sequential packets: the other side restarted without telling us.
      restart(sequence);
    }
    received++;
    return true;
  }

  private boolean prove(int sequence) {
    boolean inSequence = sequence == ((maxSequence + 1) & 0xFFFF);
    maxSequence = sequence;
    probation = inSequence ? probation - 1 : MIN_SEQUENTIAL - 1;
    if (probation > 0) return false;
    restart(sequence);
    received++;
    return true;
  }

  /// RFC 3550 A.8: the jitter is kept times 16, so that its estimate rounds in integers.
  private void time(int timestamp, Instant now) {
    Duration elapsed = Duration.between(firstArrival, now);
    long units =
        elapsed.getSeconds() * clockRate + elapsed.getNano() * (long) clockRate / 1_000_000_000L;
    int newTransit = (int) units - timestamp;
    if (timed) {
      int difference = Math.abs(newTransit - transit);
      scaledJitter += difference - ((scaledJitter + 8) >> 4);
    }
    timed = true;
    transit = newTransit;
  }

  /// Notes that a sender report of this source came `now`: the next block tells its sender so.
  public void heard(SenderReport report, Instant now) {
    lastSenderReport = report.ntpTime().middle();
    reportArrival = now;
  }

  public Ssrc ssrc() {
    return ssrc;
  }

  /// Whether the source has passed probation.
  public boolean isValid() {
    return heard && probation == 0;
  }

  /// The packets that came, doubles and late ones among them.
  public long received() {
    return received;
  }

  /// The packets that should have come.
  public long expected() {
    return isValid() ? cycles + maxSequence - baseSequence + 1 : 0;
  }

  /// The packets that did not come; negative when doubles outnumber the lost.
  public long lost() {
    return expected() - received;
  }

  /// The highest sequence number with the cycles before it, modulo 2^32.
  public long extendedHighestSequence() {
    return (cycles + maxSequence) & 0xFFFF_FFFFL;
  }

  /// The interarrival jitter in timestamp units.
  public long jitter() {
    return Integer.toUnsignedLong(scaledJitter) >>> 4;
  }

  /// The block for the next report, which begins a new interval for the fraction lost; RFC 3550
  /// A.3.
  public ReportBlock report(Instant now) {
    long expectedInterval = expected() - expectedPrior;
    long lostInterval = expectedInterval - (received - receivedPrior);
    expectedPrior = expected();
    receivedPrior = received;
    boolean none = expectedInterval == 0 || lostInterval <= 0;
    long fraction = none ? 0 : Math.min(255, (lostInterval << 8) / expectedInterval);
    // A.3: "this signed number ... should be clamped at 0x7fffff for positive loss or 0x800000 for
    // negative loss".
    int lost = Math.clamp(lost(), -0x80_0000, 0x7F_FFFF);
    boolean reported = lastSenderReport != 0;
    long delay = reported ? NtpTime.shortForm(Duration.between(reportArrival, now)) : 0;
    return new ReportBlock(
        ssrc, (int) fraction, lost, extendedHighestSequence(), jitter(), lastSenderReport, delay);
  }
}
