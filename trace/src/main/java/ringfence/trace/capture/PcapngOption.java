package ringfence.trace.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// An option behind the fields of a block, draft-ietf-opsawg-pcapng section 3.5.
record PcapngOption(int code, ByteBuffer value) {
  private static final int END = 0;

  /// The options from the buffer's position on, as far as they can be read.
  static List<PcapngOption> all(ByteBuffer in) {
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
}
