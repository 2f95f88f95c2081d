package ringfence.srtp;

/// What a transform is made from: a policy and a key, for RTP or for RTCP, and who computes.
record Keying(SrtpPolicy policy, IdentifiedKey key, SessionKeys.Use use, CryptoEngine engine) {
  /// The transform of a session that derives its keys once, or anew as its policy says.
  PacketTransform transform() {
    return policy.keyDerivationRate() == 0 ? derive(0) : new RederivingTransform(this);
  }

  /// The transform of one derivation of the master key, RFC 3711 section 4.3.1; its number is index
  /// DIV rate.
  PacketTransform derive(long derivation) {
    try (var keys = SessionKeys.of(policy.profile(), key.key(), use, derivation)) {
      return switch (policy.profile().cipher()) {
        case NULL, AES_CM -> new CounterModeWithHmac(this, keys);
        case AES_GCM -> new GaloisCounterMode(this, keys);
      };
    }
  }

  /// The same with a copy of the key, which is the holder's own to close.
  Keying withOwnKey() {
    var own = new IdentifiedKey(key.key().copy(), key.identifier(), key.lifetime());
    return new Keying(policy, own, use, engine);
  }
}
