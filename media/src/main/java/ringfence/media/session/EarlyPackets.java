package ringfence.media.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/// The latest packets that no key of ours opens while an offer is out.
///
/// RFC 4568 7.1.4: "If the answerer changes its master key, the offerer will not be able to process
/// packets secured via this master key until the answer is received." They wait here until then.
/// The room is taken when the offer is made, none by a packet.
final class EarlyPackets {
  private static final int MOST = 64;
  private static final int ROOM = 256;

  private final ByteBuffer[] slots =
      IntStream.range(0, MOST).mapToObj(_ -> ByteBuffer.allocate(ROOM)).toArray(ByteBuffer[]::new);
  private int next;
  private int count;

  /// Keeps a copy, in the place of the oldest where there is no room left.
  void keep(ByteBuffer packet) {
    if (packet.remaining() > ROOM) return;
    slots[next].clear().put(packet.duplicate()).flip();
    next = (next + 1) % MOST;
    count = Math.min(count + 1, MOST);
  }

  /// What was kept, the oldest first.
  List<ByteBuffer> inOrder() {
    return IntStream.range(0, count)
        .mapToObj(i -> slots[Math.floorMod(next - count + i, MOST)])
        .toList();
  }
}
