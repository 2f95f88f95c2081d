package ringfence.media.negotiation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdp.Connection;
import ringfence.sdp.Direction;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.RtcpPort;
import ringfence.sdp.SessionDescription;

/// Where the peer wants RTP and RTCP to go.
record PeerAddress(InetSocketAddress rtp, InetSocketAddress rtcp) {
  /// The addresses of a stream; empty when they are not literal: nobody here asks a name server.
  static Optional<PeerAddress> of(SessionDescription description, MediaDescription stream) {
    Optional<InetAddress> address = description.connection(stream).flatMap(PeerAddress::literal);
    if (address.isEmpty()) return Optional.empty();
    // RFC 3605 2.1: "a=rtcp" may name another address too
    InetAddress rtcp =
        stream
            .rtcp()
            .flatMap(RtcpPort::connection)
            .flatMap(PeerAddress::literal)
            .orElse(address.get());
    return Optional.of(
        new PeerAddress(
            new InetSocketAddress(address.get(), stream.port()),
            new InetSocketAddress(rtcp, stream.rtcpPort())));
  }

  private static Optional<InetAddress> literal(Connection connection) {
    try {
      return Optional.of(InetAddress.ofLiteral(connection.address()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static Refusal refusal(Role by, SessionDescription description, MediaDescription stream) {
    String given = description.connection(stream).map(Connection::toString).orElse("no c=");
    return new Refusal(Kind.ADDRESS, by, given, "a literal address");
  }

  /// The direction that the peer states, seen from the peer.
  static Direction direction(SessionDescription description, MediaDescription stream) {
    Direction stated = description.direction(stream);
    // RFC 3264 8.4: 0.0.0.0 was RFC 2543's hold: the peer does not want to receive
    boolean hold = description.connection(stream).map(Connection::isHold).orElse(false);
    return hold ? stated.and(Direction.SENDONLY) : stated;
  }
}
