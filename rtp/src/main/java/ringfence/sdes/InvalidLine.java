package ringfence.sdes;

/// Ends the reading of a line that is invalid; never leaves this package.
final class InvalidLine extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String section;
  private final String reason;
  private final int octet;

  /// `section` is one of RFC 4568; the reason quotes no key.
  InvalidLine(String section, String reason, int octet) {
    super(reason, null, false, false);
    this.section = section;
    this.reason = reason;
    this.octet = octet;
  }

  CryptoLine.Malformed line() {
    String clause = section.startsWith("RFC") ? section : "RFC 4568 " + section;
    return new CryptoLine.Malformed(clause, reason, octet);
  }
}
