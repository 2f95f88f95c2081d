package ringfence.trace.tls;

/// The keys of one direction in TLS 1.2 and before, cut from the key block.
record DirectionKeys(SuiteParameters suite, TlsSecret macKey, TlsSecret key, TlsSecret iv) {
  /// RFC 5246 section 6.3.
  static DirectionKeys of(RecordedHandshake handshake, TlsSecret master, boolean ofClient) {
    SuiteParameters suite = handshake.parameters().orElseThrow();
    int mac = suite.bulk().isAead() ? 0 : suite.macLength();
    int key = suite.keyLength();
    int iv = suite.bulk().ivLength();
    // "key_block = PRF(SecurityParameters.master_secret, "key expansion",
    // SecurityParameters.server_random + SecurityParameters.client_random);"
    byte[] seed = Octets.join(handshake.serverRandom(), handshake.clientRandom()).toArray();
    Prf prf = Prf.of(handshake.version(), suite);
    try (var block = prf.derive(master, "key expansion", seed, 2 * (mac + key + iv))) {
      int mine = ofClient ? 0 : 1;
      return new DirectionKeys(
          suite,
          block.part(mine * mac, mac),
          block.part(2 * mac + mine * key, key),
          block.part(2 * (mac + key) + mine * iv, iv));
    }
  }
}
