package ringfence.trace.tls;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/// A secret of a TLS connection: never printed, lent to code and not handed out, erased when
/// closed.
final class TlsSecret implements AutoCloseable {
  private final byte[] octets;

  /// Takes the octets over; they are its own from now on.
  TlsSecret(byte[] octets) {
    this.octets = octets;
  }

  static TlsSecret ofHex(String hex) {
    return new TlsSecret(HexFormat.of().parseHex(hex));
  }

  int length() {
    return octets.length;
  }

  /// A secret of its own with a part of the octets.
  TlsSecret part(int from, int length) {
    return new TlsSecret(Arrays.copyOfRange(octets, from, from + length));
  }

  /// Lends the octets to `work`, which must not keep them.
  <R> R use(Function<byte[], R> work) {
    return work.apply(octets);
  }

  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public String toString() {
    return "TlsSecret(" + octets.length + " octets)";
  }
}
