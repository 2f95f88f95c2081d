package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.trace.capture.Carrier;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.TlsConversation;
import ringfence.trace.tls.TlsSecrets;

/// A TCP connection: two ordered streams, and the SIP that they carry in clear or in TLS.
final class TcpConnection {
  private final OptionalInt number;
  private final SipDissector sip;
  private final TlsSecrets secrets;
  private final Side opener;
  private final Side other;
  private boolean reset;
  private Optional<TlsStream> tls = Optional.empty();

  /// @param number of the connection in its capture
  TcpConnection(
      int number,
      InetSocketAddress opener,
      InetSocketAddress other,
      SipDissector sip,
      TlsSecrets secrets) {
    this.number = OptionalInt.of(number);
    this.sip = sip;
    this.secrets = secrets;
    this.opener = new Side(Direction.FORWARD, opener, other, sip);
    this.other = new Side(Direction.BACKWARD, other, opener, sip);
  }

  /// One direction.
  private static final class Side {
    private final Direction direction;
    private final InetSocketAddress source;
    private final InetSocketAddress destination;
    private final OrderedStream order = new OrderedStream();
    private final SipStream clear;
    private OptionalInt begun = OptionalInt.empty();
    private boolean finished;

    Side(
        Direction direction,
        InetSocketAddress source,
        InetSocketAddress destination,
        SipDissector sip) {
      this.direction = direction;
      this.source = source;
      this.destination = destination;
      this.clear = new SipStream(sip, Carrier.TCP);
    }

    /// A SYN that comes again begins nothing.
    ///
    /// @return whether it begins another stream in place of this
    boolean begin(int sequence) {
      if (begun.equals(OptionalInt.of(sequence))) return false;
      begun = OptionalInt.of(sequence);
      return order.begin(sequence);
    }

    /// The SYN that the other side acknowledges, which may not have been captured, or later.
    boolean beginAcknowledged(int sequence) {
      boolean another = order.begin(sequence);
      if (begun.isEmpty() && !another) begun = OptionalInt.of(sequence);
      return another;
    }

    EndedConnection.End end() {
      return new EndedConnection.End(source, begun, order.next());
    }
  }

  /// What a segment completes, or else that it came.
  List<Row> add(Segment segment, InetSocketAddress source, Moment moment) {
    Side side = side(source);
    side.finished |= segment.has(Segment.FIN);
    reset |= segment.has(Segment.RST);
    List<Row> rows = completed(segment, side, moment);
    return rows.isEmpty() ? List.of(row(side, Content.Tcp.of(segment), moment)) : rows;
  }

  private Side side(InetSocketAddress source) {
    return source.equals(opener.source) ? opener : other;
  }

  private List<Row> completed(Segment segment, Side side, Moment moment) {
    int first = segment.sequence();
    if (segment.has(Segment.SYN)) {
      begin(segment, side);
      first++;
    } else if (side.begun.isEmpty()) {
      // a SYN of that number is not another's
      side.begun = OptionalInt.of(first - 1);
    }
    return read(side, side.order.add(first, segment.payload(), moment.time()), moment);
  }

  /// What was read before another connection, whose own SYN was not captured, is not gone on with.
  private void begin(Segment segment, Side side) {
    Side back = side == opener ? other : opener;
    boolean another = side.begin(segment.sequence());
    if (segment.has(Segment.ACK)) another |= back.beginAcknowledged(segment.acknowledgement() - 1);
    if (!another) return;
    opener.clear.lost();
    other.clear.lost();
    tls = Optional.empty();
  }

  private Row row(Side side, Content content, Moment moment) {
    return moment.row(side.source, side.destination, number, content);
  }

  /// Nothing more comes: what waited for octets that were not captured.
  List<Row> end(Moment moment) {
    List<Row> rows = new ArrayList<>(read(opener, opener.order.end(), moment));
    rows.addAll(read(other, other.order.end(), moment));
    return rows;
  }

  boolean isOver() {
    return reset || (opener.finished && other.finished);
  }

  /// Whether a segment's octets are near the last that came: when it is over, others are of another
  /// connection.
  boolean isNear(Segment segment, InetSocketAddress source) {
    OptionalInt next = side(source).order.next();
    if (next.isEmpty() || !segment.payload().hasRemaining()) return true;
    int distance = segment.sequence() - next.getAsInt();
    return distance >= -OrderedStream.LATE && distance <= OrderedStream.LATE;
  }

  /// What is remembered of it when it is over.
  EndedConnection ended() {
    return new EndedConnection(number.orElseThrow(), opener.end(), other.end());
  }

  /// How many octets it holds until more comes.
  long held() {
    long ordered = opener.order.held() + other.order.held();
    return ordered + opener.clear.held() + other.clear.held() + tls.map(TlsStream::held).orElse(0L);
  }

  private List<Row> read(Side side, List<OrderedStream.Piece> pieces, Moment moment) {
    if (pieces.isEmpty()) return List.of();
    List<Content> contents = new ArrayList<>();
    for (OrderedStream.Piece piece : pieces) {
      switch (piece) {
        case OrderedStream.Piece.Data(var octets) -> contents.addAll(read(side, octets));
        case OrderedStream.Piece.Gap(var count) -> {
          contents.addAll(lost(side, count));
        }
      }
    }
    return contents.stream().map(it -> row(side, it, moment)).toList();
  }

  private List<Content> lost(Side side, long count) {
    if (tls.isPresent()) return tls.get().lost(side.direction, count);
    side.clear.lost();
    return List.of(new Content.Malformed("TCP", "", count + " octets are not in the capture"));
  }

  private List<Content> read(Side side, ByteBuffer octets) {
    if (tls.isEmpty() && TlsStream.begins(octets)) {
      var conversation = new TlsConversation(opener.source, other.source, secrets);
      tls = Optional.of(new TlsStream(conversation, sip, false));
    }
    return tls.isPresent() ? tls.get().feed(side.direction, octets) : side.clear.feed(octets);
  }
}
