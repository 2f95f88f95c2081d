package ringfence.srtp;

import java.nio.ByteBuffer;
import java.util.List;

/// Checks and decrypts the compound RTCP packets that one side receives, RFC 3711 section 3.4.
///
/// A packet whose E flag says so is taken as unencrypted, once its tag holds. Making no object per
/// packet, it is for one thread.
public final class SrtcpReceiver implements AutoCloseable {
  private final KeyRing keys;
  private final Sources sources;
  private final PacketSpan span = new PacketSpan();

  /// A receiver with one key and no MKI. The key stays the caller's to close, at once if it likes.
  public SrtcpReceiver(ProtectionProfile profile, MasterKey key) {
    this(SrtpPolicy.of(profile), List.of(new IdentifiedKey(key)), SrtpReceiver.MOST_SOURCES);
  }

  /// A receiver under a profile as it is.
  public SrtcpReceiver(ProtectionProfile profile, List<IdentifiedKey> keys, int mostSources) {
    this(SrtpPolicy.of(profile), keys, mostSources);
  }

  /// A receiver of packets that name one of several keys, from at most `mostSources` sources.
  public SrtcpReceiver(SrtpPolicy policy, List<IdentifiedKey> keys, int mostSources) {
    this(policy, keys, mostSources, CryptoEngine.fastest());
  }

  /// The same with a choice of who computes.
  public SrtcpReceiver(
      SrtpPolicy policy, List<IdentifiedKey> keys, int mostSources, CryptoEngine engine) {
    this.keys =
        new KeyRing(
            keys,
            SrtcpSender.LONGEST,
            key -> new Keying(policy, key, SessionKeys.Use.RTCP, engine).transform());
    this.sources = new Sources(mostSources);
  }

  /// Unprotects the SRTCP packet between position and limit in place and moves the limit to the end
  /// of the RTCP packet; leaves all as it was unless ACCEPTED.
  public Verdict unprotect(ByteBuffer packet) {
    span.load(packet, 0);
    int content = span.length - keys.overhead();
    if (!span.readRtcpHeader(content)) return Verdict.MALFORMED;
    int key = keys.named(span);
    if (key == KeyRing.UNKNOWN) return Verdict.FORGED;
    ReplayWindow window = sources.window(span.ssrcOfRtcp());
    // RFC 3711 3.4: the index is in the packet, behind the E flag.
    span.index = span.word(span.length - keys.behindWord() - 4) & 0x7FFF_FFFFL;
    if (window.saw(span.index)) return Verdict.REPLAYED;
    if (keys.isExpired(key)) return Verdict.KEY_EXPIRED;
    if (sources.isFull(window)) return Verdict.TOO_MANY_SOURCES;
    if (!keys.transform(key).open(span)) return Verdict.FORGED;
    sources.mark(span.ssrcOfRtcp(), window, span.index);
    keys.used(key);
    span.store(packet);
    return Verdict.ACCEPTED;
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
