package ringfence.media.session;

import java.nio.ByteBuffer;
import ringfence.media.negotiation.SecurityChoice;
import ringfence.media.negotiation.SecurityChoice.Protection;
import ringfence.srtp.SrtcpReceiver;
import ringfence.srtp.SrtpReceiver;
import ringfence.srtp.Verdict;

/// The first thing a packet passes when it comes. In a secure plan there is no other way in.
sealed interface Inbound extends AutoCloseable {
  /// A peer's sources that a session keeps state for.
  int MOST_SOURCES = 8;

  record Plain() implements Inbound {}

  record Secured(Protection protection, SrtpReceiver rtp, SrtcpReceiver rtcp) implements Inbound {}

  static Inbound of(SecurityChoice choice) {
    return choice.protection().<Inbound>map(Inbound::secured).orElseGet(Plain::new);
  }

  private static Inbound secured(Protection protection) {
    return new Secured(
        protection,
        new SrtpReceiver(protection.profile(), protection.peer(), MOST_SOURCES),
        new SrtcpReceiver(protection.profile(), protection.peer(), MOST_SOURCES));
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
      case Secured(_, _, var rtcp) -> rtcp.unprotect(packet);
    };
  }

  default boolean isSecure() {
    return this instanceof Secured;
  }

  /// Whether the choice means the same keys: then this one must go on, with what it has seen.
  default boolean serves(SecurityChoice choice) {
    return switch (this) {
      case Plain _ -> !choice.isSecure();
      case Secured(var own, _, _) ->
          choice.protection().filter(other -> isSame(own, other)).isPresent();
    };
  }

  private static boolean isSame(Protection one, Protection other) {
    if (one.profile() != other.profile() || one.peer().size() != other.peer().size()) return false;
    for (int i = 0; i < one.peer().size(); i++) {
      var before = one.peer().get(i);
      var now = other.peer().get(i);
      if (!before.identifier().equals(now.identifier())) return false;
      if (!before.key().matches(now.key())) return false;
    }
    return true;
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
