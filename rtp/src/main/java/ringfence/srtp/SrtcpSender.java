package ringfence.srtp;

import java.nio.ByteBuffer;
import java.util.List;

/// Protects the compound RTCP packets that one side sends, RFC 3711 section 3.4; the index of each
/// source begins with 0.
///
/// Keep one as long as its key lives. Making no object per packet, it is for one thread.
public final class SrtcpSender implements AutoCloseable {
  /// RFC 3711 9.2: at most 2^31 packets of RTCP for a key.
  static final long LONGEST = 1L << 31;

  private static final int MOST_SOURCES = 64;

  private final KeyRing keys;
  private final Sources sources = new Sources(MOST_SOURCES);
  private final PacketSpan span = new PacketSpan();

  /// A sender with one key and no MKI. The key stays the caller's to close, at once if it likes.
  public SrtcpSender(ProtectionProfile profile, MasterKey key) {
    this(SrtpPolicy.of(profile), new IdentifiedKey(key));
  }

  /// A sender under a profile as it is.
  public SrtcpSender(ProtectionProfile profile, IdentifiedKey key) {
    this(SrtpPolicy.of(profile), key);
  }

  /// A sender whose packets carry the key's identifier.
  public SrtcpSender(SrtpPolicy policy, IdentifiedKey key) {
    this(policy, key, CryptoEngine.fastest());
  }

  /// The same with a choice of who computes.
  public SrtcpSender(SrtpPolicy policy, IdentifiedKey key, CryptoEngine engine) {
    keys =
        new KeyRing(
            List.of(key),
            LONGEST,
            it -> new Keying(policy, it, SessionKeys.Use.RTCP, engine).transform());
  }

  /// How many octets a packet grows by: the room that a buffer must have behind it.
  public int overhead() {
    return keys.overhead();
  }

  /// Protects the RTCP packet between position and limit in place and moves the limit to its new
  /// end; leaves all as it was unless ACCEPTED.
  public Verdict protect(ByteBuffer packet) {
    span.load(packet, keys.overhead());
    if (!span.readRtcpHeader(span.length)) return Verdict.MALFORMED;
    ReplayWindow window = sources.window(span.ssrcOfRtcp());
    long index = window.highest() + 1;
    if (index == LONGEST || keys.isExpired(0)) return Verdict.KEY_EXPIRED;
    if (sources.isFull(window)) return Verdict.TOO_MANY_SOURCES;
    span.index = index;
    sources.mark(span.ssrcOfRtcp(), window, index);
    keys.used(0);
    keys.transform(0).seal(span);
    span.store(packet);
    return Verdict.ACCEPTED;
  }

  /// Erases the keys; a sender that is closed protects nothing.
  @Override
  public void close() {
    keys.close();
  }
}
