package ringfence.trace.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Octets that do not change.
public final class Octets {
  public static final Octets NONE = new Octets(new byte[0]);

  private final byte[] octets;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  /// A copy of the octets given.
  public static Octets of(byte[] octets) {
    return octets.length == 0 ? NONE : new Octets(octets.clone());
  }

  /// A copy of a part of the octets given.
  static Octets of(byte[] octets, int from, int to) {
    return from == to ? NONE : new Octets(Arrays.copyOfRange(octets, from, to));
  }

  static Octets ofHex(String hex) {
    return new Octets(HexFormat.of().parseHex(hex));
  }

  /// The first octets, or fewer where there are fewer.
  Octets first(int count) {
    return of(octets, 0, Math.min(count, octets.length));
  }

  /// The last octets, no more than there are.
  Octets last(int count) {
    return of(octets, octets.length - count, octets.length);
  }

  /// Without the last octets; none where there are no more.
  Octets withoutLast(int count) {
    return first(Math.max(0, octets.length - count));
  }

  static Octets join(Octets first, Octets second) {
    byte[] both = Arrays.copyOf(first.octets, first.octets.length + second.octets.length);
    System.arraycopy(second.octets, 0, both, first.octets.length, second.octets.length);
    return new Octets(both);
  }

  public int length() {
    return octets.length;
  }

  public boolean isEmpty() {
    return octets.length == 0;
  }

  /// A copy.
  public byte[] toArray() {
    return octets.clone();
  }

  /// The text in UTF-8.
  public String utf8() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  /// A reader from the first octet on.
  Cursor cursor() {
    return new Cursor(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /// In hexadecimal to 16 octets, else how many they are.
  @Override
  public String toString() {
    return octets.length <= 16 ? hex() : octets.length + " octets";
  }
}
