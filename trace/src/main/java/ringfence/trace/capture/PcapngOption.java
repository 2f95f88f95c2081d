package ringfence.trace.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// An option behind the fields of a block, draft-ietf-opsawg-pcapng section 3.5.
///
/// @param value in the byte order of its section
public record PcapngOption(int code, ByteBuffer value) {
  private static final int END = 0;

  /// The options from the buffer's position on, as far as they can be read.
  static List<PcapngOption> all(ByteBuffer in) {
    if (in.remaining() < 4) return List.of();
    List<PcapngOption> options = new ArrayList<>();
    while (in.remaining() >= 4) {
      int code = in.getShort() & 0xFFFF;
      int length = in.getShort() & 0xFFFF;
      if (code == END || length > in.remaining()) break;
      options.add(new PcapngOption(code, in.slice(in.position(), length).order(in.order())));
      in.position(Math.min(in.limit(), in.position() + (length + 3 & ~3)));
    }
    return options;
  }

  /// The octets of the value where they are text or have no order.
  byte[] octets() {
    byte[] octets = new byte[value.remaining()];
    value.get(value.position(), octets);
    return octets;
  }

  /// The octets of a value that is a number, in another byte order.
  byte[] number(ByteOrder other) {
    byte[] octets = octets();
    if (value.order() == other) return octets;
    var swapped = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) swapped[i] = octets[octets.length - 1 - i];
    return swapped;
  }
}
