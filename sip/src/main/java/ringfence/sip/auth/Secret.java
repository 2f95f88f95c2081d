package ringfence.sip.auth;

/// What proves a user: a password, or the hash HA1 of name, realm and password. It is never printed
/// and is erased on close.
public final class Secret implements AutoCloseable {
  private final byte[] bytes;
  private final boolean hashed;

  private Secret(byte[] bytes, boolean hashed) {
    this.bytes = bytes;
    this.hashed = hashed;
  }

  /// A password, as UTF-8.
  public static Secret password(String password) {
    return new Secret(password.getBytes(java.nio.charset.StandardCharsets.UTF_8), false);
  }

  /// A password, as UTF-8; the array stays the caller's.
  public static Secret password(char[] password) {
    var encoded =
        java.nio.charset.StandardCharsets.UTF_8.encode(java.nio.CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes).clear();
    while (encoded.hasRemaining()) encoded.put((byte) 0);
    return new Secret(bytes, false);
  }

  /// HA1 in hexadecimal, made with the hash of the algorithm that is used later.
  public static Secret ha1(String hexadecimal) {
    return new Secret(java.util.HexFormat.of().parseHex(hexadecimal), true);
  }

  boolean isHashed() {
    return hashed;
  }

  <R> R use(java.util.function.Function<byte[], R> work) {
    return work.apply(bytes);
  }

  @Override
  public void close() {
    java.util.Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return hashed ? "Secret(HA1)" : "Secret(password)";
  }
}
