package ringfence.trace.decode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.Carrier;

/// Reads what was said out of a capture, item after item, in bounded memory: links, IP with
/// fragments, UDP and TCP put in order, SIP with its bodies, and media. A frame that cannot be read
/// is said with its reason, and the next is read.
public final class Decoder {
  /// The headers of a usual frame.
  private static final int SURROUNDINGS = 512;

  private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

  private final Addresses addresses = new Addresses();
  private final IpReader ip = new IpReader(addresses);
  private final Knowledge known;
  private final SipDissector sip;
  private final MediaDissector media;
  private final Connections connections;
  private Moment last = new Moment(0, Instant.EPOCH);
  private int frameLength;

  /// How far protected media is read.
  public enum Media {
    /// The headers of SRTP, which are in clear.
    HEADERS,
    /// The headers, and as many packets of each stream decrypted as tell which key opens it.
    SAMPLED,
    /// SRTP is decrypted with the keys that are known; this takes most of the time of a capture.
    OPENED
  }

  /// Reads everything.
  public Decoder(Knowledge known) {
    this(known, Media.OPENED);
  }

  public Decoder(Knowledge known, Media depth) {
    this.known = known;
    var book = new MediaBook(known.psk());
    sip = new SipDissector(book);
    media = new MediaDissector(book, depth);
    connections = new Connections(sip, known.tls());
  }

  /// The lines of one item: at least one for each frame.
  public List<Row> read(CaptureItem item) {
    return switch (item) {
      case CaptureItem.Frame frame -> read(frame);
      case CaptureItem.DecryptionSecrets(var type, var octets) -> {
        byte[] secrets = new byte[octets.remaining()];
        octets.get(octets.position(), secrets);
        known.tls().addDecryptionSecrets(type, secrets);
        yield List.of();
      }
      case CaptureItem.Unreadable(var after, var reason) ->
          List.of(
              new Moment(after, last.time())
                  .row(NOWHERE, NOWHERE, new Content.Malformed("Capture", "", reason)));
    };
  }

  /// The capture is over: what waited for more.
  public List<Row> end() {
    return connections.end(last);
  }

  private List<Row> read(CaptureItem.Frame frame) {
    last = new Moment(frame.number(), frame.time());
    frameLength = frame.octets().remaining();
    return switch (Network.of(frame.linkType(), frame.octets())) {
      case Network.Ip(var packet) -> ip(packet);
      case Network.Other(var protocol) -> nowhere(new Content.Other(protocol, ""));
      case Network.Malformed(var reason) -> nowhere(new Content.Malformed("Link", "", reason));
    };
  }

  private List<Row> nowhere(Content content) {
    return List.of(last.row(NOWHERE, NOWHERE, content));
  }

  private List<Row> ip(ByteBuffer packet) {
    return switch (ip.read(packet, last)) {
      case IpParsed.Whole(var datagram, var fragments) -> {
        if (!fragments.isEmpty()) last = last.needing(fragments);
        yield datagram(datagram);
      }
      case IpParsed.Part(var source, var destination, var protocol) ->
          List.of(row(source, destination, Content.Other.of(protocol, "Fragment")));
      case IpParsed.Refused(var source, var destination, var fragments, var why) -> {
        last = last.needing(fragments);
        yield List.of(row(source, destination, why));
      }
      case IpParsed.Malformed(var clause, var reason) ->
          nowhere(new Content.Malformed("IP", clause, reason));
    };
  }

  private Row row(InetAddress source, InetAddress destination, Content content) {
    return last.row(
        new InetSocketAddress(source, 0), new InetSocketAddress(destination, 0), content);
  }

  private List<Row> datagram(Datagram datagram) {
    return switch (datagram.protocol()) {
      case Datagram.UDP -> udp(datagram);
      case Datagram.TCP -> tcp(datagram);
      case 1, 58 -> List.of(row(datagram, Content.Other.icmp(datagram)));
      default ->
          List.of(
              row(
                  datagram,
                  Content.Other.of(datagram.protocol(), "Protocol " + datagram.protocol())));
    };
  }

  private Row row(Datagram datagram, Content content) {
    return row(datagram.source(), datagram.destination(), content);
  }

  private List<Row> tcp(Datagram datagram) {
    Optional<Segment> read = Segment.read(datagram.payload());
    if (read.isEmpty()) {
      return List.of(
          row(datagram, new Content.Malformed("TCP", "RFC 9293 3.1", "shorter than its header")));
    }
    Segment segment = read.get();
    var source = addresses.end(datagram.source(), segment.sourcePort());
    var destination = addresses.end(datagram.destination(), segment.destinationPort());
    return connections.add(segment, source, destination, last);
  }

  private List<Row> udp(Datagram datagram) {
    ByteBuffer in = datagram.payload();
    if (in.remaining() < 8) {
      return List.of(
          row(datagram, new Content.Malformed("UDP", "RFC 768", "shorter than its header")));
    }
    int start = in.position();
    var source = addresses.end(datagram.source(), in.getShort(start) & 0xFFFF);
    var destination = addresses.end(datagram.destination(), in.getShort(start + 2) & 0xFFFF);
    int length = in.getShort(start + 4) & 0xFFFF;
    int present = in.remaining();
    // a length of 0 is that of a datagram which the network card cuts
    int whole = length == 0 ? present + datagram.missing() : length;
    if (whole < 8) {
      var fault = new Content.Malformed("UDP", "RFC 768", "a length of " + length);
      return List.of(last.row(source, destination, fault));
    }
    var payload = alone(in.slice(start + 8, Math.min(whole, present) - 8));
    return List.of(
        sip(payload, whole - 8)
            .map(it -> last.row(source, destination, it))
            .or(() -> media.read(payload, source, destination, last))
            .orElseGet(() -> other(source, destination, whole - 8)));
  }

  /// Rows keep what media packets hold, and with it the frame around them, which may be much
  /// longer.
  private ByteBuffer alone(ByteBuffer payload) {
    if (frameLength <= 2 * payload.remaining() + SURROUNDINGS) return payload;
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }

  private Row other(InetSocketAddress source, InetSocketAddress destination, int length) {
    return last.row(source, destination, new Content.Other("UDP", "Len=" + length));
  }

  /// The SIP message of a payload of `length` octets, which may not all have been captured.
  private Optional<Content> sip(ByteBuffer payload, int length) {
    if (!SipDissector.begins(payload)) return Optional.empty();
    if (payload.remaining() < length) {
      return Optional.of(new Content.Malformed("SIP", "", "cut short by the capture"));
    }
    byte[] octets = new byte[length];
    payload.get(payload.position(), octets);
    return Optional.of(sip.message(octets, Carrier.UDP));
  }
}
