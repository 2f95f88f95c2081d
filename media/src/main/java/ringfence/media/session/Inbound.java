package ringfence.media.session;

import java.nio.ByteBuffer;
import ringfence.media.negotiation.SecurityChoice;
import ringfence.media.negotiation.SecurityChoice.ProtectedStream;
import ringfence.srtp.CryptoEngine;
import ringfence.srtp.ProtectionProfile.Cipher;
import ringfence.srtp.SrtcpReceiver;
import ringfence.srtp.SrtpReceiver;
import ringfence.srtp.Verdict;

/// The first thing a packet passes when it comes. In a secure plan there is no other way in.
sealed interface Inbound extends AutoCloseable {
  /// A peer's sources that a session keeps state for: one that comes back goes on where it was,
  /// since RFC 3711 3.3.1 has no way to learn its rollover counter anew. Only authentic ones get
  /// any.
  int MOST_SOURCES = 64;

  record Plain() implements Inbound {}

  record Secured(ProtectedStream stream, SrtpReceiver rtp, SrtcpReceiver rtcp) implements Inbound {}

  static Inbound of(SecurityChoice choice, CryptoEngine engine) {
    return choice
        .protection()
        .<Inbound>map(protection -> secured(protection.peer(), engine))
        .orElseGet(Plain::new);
  }

  private static Inbound secured(ProtectedStream stream, CryptoEngine engine) {
    var rtp = new SrtpReceiver(stream.policy(), stream.keys(), MOST_SOURCES, engine);
    stream
        .ssrc()
        .filter(_ -> stream.rolloverCounter() > 0)
        .ifPresent(ssrc -> rtp.begin(ssrc, stream.rolloverCounter()));
    var rtcp = new SrtcpReceiver(stream.policy(), stream.keys(), MOST_SOURCES, engine);
    return new Secured(stream.copy(), rtp, rtcp);
  }

  /// Opens an RTP packet in place; only what is ACCEPTED is to be believed.
  default Verdict openRtp(ByteBuffer packet) {
    return switch (this) {
      case Plain _ -> Verdict.ACCEPTED;
      case Secured(_, var rtp, _) -> rtp.unprotect(packet);
    };
  }

  /// The same for a compound RTCP packet.
  default Verdict openRtcp(ByteBuffer packet) {
    return switch (this) {
      case Plain _ -> Verdict.ACCEPTED;
      // RFC 4568 6.3.2: unless agreed otherwise "the E bit MUST be set (1) on all SRTCP
      // messages": one that is authentic and clear is still clear
      case Secured(var stream, _, var rtcp) ->
          isClear(stream, packet) ? Verdict.FORGED : rtcp.unprotect(packet);
    };
  }

  private static boolean isClear(ProtectedStream stream, ByteBuffer packet) {
    var profile = stream.policy().profile();
    if (!stream.policy().rtcpEncrypted() || profile.cipher() == Cipher.NULL) return false;
    // RFC 3711 3.4: E and index, MKI, tag; RFC 7714 9.2: the tag comes before them
    int tag = profile.cipher() == Cipher.AES_GCM ? 0 : profile.rtcpTagLength();
    int word = packet.limit() - tag - stream.key().identifier().length() - Integer.BYTES;
    return word >= packet.position() && packet.get(word) >= 0;
  }

  default boolean isSecure() {
    return this instanceof Secured;
  }

  /// Whether the choice means the same keys: then this one must go on, with what it has seen.
  default boolean serves(SecurityChoice choice) {
    return switch (this) {
      case Plain _ -> !choice.isSecure();
      case Secured(var own, _, _) ->
          choice.protection().filter(other -> own.isSame(other.peer())).isPresent();
    };
  }

  @Override
  default void close() {
    switch (this) {
      case Plain _ -> {}
      case Secured(var stream, var rtp, var rtcp) -> {
        stream.erase();
        rtp.close();
        rtcp.close();
      }
    }
  }
}
