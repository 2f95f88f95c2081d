package ringfence.srtp;

import java.nio.ByteBuffer;
import java.util.List;
import ringfence.rtp.Ssrc;

/// Protects the RTP packets that one side sends, RFC 3711 section 3.3.
///
/// Keep one as long as its key lives, through hold and re-negotiation: a new one would start with
/// rollover counter 0 and use keystream twice. Making no object per packet, it is for one thread.
public final class SrtpSender implements AutoCloseable {
  private static final int MOST_SOURCES = 64;

  private final KeyRing keys;
  private final Sources sources = new Sources(MOST_SOURCES);
  private final PacketSpan span = new PacketSpan();

  /// A sender with one key and no MKI. The key stays the caller's to close, at once if it likes.
  public SrtpSender(ProtectionProfile profile, MasterKey key) {
    this(SrtpPolicy.of(profile), new IdentifiedKey(key));
  }

  /// A sender under a profile as it is.
  public SrtpSender(ProtectionProfile profile, IdentifiedKey key) {
    this(SrtpPolicy.of(profile), key);
  }

  /// A sender whose packets carry the key's identifier.
  public SrtpSender(SrtpPolicy policy, IdentifiedKey key) {
    this(policy, key, CryptoEngine.fastest());
  }

  /// The same with a choice of who computes.
  public SrtpSender(SrtpPolicy policy, IdentifiedKey key, CryptoEngine engine) {
    keys =
        new KeyRing(
            List.of(key),
            IdentifiedKey.LONGEST,
            it -> new Keying(policy, it, SessionKeys.Use.RTP, engine).transform());
  }

  /// How many octets a packet grows by: the room that a buffer must have behind it.
  public int overhead() {
    return keys.overhead();
  }

  /// Protects the RTP packet between position and limit in place and moves the limit to its new
  /// end; leaves all as it was unless ACCEPTED.
  public Verdict protect(ByteBuffer packet) {
    span.load(packet, keys.overhead());
    if (!span.readRtpHeader(span.length)) return Verdict.MALFORMED;
    int sequence = span.sequenceNumber();
    ReplayWindow window = sources.window(span.ssrcOfRtp());
    long index = window.guess(sequence);
    // RFC 3711 9.1: a keystream must not be used twice, so an index must not.
    if (index < 0 || window.saw(index)) return Verdict.REPLAYED;
    if (index >>> 48 != 0 || keys.isExpired(0)) return Verdict.KEY_EXPIRED;
    if (sources.isFull(window)) return Verdict.TOO_MANY_SOURCES;
    span.index = index;
    sources.mark(span.ssrcOfRtp(), window, index);
    keys.used(0);
    keys.transform(0).seal(span);
    span.store(packet);
    return Verdict.ACCEPTED;
  }

  /// Lets a source begin with a rollover counter other than 0, from 0 to 2^32-1: one that goes on
  /// with a stream.
  public void begin(Ssrc ssrc, long rolloverCounter) {
    sources.begin(ssrc.bits(), rolloverCounter);
  }

  /// Erases the keys; a sender that is closed protects nothing.
  @Override
  public void close() {
    keys.close();
  }
}
