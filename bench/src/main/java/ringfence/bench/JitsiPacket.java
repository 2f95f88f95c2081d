package ringfence.bench;

import java.nio.ByteBuffer;
import org.jitsi.utils.ByteArrayBuffer;

/// The packet in work, in the form that jitsi-srtp takes: a piece of an array that has room behind
/// it.
final class JitsiPacket implements ByteArrayBuffer {
  private byte[] bytes = new byte[0];
  private int offset;
  private int length;

  void load(ByteBuffer packet) {
    bytes = packet.array();
    offset = packet.position();
    length = packet.remaining();
  }

  void store(ByteBuffer packet) {
    packet.limit(offset + length);
  }

  @Override
  public byte[] getBuffer() {
    return bytes;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setOffset(int offset) {
    this.offset = offset;
  }

  @Override
  public void setLength(int length) {
    this.length = length;
  }

  @Override
  public void readRegionToBuff(int at, int count, byte[] out) {
    System.arraycopy(bytes, offset + at, out, 0, count);
  }

  @Override
  public void grow(int by) {
    // The array has room.
  }

  @Override
  public void append(byte[] data, int count) {
    System.arraycopy(data, 0, bytes, offset + length, count);
    length += count;
  }

  @Override
  public void shrink(int by) {
    length -= by;
  }

  @Override
  public boolean isInvalid() {
    return false;
  }
}
