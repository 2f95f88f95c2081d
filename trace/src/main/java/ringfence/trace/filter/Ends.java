package ringfence.trace.filter;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Quoted;
import ringfence.trace.decode.Row;

/// Between whom an IP packet of a frame went. An ICMP error has two: its own, and the one that it
/// quotes.
///
/// @param protocol as registered by IANA, where it is known
record Ends(InetSocketAddress source, InetSocketAddress destination, OptionalInt protocol) {
  static final int TCP = 6;
  static final int UDP = 17;

  /// Of all packets of a row; none for what is no IP.
  static Stream<Ends> all(Row row) {
    Ends own = own(row);
    if (own.isNowhere()) return Stream.empty();
    return Stream.concat(Stream.of(own), quoted(row).stream());
  }

  /// Of those that are of a protocol.
  static Stream<Ends> of(Row row, int protocol) {
    boolean plain = protocol == TCP ? row.isTcp() : row.isUdp();
    if (plain) return Stream.of(own(row));
    return quoted(row).filter(it -> it.protocol().orElse(0) == protocol).stream();
  }

  static Ends own(Row row) {
    return new Ends(row.source(), row.destination(), protocol(row));
  }

  private static OptionalInt protocol(Row row) {
    if (row.isTcp()) return OptionalInt.of(TCP);
    if (row.isUdp()) return OptionalInt.of(UDP);
    return switch (row.content()) {
      case Content.Other other -> other.ipProtocol();
      case Content.Malformed(var protocol, _, _) -> named(protocol);
      case Content.Sip _,
          Content.KeepAlive _,
          Content.Tls _,
          Content.Tcp _,
          Content.Rtp _,
          Content.Rtcp _ ->
          OptionalInt.empty();
    };
  }

  private static OptionalInt named(String protocol) {
    return switch (protocol) {
      case "TCP" -> OptionalInt.of(TCP);
      case "UDP" -> OptionalInt.of(UDP);
      default -> OptionalInt.empty();
    };
  }

  private static Optional<Ends> quoted(Row row) {
    return row.content() instanceof Content.Other other
        ? other.quoted().map(Ends::of)
        : Optional.empty();
  }

  private static Ends of(Quoted quoted) {
    return new Ends(quoted.source(), quoted.destination(), OptionalInt.of(quoted.protocol()));
  }

  /// What is no IP has 0.0.0.0 for its addresses.
  private boolean isNowhere() {
    return both().allMatch(it -> it.getPort() == 0 && it.getAddress().isAnyLocalAddress());
  }

  boolean isFour() {
    return source.getAddress() instanceof Inet4Address;
  }

  Stream<InetSocketAddress> both() {
    return Stream.of(source, destination);
  }

  Stream<InetSocketAddress> from() {
    return Stream.of(source);
  }

  Stream<InetSocketAddress> to() {
    return Stream.of(destination);
  }
}
