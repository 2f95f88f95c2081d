package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.Passed;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.TlsConversation;
import ringfence.trace.tls.TlsSecrets;

/// Reads what passes at a product's own sockets, as it passes: SIP as it is above TLS, handshakes
/// as they are below it, and media. Of a connection that was up before, its SIP alone. In bounded
/// memory; not for several threads.
public final class LiveDecoder {
  private static final int MOST_CONNECTIONS = 1000;

  /// Octets of secrets, those of three times as many connections.
  private static final long MOST_SECRETS = 4L << 20;

  /// A connection as its own end sees it: octets in their order, without segments.
  private final class Connection {
    private final InetSocketAddress opener;
    private final InetSocketAddress other;
    private Optional<TlsStream> tls = Optional.empty();
    private boolean clear;

    Connection(InetSocketAddress opener, InetSocketAddress other) {
      this.opener = opener;
      this.other = other;
    }

    List<Content> octets(InetSocketAddress source, ByteBuffer octets) {
      if (tls.isEmpty() && !clear) begin(octets);
      if (tls.isEmpty()) return List.of();
      var from = source.equals(opener) ? Direction.FORWARD : Direction.BACKWARD;
      return tls.get().feed(from, octets);
    }

    private void begin(ByteBuffer octets) {
      clear = !TlsStream.begins(octets);
      if (clear) return;
      tls = Optional.of(new TlsStream(new TlsConversation(opener, other, secrets), sip, true));
    }
  }

  private final TlsSecrets secrets = new TlsSecrets(MOST_SECRETS);
  private final SipDissector sip;
  private final MediaDissector media;
  private final Map<Set<InetSocketAddress>, Connection> connections = new LinkedHashMap<>();
  private long number;

  public LiveDecoder() {
    var book = new MediaBook(Optional.empty());
    this.sip = new SipDissector(book);
    this.media = new MediaDissector(book, Decoder.Media.HEADERS);
  }

  /// A whole message, in clear; empty where it is not wanted, and then no more of it is read than
  /// whose it is.
  public Optional<Row> said(Observed seen, Predicate<Row> wanted) {
    Content content = sip.withoutSession(seen.bytes(), seen.carrier());
    Row row = moment(seen.time()).row(seen.source(), seen.destination(), content);
    if (!(content instanceof Content.Sip message)) return Optional.of(row);
    return wanted.test(row) ? Optional.of(row.with(sip.withSession(message))) : Optional.empty();
  }

  /// What the socket did: the messages that came of it are told by [#said] alone.
  public List<Row> passed(Passed passed) {
    return switch (passed) {
      case Passed.Datagram(var time, var source, var destination, byte[] bytes) ->
          media.read(ByteBuffer.wrap(bytes), source, destination, moment(time)).stream().toList();
      case Passed.Opened(var time, var source, var destination, _) -> {
        open(source, destination);
        yield List.of(
            tcp(time, source, destination, "SYN"), tcp(time, destination, source, "SYN, ACK"));
      }
      case Passed.Octets(var time, var source, var destination, byte[] bytes) ->
          octets(source, destination, bytes)
              .<Row>map(it -> moment(time).row(source, destination, it))
              .toList();
      case Passed.Closed(var time, var source, var destination, boolean reset) -> {
        connections.remove(ends(source, destination));
        yield List.of(tcp(time, source, destination, reset ? "RST, ACK" : "FIN, ACK"));
      }
      case Passed.Secrets(String lines) -> {
        secrets.addKeyLog(lines);
        yield List.of();
      }
      case Passed.Registers _ -> List.of();
    };
  }

  private void open(InetSocketAddress source, InetSocketAddress destination) {
    connections.put(ends(source, destination), new Connection(source, destination));
    if (connections.size() > MOST_CONNECTIONS) {
      connections.remove(connections.keySet().iterator().next());
    }
  }

  private Stream<Content> octets(
      InetSocketAddress source, InetSocketAddress destination, byte[] bytes) {
    Connection connection = connections.get(ends(source, destination));
    if (connection == null) return Stream.empty();
    return connection.octets(source, ByteBuffer.wrap(bytes)).stream();
  }

  private static Set<InetSocketAddress> ends(InetSocketAddress one, InetSocketAddress other) {
    return Set.copyOf(List.of(one, other));
  }

  private Row tcp(
      Instant time, InetSocketAddress source, InetSocketAddress destination, String flags) {
    var content = new Content.Tcp(source.getPort(), destination.getPort(), flags, 0);
    return moment(time).row(source, destination, content);
  }

  /// Rows are counted: nothing here has frames.
  private Moment moment(Instant time) {
    return new Moment(++number, time);
  }
}
