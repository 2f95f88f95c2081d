package ringfence.rtcp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.rtp.Parsed;

/// A compound RTCP packet, RFC 3550 section 6.1: what one datagram carries, a report first.
///
/// Parsing drops the padding of the last packet, which says nothing.
public record CompoundPacket(List<RtcpPacket> packets) {
  private static final String CLAUSE = "RFC 3550 6.1";

  public CompoundPacket {
    packets = List.copyOf(packets);
    if (packets.isEmpty()) throw new IllegalArgumentException("a compound packet without packet");
    if (!(packets.getFirst() instanceof SenderReport)
        && !(packets.getFirst() instanceof ReceiverReport)) {
      throw new IllegalArgumentException("a compound packet that does not begin with a report");
    }
  }

  public CompoundPacket(RtcpPacket... packets) {
    this(List.of(packets));
  }

  /// Reads the datagram between position and limit, which stay as they are, with the checks of RFC
  /// 3550 appendix A.2.
  public static Parsed<CompoundPacket> parse(ByteBuffer datagram) {
    ByteBuffer in = datagram.slice();
    List<RtcpPacket> packets = new ArrayList<>();
    while (in.hasRemaining()) {
      switch (next(in, packets.isEmpty())) {
        case Parsed.Good<RtcpPacket>(var packet) -> packets.add(packet);
        case Parsed.Malformed<RtcpPacket>(var clause, var reason) -> {
          return new Parsed.Malformed<>(clause, reason);
        }
      }
    }
    if (packets.isEmpty()) return new Parsed.Malformed<>(CLAUSE, "an empty packet");
    return new Parsed.Good<>(new CompoundPacket(packets));
  }

  private static Parsed<RtcpPacket> next(ByteBuffer in, boolean first) {
    if (in.remaining() < 4) return malformed("shorter than a header");
    int flags = in.get() & 0xFF;
    int type = in.get() & 0xFF;
    int length = 4 * (in.getShort() & 0xFFFF);
    if (flags >>> 6 != 2) return malformed("not version 2");
    if (type < 192 || type > 223) return malformed("packet type " + type);
    if (length > in.remaining()) return malformed("shorter than its length says");
    // RFC 3550 6.1: "The first RTCP packet in the compound packet MUST always be a report packet".
    if (first && type != SenderReport.TYPE && type != ReceiverReport.TYPE) {
      return malformed("does not begin with a report");
    }
    boolean padded = (flags & 0x20) != 0;
    // RFC 3550 6.4.1: padding "MUST only be added to the last individual packet".
    if (padded && (first || length != in.remaining())) return malformed("padding before the end");
    ByteBuffer content = in.slice(in.position(), length);
    in.position(in.position() + length);
    if (padded && !unpad(content)) return malformed("a padding that cannot be");
    return read(type, flags & 0x1F, content);
  }

  private static boolean unpad(ByteBuffer content) {
    if (!content.hasRemaining()) return false;
    int padding = content.get(content.limit() - 1) & 0xFF;
    if (padding == 0 || padding % 4 != 0 || padding > content.remaining()) return false;
    content.limit(content.limit() - padding);
    return true;
  }

  private static Parsed<RtcpPacket> read(int type, int count, ByteBuffer in) {
    int blocks = ReportBlock.LENGTH * count;
    return switch (type) {
      case SenderReport.TYPE ->
          in.remaining() < SenderReport.FIXED - 4 + blocks
              ? malformed("a sender report shorter than its blocks")
              : new Parsed.Good<>(SenderReport.read(in, count));
      case ReceiverReport.TYPE ->
          in.remaining() < ReceiverReport.FIXED - 4 + blocks
              ? malformed("a receiver report shorter than its blocks")
              : new Parsed.Good<>(ReceiverReport.read(in, count));
      case SourceDescription.TYPE ->
          orMalformed(SourceDescription.read(in, count), "a source description out of bounds");
      case Goodbye.TYPE -> orMalformed(Goodbye.read(in, count), "a goodbye out of bounds");
      default -> new Parsed.Good<>(new OtherRtcp(count, type, in));
    };
  }

  private static Parsed<RtcpPacket> orMalformed(
      Optional<? extends RtcpPacket> packet, String reason) {
    if (packet.isEmpty()) return malformed(reason);
    return new Parsed.Good<>(packet.get());
  }

  private static Parsed<RtcpPacket> malformed(String reason) {
    return new Parsed.Malformed<>(CLAUSE, reason);
  }

  /// The packets of one type, in their order.
  public <T extends RtcpPacket> Stream<T> all(Class<T> type) {
    return packets.stream().filter(type::isInstance).map(type::cast);
  }

  /// Every report block of every report, in their order.
  public List<ReportBlock> blocks() {
    return packets.stream().flatMap(packet -> blocks(packet).stream()).toList();
  }

  private static List<ReportBlock> blocks(RtcpPacket packet) {
    return switch (packet) {
      case SenderReport report -> report.blocks();
      case ReceiverReport report -> report.blocks();
      case SourceDescription _, Goodbye _, OtherRtcp _ -> List.of();
    };
  }

  /// How many octets `write` writes.
  public int length() {
    return packets.stream().mapToInt(RtcpPacket::length).sum();
  }

  /// Writes the packets at the buffer's position.
  public void write(ByteBuffer out) {
    for (RtcpPacket packet : packets) packet.write(out);
  }
}
