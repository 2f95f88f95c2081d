package ringfence.srtp;

/// HMAC-SHA1 under one key, RFC 2104, without an object per packet.
interface HmacSha1 extends AutoCloseable {
  /// The octets of an authentication that is not cut.
  int LENGTH = 20;

  /// Puts the 20 octets of the authentication of `data` into `tag`.
  void authenticate(byte[] data, int offset, int length, byte[] tag);

  /// Erases the key.
  @Override
  void close();
}
