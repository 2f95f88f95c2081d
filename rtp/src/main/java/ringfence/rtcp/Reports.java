package ringfence.rtcp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The report blocks that end a report, and the profile's octets behind them.
record Reports(List<ReportBlock> blocks, ByteBuffer profileExtension) {
  static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  Reports {
    if (blocks.size() > 31) throw new IllegalArgumentException(blocks.size() + " report blocks");
    if (profileExtension.remaining() % 4 != 0) {
      throw new IllegalArgumentException("an extension that is no multiple of 4 octets");
    }
    blocks = List.copyOf(blocks);
    profileExtension = profileExtension.slice().asReadOnlyBuffer();
  }

  static Reports read(ByteBuffer in, int count) {
    List<ReportBlock> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) blocks.add(ReportBlock.read(in));
    return new Reports(blocks, in);
  }

  int length() {
    return ReportBlock.LENGTH * blocks.size() + profileExtension.remaining();
  }

  void write(ByteBuffer out) {
    for (ReportBlock block : blocks) block.write(out);
    out.put(profileExtension.duplicate());
  }
}
