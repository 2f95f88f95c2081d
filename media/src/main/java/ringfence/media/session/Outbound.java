package ringfence.media.session;

import java.nio.ByteBuffer;
import ringfence.media.negotiation.SecurityChoice;
import ringfence.media.negotiation.SecurityChoice.ProtectedStream;
import ringfence.rtp.Ssrc;
import ringfence.srtp.CryptoEngine;
import ringfence.srtp.SrtcpSender;
import ringfence.srtp.SrtpSender;
import ringfence.srtp.Verdict;

/// The last thing a packet passes before it leaves. In a secure plan there is no other way out.
sealed interface Outbound extends AutoCloseable {
  record Plain() implements Outbound {}

  record Secured(ProtectedStream stream, SrtpSender rtp, SrtcpSender rtcp) implements Outbound {}

  /// Nothing yet sent, by the source that will send.
  static Outbound of(SecurityChoice choice, Ssrc ssrc, CryptoEngine engine) {
    return choice
        .protection()
        .<Outbound>map(protection -> secured(protection.own(), ssrc, engine))
        .orElseGet(Plain::new);
  }

  private static Outbound secured(ProtectedStream stream, Ssrc ssrc, CryptoEngine engine) {
    var rtp = new SrtpSender(stream.policy(), stream.key(), engine);
    if (stream.rolloverCounter() > 0) rtp.begin(ssrc, stream.rolloverCounter());
    var rtcp = new SrtcpSender(stream.policy(), stream.key(), engine);
    return new Secured(stream.copy(), rtp, rtcp);
  }

  /// Makes an RTP packet fit to be sent, in place; false when it must not be sent.
  default boolean sealRtp(ByteBuffer packet) {
    return switch (this) {
      case Plain _ -> true;
      case Secured(_, var rtp, _) -> rtp.protect(packet) == Verdict.ACCEPTED;
    };
  }

  /// The same for a compound RTCP packet.
  default boolean sealRtcp(ByteBuffer packet) {
    return switch (this) {
      case Plain _ -> true;
      case Secured(_, _, var rtcp) -> rtcp.protect(packet) == Verdict.ACCEPTED;
    };
  }

  /// Whether the choice means the same key: then this one must go on, not a new one begin.
  default boolean serves(SecurityChoice choice) {
    return switch (this) {
      case Plain _ -> !choice.isSecure();
      case Secured(var own, _, _) ->
          choice.protection().filter(other -> own.isSame(other.own())).isPresent();
    };
  }

  default boolean isSecure() {
    return this instanceof Secured;
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
