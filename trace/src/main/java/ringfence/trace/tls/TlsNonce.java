package ringfence.trace.tls;

/// The nonce that both sides count, RFC 8446 section 5.3 and RFC 7905 section 2.
final class TlsNonce {
  static final int LENGTH = 12;

  private TlsNonce() {}

  /// "The padded sequence number is XORed with either the static client_write_iv or
  /// server_write_iv"
  static byte[] of(TlsSecret iv, long number) {
    byte[] nonce = iv.use(byte[]::clone);
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[LENGTH - 1 - i] ^= (byte) (number >>> (8 * i));
    }
    return nonce;
  }
}
