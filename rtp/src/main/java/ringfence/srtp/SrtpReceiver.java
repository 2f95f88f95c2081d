package ringfence.srtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import ringfence.rtp.Ssrc;

/// Checks and decrypts the RTP packets that one side receives, RFC 3711 section 3.3.
///
/// Nothing of a packet is believed before its tag holds. Keep one as long as its key lives, through
/// hold and re-negotiation. Making no object per packet, it is for one thread.
public final class SrtpReceiver implements AutoCloseable {
  /// How many sources a receiver keeps state for unless told otherwise.
  public static final int MOST_SOURCES = 64;

  /// The packets of one rollover.
  private static final long CYCLE = 1 << 16;

  private final KeyRing keys;
  private final Sources sources;
  private final boolean authenticated;
  private final PacketSpan span = new PacketSpan();

  /// A receiver with one key and no MKI. The key stays the caller's to close, at once if it likes.
  public SrtpReceiver(ProtectionProfile profile, MasterKey key) {
    this(SrtpPolicy.of(profile), List.of(new IdentifiedKey(key)), MOST_SOURCES);
  }

  /// A receiver under a profile as it is.
  public SrtpReceiver(ProtectionProfile profile, List<IdentifiedKey> keys, int mostSources) {
    this(SrtpPolicy.of(profile), keys, mostSources);
  }

  /// A receiver of packets that name one of several keys, from at most `mostSources` sources.
  public SrtpReceiver(SrtpPolicy policy, List<IdentifiedKey> keys, int mostSources) {
    this(policy, keys, mostSources, CryptoEngine.fastest());
  }

  /// The same with a choice of who computes.
  public SrtpReceiver(
      SrtpPolicy policy, List<IdentifiedKey> keys, int mostSources, CryptoEngine engine) {
    this.keys =
        new KeyRing(
            keys,
            IdentifiedKey.LONGEST,
            key -> new Keying(policy, key, SessionKeys.Use.RTP, engine).transform());
    this.sources = new Sources(mostSources);
    this.authenticated = policy.authenticatesRtp();
  }

  /// Unprotects the SRTP packet between position and limit in place and moves the limit to the end
  /// of the RTP packet; leaves all as it was unless ACCEPTED.
  public Verdict unprotect(ByteBuffer packet) {
    span.load(packet, 0);
    if (!span.readRtpHeader(span.length - keys.overhead())) return Verdict.MALFORMED;
    int key = keys.named(span);
    if (key == KeyRing.UNKNOWN) return Verdict.FORGED;
    ReplayWindow window = sources.window(span.ssrcOfRtp());
    long guess = window.guess(span.sequenceNumber());
    Verdict verdict = open(packet, key, window, guess);
    // RFC 3711 3.3.1: "if message authentication is not present, neither the initialization of s_l,
    // nor the ROC update can be made completely robust": without tag any guess would pass
    if (verdict == Verdict.ACCEPTED || !authenticated) return verdict;
    boolean found = resynchronizes(packet, key, window, guess);
    return found ? Verdict.ACCEPTED : verdict;
  }

  /// Tries the two guesses that are next likely; a forger can make us check three tags for a packet
  /// and no more.
  private boolean resynchronizes(ByteBuffer packet, int key, ReplayWindow window, long guess) {
    // RFC 3711 3.3.1: "2^15 packets would need to be lost ... before synchronization is lost": then
    // the guess is a cycle short. It is never one long, for the counter "MUST NOT be reset to
    // zero";
    // only of a source that is new the first packet may lie on either side of a wrap.
    long second = window.isEmpty() ? guess - CYCLE : guess + 2 * CYCLE;
    return open(packet, key, window, guess + CYCLE) == Verdict.ACCEPTED
        || open(packet, key, window, second) == Verdict.ACCEPTED;
  }

  /// The steps of RFC 3711 3.3 in their order: index, replay, authentication, decryption, and only
  /// then what is remembered.
  private Verdict open(ByteBuffer packet, int key, ReplayWindow window, long index) {
    if (index < 0 || index >>> 48 != 0) return Verdict.FORGED;
    // RFC 3711 3.3.2: "Secure replay protection is only possible when integrity protection is
    // present"
    if (authenticated && window.saw(index)) return Verdict.REPLAYED;
    if (keys.isExpired(key)) return Verdict.KEY_EXPIRED;
    if (sources.isFull(window)) return Verdict.TOO_MANY_SOURCES;
    span.index = index;
    if (!keys.transform(key).open(span)) return Verdict.FORGED;
    sources.mark(span.ssrcOfRtp(), window, index);
    keys.used(key);
    span.store(packet);
    return Verdict.ACCEPTED;
  }

  /// Tells the rollover counter of a source that is to come, 0 to 2^32-1.
  public void begin(Ssrc ssrc, long rolloverCounter) {
    // RFC 3711 3.3.1: "Receivers joining an on-going session MUST be given the current ROC value
    // using out-of-band signaling such as key-management signaling"
    sources.begin(ssrc.bits(), rolloverCounter);
  }

  /// The rollover counter of a source, 0 to 2^32-1; empty before its first authentic packet.
  public OptionalLong rolloverCounter(Ssrc ssrc) {
    ReplayWindow window = sources.window(ssrc.bits());
    if (window.isEmpty()) return OptionalLong.empty();
    return OptionalLong.of(window.highest() >>> 16);
  }

  /// How many sources it has state for.
  public int sources() {
    return sources.count();
  }

  /// Erases the keys; a receiver that is closed accepts nothing.
  @Override
  public void close() {
    keys.close();
  }
}
