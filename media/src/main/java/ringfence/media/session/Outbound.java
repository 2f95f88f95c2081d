package ringfence.media.session;

import java.nio.ByteBuffer;
import ringfence.media.negotiation.SecurityChoice;
import ringfence.media.negotiation.SecurityChoice.Protection;
import ringfence.srtp.SrtcpSender;
import ringfence.srtp.SrtpSender;
import ringfence.srtp.Verdict;

/// The last thing a packet passes before it leaves. In a secure plan there is no other way out.
sealed interface Outbound extends AutoCloseable {
  record Plain() implements Outbound {}

  record Secured(Protection protection, SrtpSender rtp, SrtcpSender rtcp) implements Outbound {}

  static Outbound of(SecurityChoice choice) {
    return choice.protection().<Outbound>map(Outbound::secured).orElseGet(Plain::new);
  }

  private static Outbound secured(Protection protection) {
    return new Secured(
        protection,
        new SrtpSender(protection.profile(), protection.own()),
        new SrtcpSender(protection.profile(), protection.own()));
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
          choice.protection().filter(other -> isSame(own, other)).isPresent();
    };
  }

  private static boolean isSame(Protection one, Protection other) {
    return one.profile() == other.profile()
        && one.own().identifier().equals(other.own().identifier())
        && one.own().key().matches(other.own().key());
  }

  @Override
  default void close() {
    switch (this) {
      case Plain _ -> {}
      case Secured(_, var rtp, var rtcp) -> {
        rtp.close();
        rtcp.close();
      }
    }
  }
}
