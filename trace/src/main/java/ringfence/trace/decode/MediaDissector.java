package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtcp.Goodbye;
import ringfence.rtcp.OtherRtcp;
import ringfence.rtcp.ReceiverReport;
import ringfence.rtcp.RtcpPacket;
import ringfence.rtcp.SenderReport;
import ringfence.rtcp.SourceDescription;
import ringfence.rtp.PacketKind;
import ringfence.rtp.Parsed;
import ringfence.rtp.RtpView;
import ringfence.trace.decode.Content.Security;

/// Tells RTP, RTCP, UDPTL and their neighbours among datagrams: by what session descriptions said
/// of their ports, else by their shape, and decrypts them where a description told the keys.
final class MediaDissector {
  private static final int MOST_WAYS = 16_384;

  /// Looked up for each packet, where the comparison that the compiler makes for a record is slow.
  private record Ends(InetSocketAddress source, InetSocketAddress destination) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Ends it
          && source.equals(it.source)
          && destination.equals(it.destination);
    }

    @Override
    public int hashCode() {
      return 31 * source.hashCode() + destination.hashCode();
    }
  }

  private final MediaBook book;
  private final Decoder.Media media;
  private final LinkedHashMap<Ends, MediaWay> ways = new LinkedHashMap<>(64, 0.75f, true);
  private final RtpView view = new RtpView();

  MediaDissector(MediaBook book, Decoder.Media media) {
    this.book = book;
    this.media = media;
  }

  /// What a datagram is; empty when it is no media.
  Optional<Row> read(
      ByteBuffer datagram, InetSocketAddress source, InetSocketAddress destination, Moment moment) {
    PacketKind kind = PacketKind.of(datagram);
    if (kind == PacketKind.OTHER) {
      return other(datagram, source, destination).map(it -> moment.row(source, destination, it));
    }
    MediaWay way = way(source, destination);
    boolean rtp = kind == PacketKind.RTP && !way.isUdptl() && view.read(datagram);
    return rtp
        ? way.seen(view, moment).map(it -> it.row(source, destination, rtp(datagram, way)))
        : notRtp(datagram, way, kind).map(it -> moment.row(source, destination, it));
  }

  private Optional<Content> notRtp(ByteBuffer datagram, MediaWay way, PacketKind kind) {
    if (way.isUdptl()) return udptl(datagram);
    if (kind == PacketKind.RTCP) return rtcp(datagram, way);
    return way.told().map(_ -> new Content.Malformed("RTP", "RFC 3550 5.1", view.fault()));
  }

  private MediaWay way(InetSocketAddress source, InetSocketAddress destination) {
    var way =
        ways.computeIfAbsent(
            new Ends(source, destination), it -> new MediaWay(it.source(), it.destination()));
    if (ways.size() > MOST_WAYS) ways.pollFirstEntry().getValue().close();
    way.read(book);
    return way;
  }

  private Content rtp(ByteBuffer datagram, MediaWay way) {
    var opened = rtpOpened(datagram, way);
    if (opened.security().isReadable()) view.read(opened.packet());
    var payload = opened.packet().slice(view.payloadOffset(), view.payloadLength());
    return new Content.Rtp(
        view.header(), way.codec(view.payloadType()), opened.security(), payload, way.calls());
  }

  private SrtpOpener.Opened rtpOpened(ByteBuffer datagram, MediaWay way) {
    if (way.isSecure() && !isOpened(way)) {
      return new SrtpOpener.Opened(Security.UNTRIED, datagram);
    }
    return opened(datagram, way, way.opener()::rtp);
  }

  private boolean isOpened(MediaWay way) {
    return switch (media) {
      case HEADERS -> false;
      case SAMPLED -> way.isSample(view.ssrc());
      case OPENED -> true;
    };
  }

  private interface Opening {
    SrtpOpener.Opened open(ByteBuffer datagram);
  }

  private static SrtpOpener.Opened opened(ByteBuffer datagram, MediaWay way, Opening opening) {
    if (!way.isSecure() && !way.opener().hasKeys()) {
      return new SrtpOpener.Opened(Security.CLEAR, datagram);
    }
    var opened = opening.open(datagram);
    boolean inClear = !way.isSecure() && opened.security() == Security.LOCKED;
    return inClear ? new SrtpOpener.Opened(Security.CLEAR, datagram) : opened;
  }

  private static Optional<Content> rtcp(ByteBuffer datagram, MediaWay way) {
    var opened = opened(datagram, way, way.opener()::rtcp);
    // SRTCP has an index and a tag behind its packets, so that what ends with them is in clear
    if (opened.security() == Security.LOCKED
        && CompoundPacket.parse(datagram) instanceof Parsed.Good<CompoundPacket>(var clear)) {
      return Optional.of(new Content.Rtcp(words(clear), Security.CLEAR, datagram, way.calls()));
    }
    if (opened.security() == Security.LOCKED || opened.security() == Security.REPEATED) {
      return Optional.of(new Content.Rtcp("Encrypted", opened.security(), datagram, way.calls()));
    }
    return switch (CompoundPacket.parse(opened.packet())) {
      case Parsed.Good<CompoundPacket>(var compound) ->
          Optional.of(
              new Content.Rtcp(words(compound), opened.security(), opened.packet(), way.calls()));
      case Parsed.Malformed<CompoundPacket>(var clause, var reason) ->
          way.told().map(_ -> new Content.Malformed("RTCP", clause, reason));
    };
  }

  private static String words(CompoundPacket compound) {
    Stream<String> names = compound.packets().stream().map(MediaDissector::name);
    return names.collect(Collectors.joining(", "));
  }

  private static String name(RtcpPacket packet) {
    return switch (packet) {
      case SenderReport _ -> "Sender Report";
      case ReceiverReport _ -> "Receiver Report";
      case SourceDescription _ -> "Source description";
      case Goodbye _ -> "Goodbye";
      case OtherRtcp other -> "Type " + other.type();
    };
  }

  /// What is not of version 2 of RTP: the packets of a fax call among others.
  private Optional<Content> other(
      ByteBuffer datagram, InetSocketAddress source, InetSocketAddress destination) {
    boolean fax = book.isUdptl(destination) || book.isUdptl(source);
    return fax ? udptl(datagram) : MediaNeighbours.read(datagram);
  }

  private static Optional<Content> udptl(ByteBuffer datagram) {
    if (datagram.remaining() < 2) return Optional.empty();
    // ITU-T T.38 9.1: a UDPTL packet begins with its sequence number
    int sequence = datagram.getShort(datagram.position()) & 0xFFFF;
    return Optional.of(new Content.Other("UDPTL", "Seq=" + sequence));
  }
}
