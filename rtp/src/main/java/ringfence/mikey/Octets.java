package ringfence.mikey;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Octets of a message as they are on the wire: a value that does not change. Never for secrets.
public final class Octets {
  static final Octets NONE = new Octets(new byte[0]);

  private final byte[] octets;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  public static Octets of(byte[] octets) {
    return new Octets(octets.clone());
  }

  public static Octets ofHex(String hex) {
    return new Octets(HexFormat.of().parseHex(hex));
  }

  public static Octets ofText(String text) {
    return new Octets(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A copy.
  public byte[] array() {
    return octets.clone();
  }

  public int length() {
    return octets.length;
  }

  /// The octets as UTF-8, with what is none replaced.
  public String text() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets it && Arrays.equals(octets, it.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return hex();
  }
}
