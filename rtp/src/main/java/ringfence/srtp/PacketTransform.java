package ringfence.srtp;

/// What one key does to packets of RTP or of RTCP, and where it puts what it adds.
sealed interface PacketTransform extends AutoCloseable
    permits CounterModeWithHmac, GaloisCounterMode, RederivingTransform {
  /// The octets of the word with the E flag and the index that an RTCP packet carries.
  int WORD = 4;

  /// What a key does to RTP under a policy.
  static PacketTransform ofRtp(SrtpPolicy policy, IdentifiedKey key) {
    return of(policy, key, SessionKeys.Use.RTP);
  }

  /// The same for RTCP.
  static PacketTransform ofRtcp(SrtpPolicy policy, IdentifiedKey key) {
    return of(policy, key, SessionKeys.Use.RTCP);
  }

  private static PacketTransform of(SrtpPolicy policy, IdentifiedKey key, SessionKeys.Use use) {
    return policy.keyDerivationRate() == 0
        ? of(policy, key, use, 0)
        : new RederivingTransform(policy, key, use);
  }

  /// What one derivation of a key does, RFC 3711 section 4.3.1; its number is index DIV rate.
  static PacketTransform of(
      SrtpPolicy policy, IdentifiedKey key, SessionKeys.Use use, long derivation) {
    byte[] identifier = key.identifier().octets();
    try (var keys = SessionKeys.of(policy.profile(), key.key(), use, derivation)) {
      return switch (policy.profile().cipher()) {
        case NULL, AES_CM -> new CounterModeWithHmac(policy, keys, identifier, use);
        case AES_GCM -> new GaloisCounterMode(policy, keys, identifier, use);
      };
    }
  }

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
