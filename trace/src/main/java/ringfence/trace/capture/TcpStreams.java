package ringfence.trace.capture;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ringfence.trace.capture.IpPacket.Segment;

/// The TCP connections of a capture, made up around what the streams carried: a handshake, sequence
/// and acknowledgement numbers that fit, and an end.
final class TcpStreams {
  /// One direction.
  private record Way(InetSocketAddress source, InetSocketAddress destination) {
    Way back() {
      return new Way(/* source= */ destination, /* destination= */ source);
    }
  }

  /// The sequence number of the next byte each way.
  private final Map<Way, Integer> next = new HashMap<>();

  private int initial = 1_000_000;

  boolean knows(InetSocketAddress source, InetSocketAddress destination) {
    return next.containsKey(new Way(source, destination));
  }

  /// The packets by which `source` opens a connection: the same ones of the same moment.
  List<byte[]> open(InetSocketAddress source, InetSocketAddress destination, Instant at) {
    var way = new Way(source, destination);
    start(way, Objects.hash(way, at));
    start(way.back(), Objects.hash(way.back(), at));
    return handshake(way);
  }

  /// The first packet of a connection that does not come about, and whether it was refused.
  List<byte[]> inVain(InetSocketAddress source, InetSocketAddress destination, boolean refused) {
    byte[] nothing = new byte[0];
    var first = IpPacket.tcp(source, destination, new Segment(1, 0, IpPacket.SYN), nothing);
    // RFC 9293 3.10.7.1: with no sequence number to go by, "<SEQ=0><ACK=SEG.SEQ+SEG.LEN>"
    var reset = new Segment(0, 2, IpPacket.RST | IpPacket.ACK);
    return refused
        ? List.of(first, IpPacket.tcp(destination, source, reset, nothing))
        : List.of(first);
  }

  /// The packets that carry `bytes`; a connection that was not opened is taken up in its midst.
  List<byte[]> carry(InetSocketAddress source, InetSocketAddress destination, byte[] bytes) {
    var way = new Way(source, destination);
    List<byte[]> packets = new ArrayList<>();
    if (!next.containsKey(way)) {
      start(way, initial += 1_000_000);
      start(way.back(), initial += 1_000_000);
    }
    for (int at = 0; at < bytes.length; at += IpPacket.MOST_PAYLOAD) {
      int end = Math.min(bytes.length, at + IpPacket.MOST_PAYLOAD);
      byte[] part = Arrays.copyOfRange(bytes, at, end);
      packets.add(packet(way, IpPacket.ACK | IpPacket.PUSH, part));
      advance(way, part.length);
    }
    return packets;
  }

  /// The packet that breaks the connection off; none when it carried nothing.
  List<byte[]> reset(InetSocketAddress source, InetSocketAddress destination) {
    var way = new Way(source, destination);
    if (!next.containsKey(way)) return List.of();
    byte[] packet = packet(way, IpPacket.RST | IpPacket.ACK, new byte[0]);
    next.remove(way);
    next.remove(way.back());
    return List.of(packet);
  }

  /// The packets that end the connection; none when it carried nothing.
  List<byte[]> end(InetSocketAddress source, InetSocketAddress destination) {
    var way = new Way(source, destination);
    if (!next.containsKey(way)) return List.of();
    List<byte[]> packets = new ArrayList<>();
    for (Way side : List.of(way, way.back())) {
      packets.add(packet(side, IpPacket.FIN | IpPacket.ACK, new byte[0]));
      advance(side, 1);
    }
    packets.add(packet(way, IpPacket.ACK, new byte[0]));
    forget(way);
    return packets;
  }

  private void forget(Way way) {
    next.remove(way);
    next.remove(way.back());
  }

  private List<byte[]> handshake(Way way) {
    byte[] nothing = new byte[0];
    var syn = new Segment(nextOf(way), 0, IpPacket.SYN);
    var first = IpPacket.tcp(way.source(), way.destination(), syn, nothing);
    advance(way, 1);
    byte[] second = packet(way.back(), IpPacket.SYN | IpPacket.ACK, nothing);
    advance(way.back(), 1);
    return List.of(first, second, packet(way, IpPacket.ACK, nothing));
  }

  private void start(Way way, int sequence) {
    next.put(way, sequence);
  }

  private byte[] packet(Way way, int flags, byte[] payload) {
    var segment = new Segment(nextOf(way), nextOf(way.back()), flags);
    return IpPacket.tcp(way.source(), way.destination(), segment, payload);
  }

  private int nextOf(Way way) {
    return next.getOrDefault(way, 0);
  }

  private void advance(Way way, int bytes) {
    next.merge(way, bytes, Integer::sum);
  }
}
