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
import ringfence.rtp.SequenceNumber;
import ringfence.sdp.RtpMap;
import ringfence.trace.decode.Content.Security;

/// Tells RTP, RTCP and UDPTL among datagrams: by what session descriptions said of their ports,
/// else by their shape, and decrypts them where a description told the keys.
final class MediaDissector {
  private static final int MOST_WAYS = 16_384;
  private static final int FIRST_UNPRIVILEGED = 1024;
  private static final int MOST_STEP = 10;

  private record Way(InetSocketAddress source, InetSocketAddress destination) {}

  /// What is remembered of a way.
  private static final class Seen {
    private final SrtpOpener opener = new SrtpOpener();
    private boolean rtp;
    private int ssrc;
    private int sequence;
  }

  private final MediaBook book;
  private final LinkedHashMap<Way, Seen> ways = new LinkedHashMap<>(64, 0.75f, true);
  private final RtpView view = new RtpView();

  MediaDissector(MediaBook book) {
    this.book = book;
  }

  /// What a datagram is; empty when it is no media.
  Optional<Content> read(
      ByteBuffer datagram, InetSocketAddress source, InetSocketAddress destination) {
    var from = book.port(source);
    var to = book.port(destination);
    Optional<MediaBook.Port> told = to.or(() -> from);
    if (told.isPresent() && told.get().line().proto().equalsIgnoreCase("udptl")) {
      return udptl(datagram);
    }
    PacketKind kind = PacketKind.of(datagram);
    if (kind == PacketKind.OTHER) return Optional.empty();
    Seen way = ways.computeIfAbsent(new Way(source, destination), _ -> new Seen());
    if (ways.size() > MOST_WAYS) ways.pollFirstEntry();
    from.ifPresent(it -> way.opener.learn(it.call()));
    to.ifPresent(it -> way.opener.learn(it.call()));
    if (kind == PacketKind.RTCP) return rtcp(datagram, told, way);
    if (!view.read(datagram)) {
      return told.map(_ -> new Content.Malformed("RTP", "RFC 3550 5.1", view.fault()));
    }
    boolean high =
        source.getPort() >= FIRST_UNPRIVILEGED && destination.getPort() >= FIRST_UNPRIVILEGED;
    if (told.isEmpty() && !(high && hasShape(way))) return Optional.empty();
    return Optional.of(rtp(datagram, told, way));
  }

  /// Two packets of one source with numbers that follow, and a payload type in use: by chance once
  /// in hundreds of millions.
  private boolean hasShape(Seen way) {
    int step = SequenceNumber.distance(way.sequence, view.sequenceNumber());
    boolean follows = way.ssrc == view.ssrc() && step > 0 && step <= MOST_STEP;
    way.ssrc = view.ssrc();
    way.sequence = view.sequenceNumber();
    // RFC 3551 6: 0 to 34 are assigned, 96 to 127 dynamic
    boolean inUse = view.payloadType() <= 34 || view.payloadType() >= 96;
    way.rtp |= follows && inUse;
    return way.rtp;
  }

  private Content rtp(ByteBuffer datagram, Optional<MediaBook.Port> told, Seen way) {
    var opened = opened(datagram, told, way, false);
    view.read(opened.packet());
    var payload = opened.packet().slice(view.payloadOffset(), view.payloadLength());
    RtpMap codec = PayloadNames.of(view.payloadType(), told.map(MediaBook.Port::line));
    return new Content.Rtp(view.header(), codec, opened.security(), payload);
  }

  private static SrtpOpener.Opened opened(
      ByteBuffer datagram, Optional<MediaBook.Port> told, Seen way, boolean rtcp) {
    boolean secure = told.filter(MediaBook.Port::isSecure).isPresent();
    if (!secure && !way.opener.hasKeys()) return new SrtpOpener.Opened(Security.CLEAR, datagram);
    var opened = rtcp ? way.opener.rtcp(datagram) : way.opener.rtp(datagram);
    boolean inClear = !secure && opened.security() == Security.LOCKED;
    return inClear ? new SrtpOpener.Opened(Security.CLEAR, datagram) : opened;
  }

  private static Optional<Content> rtcp(
      ByteBuffer datagram, Optional<MediaBook.Port> told, Seen way) {
    var opened = opened(datagram, told, way, true);
    // SRTCP has an index and a tag behind its packets, so that what ends with them is in clear
    if (opened.security() == Security.LOCKED
        && CompoundPacket.parse(datagram) instanceof Parsed.Good<CompoundPacket>(var clear)) {
      return Optional.of(new Content.Rtcp(words(clear), Security.CLEAR));
    }
    if (opened.security() == Security.LOCKED || opened.security() == Security.REPEATED) {
      return Optional.of(new Content.Rtcp("Encrypted", opened.security()));
    }
    return switch (CompoundPacket.parse(opened.packet())) {
      case Parsed.Good<CompoundPacket>(var compound) ->
          Optional.of(new Content.Rtcp(words(compound), opened.security()));
      case Parsed.Malformed<CompoundPacket>(var clause, var reason) ->
          told.map(_ -> new Content.Malformed("RTCP", clause, reason));
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

  private static Optional<Content> udptl(ByteBuffer datagram) {
    if (datagram.remaining() < 2) return Optional.empty();
    // ITU-T T.38 9.1: a UDPTL packet begins with its sequence number
    int sequence = datagram.getShort(datagram.position()) & 0xFFFF;
    return Optional.of(new Content.Other("UDPTL", "Seq=" + sequence));
  }
}
