package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A TCP segment, RFC 9293 section 3.1.
record Segment(
    int sourcePort,
    int destinationPort,
    int sequence,
    int acknowledgement,
    int flags,
    ByteBuffer payload) {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  /// Reads a segment; empty when it is shorter than its header.
  static Optional<Segment> read(ByteBuffer in) {
    if (in.remaining() < 20) return Optional.empty();
    int start = in.position();
    int header = (in.get(start + 12) >> 4 & 0xF) * 4;
    if (header < 20 || header > in.remaining()) return Optional.empty();
    return Optional.of(
        new Segment(
            in.getShort(start) & 0xFFFF,
            in.getShort(start + 2) & 0xFFFF,
            in.getInt(start + 4),
            in.getInt(start + 8),
            in.get(start + 13) & 0xFF,
            in.slice(start + header, in.remaining() - header)));
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Whether it begins a connection.
  boolean isOpening() {
    return has(SYN) && !has(ACK);
  }

  /// The flags by name: `SYN, ACK`.
  String flagNames() {
    var names = new StringBuilder();
    String[] all = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};
    for (int bit = 0; bit < all.length; bit++) {
      if (!has(1 << bit)) continue;
      if (!names.isEmpty()) names.append(", ");
      names.append(all[bit]);
    }
    return names.toString();
  }
}
