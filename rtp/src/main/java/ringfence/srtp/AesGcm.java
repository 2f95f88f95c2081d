package ringfence.srtp;

/// AES-GCM under one key, with tags of 16 octets; RFC 7714 section 5.
///
/// The text is what a packet has behind its clear part; what is associated with it comes apart, as
/// RTCP has some of it behind the tag.
interface AesGcm extends AutoCloseable {
  int TAG = 16;

  /// Encrypts the text in place and puts the tag behind it; the span's length stays.
  void seal(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength);

  /// Decrypts in place the text that ends in its tag; false, with everything as it was, when the
  /// tag does not hold.
  boolean open(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength);

  /// Erases the key as far as its owner allows.
  @Override
  void close();
}
