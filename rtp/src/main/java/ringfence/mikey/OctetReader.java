package ringfence.mikey;

import java.util.Arrays;

/// Takes octets from the front of a message and says at which octet they end too early.
final class OctetReader {
  private final byte[] octets;
  private final int first;
  private int at;
  private int end;

  OctetReader(byte[] octets) {
    this(octets, 0, octets.length, 0);
  }

  private OctetReader(byte[] octets, int at, int end, int first) {
    this.octets = octets;
    this.at = at;
    this.end = end;
    this.first = first;
  }

  /// A reader of octets whose first one is called `first` in refusals.
  static OctetReader calledFrom(byte[] octets, int first) {
    return new OctetReader(octets, 0, octets.length, first);
  }

  /// The octet that is next.
  int position() {
    return first + at;
  }

  int remaining() {
    return end - at;
  }

  int u8(String what) {
    return need(1, what)[at++] & 0xFF;
  }

  int u16(String what) {
    need(2, what);
    return (u8(what) << 8) | u8(what);
  }

  int u32(String what) {
    need(4, what);
    return (u16(what) << 16) | u16(what);
  }

  long u64(String what) {
    need(8, what);
    return ((long) u32(what) << 32) | (u32(what) & 0xFFFF_FFFFL);
  }

  Octets octets(int length, String what) {
    byte[] taken = secret(length, what);
    return Octets.of(taken);
  }

  /// The next octets as an array that is the caller's to erase.
  byte[] secret(int length, String what) {
    byte[] taken = Arrays.copyOfRange(need(length, what), at, at + length);
    at += length;
    return taken;
  }

  /// A reader of the next octets alone.
  OctetReader part(int length, String what) {
    need(length, what);
    at += length;
    return new OctetReader(octets, at - length, at, first);
  }

  private byte[] need(int length, String what) {
    if (length > remaining()) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED,
          "RFC 3830 6",
          what + " wants " + length + " octets where " + remaining() + " are left",
          position());
    }
    return octets;
  }
}
