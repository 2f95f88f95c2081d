package ringfence.sdes;

/// Ends the reading of a line that is invalid; never leaves this package.
final class InvalidLine extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String section;
  private final String reason;

  /// `section` is one of RFC 4568; the reason quotes no key.
  InvalidLine(String section, String reason) {
    super(reason, null, false, false);
    this.section = section;
    this.reason = reason;
  }

  String clause() {
    return section.startsWith("RFC") ? section : "RFC 4568 " + section;
  }

  String reason() {
    return reason;
  }
}
