package ringfence.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Via;

/// The way back of responses: written into the topmost Via of a request when it comes (RFC 3261
/// 18.2.1, RFC 3581 section 4), and read from that of a response (RFC 3261 18.2.2).
final class ResponsePath {
  private ResponsePath() {}

  /// The request with where it came from in its topmost Via.
  static SipRequest stamped(SipRequest request, InetSocketAddress source) {
    Via via = request.topVia();
    Via stamped = stamped(via, source);
    if (stamped.equals(via)) return request;
    return request.with(request.headers().withFirst(Header.VIA, stamped));
  }

  /// The Via with where its request came from.
  static Via stamped(Via via, InetSocketAddress source) {
    String address = source.getAddress().getHostAddress();
    // RFC 3581 4: "it MUST set the value of the parameter to the source port of the request" and
    // "MUST insert a "received" parameter [...] even if it is identical to the value of the
    // "sent-by" component"
    if (via.asksForRport()) return via.withRport(source.getPort()).withReceived(address);
    // RFC 3261 18.2.1: "If the host portion of the "sent-by" parameter contains a domain name, or
    // if it contains an IP address that differs from the packet source address, the server MUST
    // add a "received" parameter"
    boolean same = literal(via.sentBy().address()).filter(source.getAddress()::equals).isPresent();
    return same ? via : via.withReceived(address);
  }

  /// Where a response with this topmost Via goes by UDP; `source` is where its request came from.
  static InetSocketAddress datagram(Via via, InetSocketAddress source) {
    Optional<InetAddress> many = via.parameters().value("maddr").flatMap(ResponsePath::literal);
    OptionalInt rport = via.rport();
    int sentByPort = via.sentBy().portOr(Transport.UDP.defaultPort());
    if (many.isPresent()) return new InetSocketAddress(many.get(), sentByPort);
    return new InetSocketAddress(received(via, source), rport.orElse(sentByPort));
  }

  /// Where a new connection could lead when the one that brought the request is gone.
  static InetSocketAddress connection(Via via, InetSocketAddress source) {
    int port = via.sentBy().portOr(via.transport().defaultPort());
    return new InetSocketAddress(received(via, source), port);
  }

  private static InetAddress received(Via via, InetSocketAddress source) {
    return via.received().flatMap(ResponsePath::literal).orElse(source.getAddress());
  }

  private static Optional<InetAddress> literal(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    try {
      String bare = bracketed ? text.substring(1, text.length() - 1) : text;
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
