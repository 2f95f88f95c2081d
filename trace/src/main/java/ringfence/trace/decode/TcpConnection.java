package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import ringfence.trace.capture.Carrier;

/// A TCP connection: two ordered streams and what they carry.
final class TcpConnection {
  private final Side opener;
  private final Side other;

  TcpConnection(InetSocketAddress opener, InetSocketAddress other, SipDissector sip) {
    this.opener = new Side(opener, other, sip);
    this.other = new Side(other, opener, sip);
  }

  /// One direction.
  private static final class Side {
    private final InetSocketAddress source;
    private final InetSocketAddress destination;
    private final OrderedStream order = new OrderedStream();
    private final SipStream sip;
    private boolean finished;

    Side(InetSocketAddress source, InetSocketAddress destination, SipDissector sip) {
      this.source = source;
      this.destination = destination;
      this.sip = new SipStream(sip, Carrier.TCP);
    }

    private Row row(Moment moment, Content content) {
      return moment.row(source, destination, content);
    }
  }

  /// What a segment completes.
  List<Row> add(Segment segment, InetSocketAddress source, Moment moment) {
    Side side = source.equals(opener.source) ? opener : other;
    side.finished |= segment.has(Segment.FIN);
    if (!segment.has(Segment.SYN)) {
      return read(
          side, side.order.add(segment.sequence(), segment.payload(), moment.time()), moment);
    }
    side.order.begin(segment.sequence());
    return List.of();
  }

  /// Nothing more comes: what waited for octets that were not captured.
  List<Row> end(Moment moment) {
    List<Row> rows = new ArrayList<>(read(opener, opener.order.end(), moment));
    rows.addAll(read(other, other.order.end(), moment));
    return rows;
  }

  boolean isOver() {
    return opener.finished && other.finished;
  }

  /// How many octets it holds until more comes.
  long held() {
    return opener.order.held() + other.order.held() + opener.sip.held() + other.sip.held();
  }

  private List<Row> read(Side side, List<OrderedStream.Piece> pieces, Moment moment) {
    if (pieces.isEmpty()) return List.of();
    List<Row> rows = new ArrayList<>();
    for (OrderedStream.Piece piece : pieces) {
      switch (piece) {
        case OrderedStream.Piece.Data(var octets) ->
            side.sip.feed(octets).forEach(it -> rows.add(side.row(moment, it)));
        case OrderedStream.Piece.Gap(var count) -> {
          String reason = count + " octets are not in the capture";
          rows.add(side.row(moment, new Content.Malformed("TCP", "", reason)));
          side.sip.lost();
        }
      }
    }
    return rows;
  }
}
