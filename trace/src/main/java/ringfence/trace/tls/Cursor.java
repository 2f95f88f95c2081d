package ringfence.trace.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Takes the values of RFC 8446 section 3 from the front of octets; a length that says more than
/// there is ends in [Overrun].
final class Cursor {
  /// A value wants more octets than there are.
  static final class Overrun extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String reason;

    Overrun(int wanted, int left) {
      super("", null, false, false);
      this.reason = "a length says " + wanted + " octets where " + left + " are left";
    }

    String reason() {
      return reason;
    }
  }

  private final byte[] octets;
  private int at;
  private final int end;

  Cursor(byte[] octets) {
    this(octets, 0, octets.length);
  }

  private Cursor(byte[] octets, int at, int end) {
    this.octets = octets;
    this.at = at;
    this.end = end;
  }

  int remaining() {
    return end - at;
  }

  boolean hasMore() {
    return at < end;
  }

  int u8() {
    need(1);
    return octets[at++] & 0xFF;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  int u24() {
    return u16() << 8 | u8();
  }

  long u32() {
    return (long) u16() << 16 | u16();
  }

  /// A value further on, which stays there.
  int peekU8(int ahead) {
    need(ahead + 1);
    return octets[at + ahead] & 0xFF;
  }

  int peekU16(int ahead) {
    return peekU8(ahead) << 8 | peekU8(ahead + 1);
  }

  byte[] take(int length) {
    need(length);
    at += length;
    return Arrays.copyOfRange(octets, at - length, at);
  }

  Octets octets(int length) {
    need(length);
    at += length;
    return Octets.of(octets, at - length, at);
  }

  Octets rest() {
    return octets(remaining());
  }

  /// The octets behind a length of one octet; the next two likewise.
  Cursor vector8() {
    return part(u8());
  }

  Cursor vector16() {
    return part(u16());
  }

  Cursor vector24() {
    return part(u24());
  }

  private Cursor part(int length) {
    need(length);
    at += length;
    return new Cursor(octets, at - length, at);
  }

  /// What `item` reads, again and again until nothing is left.
  <T> List<T> list(Function<Cursor, T> item) {
    List<T> items = new ArrayList<>();
    while (hasMore()) items.add(item.apply(this));
    return List.copyOf(items);
  }

  private void need(int length) {
    if (length > remaining()) throw new Overrun(length, remaining());
  }
}
