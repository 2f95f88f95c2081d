package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import ringfence.trace.tls.TlsSecrets;

/// The TCP connections of a capture in bounded memory: the longest silent is forgotten when there
/// are too many, or when they hold too much.
final class Connections {
  private static final int MOST = 16_384;
  private static final long MOST_HELD = 128L << 20;

  private record Pair(InetSocketAddress one, InetSocketAddress two) {}

  private final SipDissector sip;
  private final TlsSecrets secrets;
  private final LinkedHashMap<Pair, TcpConnection> connections =
      new LinkedHashMap<>(64, 0.75f, true);
  private long held;
  private int begun;

  Connections(SipDissector sip, TlsSecrets secrets) {
    this.sip = sip;
    this.secrets = secrets;
  }

  /// What a segment completes, or else that it came.
  List<Row> add(
      Segment segment, InetSocketAddress source, InetSocketAddress destination, Moment moment) {
    boolean opens = segment.has(Segment.SYN) && !segment.has(Segment.ACK);
    if (opens) {
      forget(new Pair(source, destination));
      forget(new Pair(destination, source));
    }
    var back = new Pair(destination, source);
    var pair = connections.containsKey(back) ? back : new Pair(source, destination);
    var connection =
        connections.computeIfAbsent(
            pair, it -> new TcpConnection(begun++, it.one(), it.two(), sip, secrets));
    held -= connection.held();
    List<Row> rows = new ArrayList<>(connection.add(segment, source, moment));
    boolean over = connection.isOver() || segment.has(Segment.RST);
    if (over) {
      rows.addAll(connection.end(moment));
      connections.remove(pair);
    } else {
      held += connection.held();
    }
    while (connections.size() > MOST || held > MOST_HELD) forget(connections.firstEntry().getKey());
    return rows;
  }

  private void forget(Pair pair) {
    TcpConnection gone = connections.remove(pair);
    if (gone != null) held -= gone.held();
  }

  /// The capture is over.
  List<Row> end(Moment moment) {
    List<Row> rows = new ArrayList<>();
    for (TcpConnection connection : connections.values()) rows.addAll(connection.end(moment));
    connections.clear();
    held = 0;
    return rows;
  }
}
