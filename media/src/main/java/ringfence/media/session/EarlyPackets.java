package ringfence.media.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import ringfence.srtp.Verdict;

/// The latest packets that came while an offer is out and that no key of ours opens.
///
/// RFC 4568 7.1.4: "If the answerer changes its master key, the offerer will not be able to process
/// packets secured via this master key until the answer is received." They wait here until then.
/// The room is taken when the offer is made, none by a packet.
public final class EarlyPackets {
  private static final int MOST = 64;
  private static final int ROOM = 256;

  /// A packet and what the keys before made of it.
  static final class Early {
    final ByteBuffer packet = ByteBuffer.allocate(ROOM);
    Verdict counted = Verdict.FORGED;
  }

  private final List<Early> slots = IntStream.range(0, MOST).mapToObj(_ -> new Early()).toList();
  private int next;
  private int count;

  /// Keeps a copy of a packet that came before anything was agreed.
  public void keep(ByteBuffer packet) {
    keep(packet, Verdict.FORGED);
  }

  /// Keeps a copy, in the place of the oldest where there is no room left.
  void keep(ByteBuffer packet, Verdict counted) {
    if (packet.remaining() > ROOM) return;
    Early slot = slots.get(next);
    slot.packet.clear().put(packet.duplicate()).flip();
    slot.counted = counted;
    next = (next + 1) % MOST;
    count = Math.min(count + 1, MOST);
  }

  /// What was kept, the oldest first.
  List<Early> inOrder() {
    return IntStream.range(0, count)
        .mapToObj(i -> slots.get(Math.floorMod(next - count + i, MOST)))
        .toList();
  }
}
