package ringfence.mikey;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/// A pre-shared key, RFC 3830 section 3.1: a secret that is never printed, and erased when closed.
public final class PreSharedKey implements AutoCloseable {
  /// More than anyone types or configures.
  private static final int LONGEST = 1024;

  private final byte[] octets;
  private boolean closed;

  private PreSharedKey(byte[] octets) {
    this.octets = octets;
  }

  /// A copy of 1 to 1024 octets, which stay the caller's to erase.
  public static PreSharedKey ofOctets(byte[] octets) {
    if (octets.length < 1 || octets.length > LONGEST) {
      throw new IllegalArgumentException("a pre-shared key of " + octets.length + " octets");
    }
    return new PreSharedKey(octets.clone());
  }

  /// The key of hexadecimal digits, in either case.
  public static PreSharedKey ofHex(String hex) {
    return ofOctets(HexFormat.of().parseHex(hex));
  }

  /// The key of a text, in UTF-8.
  public static PreSharedKey ofText(String text) {
    return ofOctets(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Lends the octets to `work`, which must not keep them.
  <R> R use(Function<byte[], R> work) {
    if (closed) throw new IllegalStateException("a pre-shared key that was erased");
    return work.apply(octets);
  }

  /// A key of its own with the same octets, closed apart from this one.
  public PreSharedKey copy() {
    return use(PreSharedKey::ofOctets);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public String toString() {
    return "PreSharedKey(" + octets.length * 8 + " bits)";
  }
}
