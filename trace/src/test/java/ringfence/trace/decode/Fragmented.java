package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// An IP packet cut into fragments, RFC 791 section 3.2 and RFC 8200 section 4.5.
final class Fragmented {
  private Fragmented() {}

  /// @param size of the content of each but the last: a multiple of 8
  static List<byte[]> of(byte[] packet, int size) {
    boolean four = packet[0] >> 4 == 4;
    int header = four ? 20 : 40;
    List<byte[]> pieces = new ArrayList<>();
    for (int at = header; at < packet.length; at += size) {
      int length = Math.min(size, packet.length - at);
      boolean more = at + length < packet.length;
      var content = ByteBuffer.wrap(packet, at, length);
      pieces.add(four ? four(packet, content, more) : six(packet, content, more));
    }
    return pieces;
  }

  private static byte[] four(byte[] packet, ByteBuffer content, boolean more) {
    int offset = content.position() - 20;
    var piece = ByteBuffer.allocate(20 + content.remaining()).put(packet, 0, 20).put(content);
    piece.putShort(2, (short) piece.capacity()).putShort(4, (short) 77);
    return piece.putShort(6, (short) (offset / 8 | (more ? 0x2000 : 0))).array();
  }

  private static byte[] six(byte[] packet, ByteBuffer content, boolean more) {
    int offset = content.position() - 40;
    var piece = ByteBuffer.allocate(48 + content.remaining()).put(packet, 0, 40);
    piece.put(packet[6]).put((byte) 0).putShort((short) (offset | (more ? 1 : 0))).putInt(77);
    piece.put(content);
    return piece.putShort(4, (short) (piece.capacity() - 40)).put(6, (byte) 44).array();
  }
}
