package ringfence.trace.filter;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// The fields of the frame, of its addresses and ports, of RTP and of the list's columns.
final class RowFields {
  static final Map<String, Field> ALL =
      Map.ofEntries(
          of("address", Kind.ADDRESS, row -> hosts(Stream.of(Ends.own(row)), Ends::both)),
          of("ip.addr", Kind.IPV4, row -> four(row, Ends::both)),
          of("ip.src", Kind.IPV4, row -> four(row, Ends::from)),
          of("ip.dst", Kind.IPV4, row -> four(row, Ends::to)),
          of("ip.proto", Kind.NUMBER, RowFields::protocols),
          of("ipv6.addr", Kind.IPV6, row -> six(row, Ends::both)),
          of("ipv6.src", Kind.IPV6, row -> six(row, Ends::from)),
          of("ipv6.dst", Kind.IPV6, row -> six(row, Ends::to)),
          of("port", Kind.NUMBER, row -> ports(Stream.of(Ends.own(row)), Ends::both)),
          of("tcp.port", Kind.NUMBER, row -> ports(Ends.of(row, Ends.TCP), Ends::both)),
          of("tcp.srcport", Kind.NUMBER, row -> ports(Ends.of(row, Ends.TCP), Ends::from)),
          of("tcp.dstport", Kind.NUMBER, row -> ports(Ends.of(row, Ends.TCP), Ends::to)),
          of("tcp.stream", Kind.NUMBER, RowFields::stream),
          of("udp.port", Kind.NUMBER, row -> ports(Ends.of(row, Ends.UDP), Ends::both)),
          of("udp.srcport", Kind.NUMBER, row -> ports(Ends.of(row, Ends.UDP), Ends::from)),
          of("udp.dstport", Kind.NUMBER, row -> ports(Ends.of(row, Ends.UDP), Ends::to)),
          of("frame.number", Kind.NUMBER, row -> List.of(Long.toString(row.number()))),
          of("frame.time_epoch", Kind.SECONDS, row -> List.of(nanos(Instant.EPOCH, row.time()))),
          rtp("rtp.ssrc", it -> it.header().ssrc().value()),
          rtp("rtp.p_type", it -> (long) it.header().payloadType()),
          rtp("rtp.seq", it -> (long) it.header().sequenceNumber().value()),
          rtp("rtp.timestamp", it -> it.header().timestamp()),
          rtp("rtp.marker", it -> it.header().marker() ? 1L : 0L),
          of("protocol", Kind.WORD, row -> List.of(row.content().protocol())),
          of("_ws.col.Protocol", Kind.WORD, row -> List.of(row.content().protocol())),
          of("info", Kind.WORD, row -> List.of(row.content().info())),
          of("_ws.col.Info", Kind.WORD, row -> List.of(row.content().info())));

  private RowFields() {}

  private static Map.Entry<String, Field> of(
      String name, Kind kind, Function<Row, List<String>> values) {
    return Map.entry(name, new Field(values, kind));
  }

  private static Map.Entry<String, Field> rtp(String name, Function<Content.Rtp, Long> value) {
    return of(
        name,
        Kind.NUMBER,
        row ->
            row.content() instanceof Content.Rtp rtp
                ? List.of(value.apply(rtp).toString())
                : List.of());
  }

  /// How long it is from one time to the other.
  static String nanos(Instant from, Instant to) {
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    return Long.toString(seconds * 1_000_000_000 + to.getNano() - from.getNano());
  }

  private interface Part extends Function<Ends, Stream<InetSocketAddress>> {}

  private static List<String> four(Row row, Part part) {
    return hosts(Ends.all(row).filter(Ends::isFour), part);
  }

  private static List<String> six(Row row, Part part) {
    return hosts(Ends.all(row).filter(it -> !it.isFour()), part);
  }

  private static List<String> hosts(Stream<Ends> ends, Part part) {
    return ends.flatMap(part).map(it -> it.getAddress().getHostAddress()).toList();
  }

  private static List<String> ports(Stream<Ends> ends, Part part) {
    return ends.flatMap(part).map(it -> Integer.toString(it.getPort())).toList();
  }

  private static List<String> protocols(Row row) {
    return Ends.all(row)
        .filter(Ends::isFour)
        .flatMap(it -> it.protocol().stream().mapToObj(Integer::toString))
        .toList();
  }

  private static List<String> stream(Row row) {
    return row.tcpStream().stream().mapToObj(Integer::toString).toList();
  }
}
