package ringfence.manage.setting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/// A password or key. It never prints itself; code borrows its UTF-8 bytes with [#use], and
/// [#close] erases them.
public final class Secret implements AutoCloseable {
  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Secret of(byte[] utf8) {
    return new Secret(utf8.clone());
  }

  /// Lends the bytes to `work`, which must not keep them.
  public <R> R use(Function<byte[], R> work) {
    return work.apply(bytes);
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// The text itself, for the file it came from.
  String reveal() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  /// Says nothing about the secret.
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
