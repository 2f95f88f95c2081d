package ringfence.mikey;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/// Octets that are never printed, lent to code and not handed out, and erased when closed.
final class Secret implements AutoCloseable {
  private final byte[] octets;
  private boolean closed;

  /// Takes the octets over: they are erased with this.
  Secret(byte[] octets) {
    this.octets = octets;
  }

  static Secret copyOf(byte[] octets) {
    return new Secret(octets.clone());
  }

  <R> R use(Function<byte[], R> work) {
    if (closed) throw new IllegalStateException("a secret that was erased");
    return work.apply(octets);
  }

  Secret copy() {
    return use(Secret::copyOf);
  }

  int length() {
    return octets.length;
  }

  boolean matches(byte[] other) {
    return MessageDigest.isEqual(octets, other);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret(" + octets.length * 8 + " bits)";
  }
}
