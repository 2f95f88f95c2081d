package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.trace.tls.TlsSecrets;

/// The TCP connections of a capture in bounded memory: the longest silent is forgotten when there
/// are too many, or when they hold too much. They are counted from 0 as Wireshark does: by the SYN
/// that begins them, and one that is over has what still comes between its ports.
final class Connections {
  private static final int MOST = 16_384;
  private static final long MOST_HELD = 64L << 20;

  private record Pair(InetSocketAddress one, InetSocketAddress two) {
    Pair back() {
      return new Pair(/* one= */ two, /* two= */ one);
    }
  }

  private final SipDissector sip;
  private final TlsSecrets secrets;
  private final LinkedHashMap<Pair, TcpConnection> connections =
      new LinkedHashMap<>(64, 0.75f, true);
  private final LinkedHashMap<Pair, EndedConnection> ended = new LinkedHashMap<>(64, 0.75f, true);

  /// Since when connections are over whose segments may still come late.
  private final LinkedHashMap<Pair, Instant> closing = new LinkedHashMap<>();

  private long held;
  private int begun;

  Connections(SipDissector sip, TlsSecrets secrets) {
    this.sip = sip;
    this.secrets = secrets;
  }

  /// What a segment completes, or else that it came.
  List<Row> add(
      Segment segment, InetSocketAddress source, InetSocketAddress destination, Moment moment) {
    var there = new Pair(source, destination);
    Pair back = there.back();
    List<Row> rows = new ArrayList<>(endLate(moment));
    rows.addAll(endBefore(segment, there, there, moment));
    rows.addAll(endBefore(segment, there, back, moment));
    Pair pair = connections.containsKey(back) ? back : there;
    if (!connections.containsKey(pair)) {
      Optional<EndedConnection> before = ended(there).or(() -> ended(back));
      if (before.filter(it -> it.has(segment, source)).isPresent()) {
        rows.add(late(segment, there, before.get(), moment));
        return rows;
      }
      begin(there, segment.isOpening() ? Optional.empty() : before);
    }
    rows.addAll(add(segment, pair, source, moment));
    return rows;
  }

  /// RFC 9293 3.6.1: a SYN with a number of its own begins the next connection; it may not have
  /// been captured.
  private List<Row> endBefore(Segment segment, Pair there, Pair pair, Moment moment) {
    TcpConnection known = connections.get(pair);
    if (known == null) return List.of();
    boolean next =
        segment.isOpening()
            ? !known.ended().isBegunBy(segment, there.one())
            : closing.containsKey(pair) && !known.isNear(segment, there.one());
    return next ? end(pair, known, moment) : List.of();
  }

  private static Row late(Segment segment, Pair way, EndedConnection of, Moment moment) {
    var number = OptionalInt.of(of.number());
    return moment.row(way.one(), way.two(), number, Content.Tcp.of(segment));
  }

  private Optional<EndedConnection> ended(Pair pair) {
    return Optional.ofNullable(ended.get(pair));
  }

  /// @param before which it goes on in place of
  private void begin(Pair pair, Optional<EndedConnection> before) {
    int number = before.map(EndedConnection::number).orElseGet(() -> begun++);
    ended.remove(pair);
    ended.remove(pair.back());
    connections.put(pair, new TcpConnection(number, pair.one(), pair.two(), sip, secrets));
  }

  private List<Row> add(Segment segment, Pair pair, InetSocketAddress source, Moment moment) {
    TcpConnection connection = connection(pair);
    held -= connection.held();
    List<Row> rows = new ArrayList<>(connection.add(segment, source, moment));
    held += connection.held();
    if (connection.isOver()) closing.putIfAbsent(pair, moment.time());
    while (connections.size() > MOST || held > MOST_HELD) {
      var oldest = connections.firstEntry();
      rows.addAll(end(oldest.getKey(), oldest.getValue(), moment));
    }
    return rows;
  }

  /// What is over, and whose segments came late for long enough.
  private List<Row> endLate(Moment moment) {
    List<Row> rows = new ArrayList<>();
    while (!closing.isEmpty()) {
      var first = closing.firstEntry();
      if (!first.getValue().plus(OrderedStream.PATIENCE).isBefore(moment.time())) break;
      rows.addAll(end(first.getKey(), connection(first.getKey()), moment));
    }
    return rows;
  }

  private List<Row> end(Pair pair, TcpConnection connection, Moment moment) {
    forget(pair);
    List<Row> rows = connection.end(moment);
    ended.put(pair, connection.ended());
    if (ended.size() > MOST) ended.pollFirstEntry();
    return rows;
  }

  private TcpConnection connection(Pair pair) {
    TcpConnection connection = connections.get(pair);
    if (connection == null) throw new IllegalStateException("no connection " + pair);
    return connection;
  }

  private void forget(Pair pair) {
    closing.remove(pair);
    TcpConnection gone = connections.remove(pair);
    if (gone != null) held -= gone.held();
  }

  /// The capture is over.
  List<Row> end(Moment moment) {
    List<Row> rows = new ArrayList<>();
    for (TcpConnection connection : connections.values()) rows.addAll(connection.end(moment));
    connections.clear();
    closing.clear();
    ended.clear();
    held = 0;
    return rows;
  }
}
