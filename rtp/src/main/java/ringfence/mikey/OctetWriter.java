package ringfence.mikey;

import java.util.Arrays;

/// Puts octets behind each other, in network byte order; erases what it outgrows, since it may hold
/// keys.
final class OctetWriter implements AutoCloseable {
  private byte[] octets = new byte[256];
  private int length;

  OctetWriter u8(int value) {
    room(1)[length++] = (byte) value;
    return this;
  }

  OctetWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  OctetWriter u32(int value) {
    return u16(value >>> 16).u16(value);
  }

  OctetWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  OctetWriter octets(byte[] more) {
    System.arraycopy(more, 0, room(more.length), length, more.length);
    length += more.length;
    return this;
  }

  OctetWriter octets(Octets more) {
    return octets(more.array());
  }

  byte[] toArray() {
    return Arrays.copyOf(octets, length);
  }

  private byte[] room(int more) {
    if (length + more > octets.length) {
      byte[] larger = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
      Arrays.fill(octets, (byte) 0);
      octets = larger;
    }
    return octets;
  }

  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
  }
}
