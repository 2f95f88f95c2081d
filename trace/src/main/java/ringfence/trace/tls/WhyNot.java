package ringfence.trace.tls;

/// Why a record could not be read.
///
/// @param sentence for a person, without a full stop
public record WhyNot(Kind kind, String sentence) {
  /// The reasons that there are.
  public enum Kind {
    /// No key log line, and the key exchange keeps what was recorded from the server's key.
    NO_SECRET,
    /// No key for an RSA key exchange.
    NO_KEY,
    /// The key that was given belongs to another certificate.
    WRONG_KEY,
    /// The handshake was before the capture.
    NO_HANDSHAKE,
    /// A part of the handshake is not in the capture.
    HANDSHAKE_LOST,
    /// The handshake that made the session is not in the capture.
    RESUMED,
    /// A suite that we do not read.
    UNREAD_SUITE,
    /// The integrity check failed.
    NOT_AUTHENTIC,
    /// So many octets are missing that the number of the record is not known.
    PLACE_LOST
  }

  static WhyNot noSecret(CipherSuite suite, Octets clientRandom) {
    String exchange = suite.keyExchange().equals("any") ? "TLS 1.3" : suite.keyExchange();
    return new WhyNot(
        Kind.NO_SECRET,
        "%s, and no key log for client random %s".formatted(exchange, clientRandom.hex()));
  }

  static WhyNot noKey(String server, Octets clientRandom) {
    return new WhyNot(
        Kind.NO_KEY,
        "RSA key exchange, and neither a private key for %s nor a key log for client random %s"
            .formatted(server, clientRandom.hex()));
  }

  static WhyNot wrongKey(String file, String serial) {
    return new WhyNot(
        Kind.WRONG_KEY,
        "the key in %s does not match certificate serial %s".formatted(file, serial));
  }

  static WhyNot undecryptable(String file) {
    return new WhyNot(
        Kind.WRONG_KEY, "the key in %s does not decrypt the ClientKeyExchange".formatted(file));
  }

  static WhyNot noHandshake() {
    return new WhyNot(Kind.NO_HANDSHAKE, "the capture starts after the handshake");
  }

  static WhyNot handshakeLost() {
    return new WhyNot(Kind.HANDSHAKE_LOST, "a part of the handshake is not in the capture");
  }

  static WhyNot resumed(Octets clientRandom) {
    return new WhyNot(
        Kind.RESUMED,
        "a session resumed whose handshake is not in the capture or was not opened, and no key log for"
            + " client random "
            + clientRandom.hex());
  }

  static WhyNot unreadSuite(CipherSuite suite) {
    return new WhyNot(Kind.UNREAD_SUITE, suite + " is not a suite that is read here");
  }

  static WhyNot notAuthentic(long record) {
    return new WhyNot(
        Kind.NOT_AUTHENTIC, "the integrity check of record %d failed".formatted(record));
  }

  static WhyNot earlyData() {
    return new WhyNot(
        Kind.NO_SECRET, "early data, sent before the server has answered, is not read here");
  }

  static WhyNot holed() {
    return new WhyNot(Kind.PLACE_LOST, "a part of the record is not in the capture");
  }

  static WhyNot placeLost() {
    return new WhyNot(
        Kind.PLACE_LOST, "octets before it are not in the capture, and its number is not known");
  }
}
