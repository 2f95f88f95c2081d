package ringfence.srtp;

/// What one key does to packets of RTP or of RTCP, and where it puts what it adds.
sealed interface PacketTransform extends AutoCloseable
    permits CounterModeWithHmac, GaloisCounterMode, RederivingTransform {
  /// The octets of the word with the E flag and the index that an RTCP packet carries.
  int WORD = 4;

  /// How many octets a packet grows by.
  int overhead();

  /// How many octets a packet has behind its MKI.
  int behindIdentifier();

  /// How many octets an RTCP packet has behind the word with its index.
  int behindWord();

  /// Encrypts the packet in the span and adds the authentication; the span's length grows.
  void seal(PacketSpan packet);

  /// Checks the packet in the span, then decrypts it, and its length shrinks; false, with
  /// everything as it was, when the authentication does not hold.
  boolean open(PacketSpan packet);

  @Override
  void close();
}
