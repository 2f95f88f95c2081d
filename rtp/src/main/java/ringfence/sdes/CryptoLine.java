package ringfence.sdes;

/// What the value of an `a=crypto` line is, RFC 4568 section 9.
public sealed interface CryptoLine {
  /// An attribute of a suite that is registered (which need not be supported: ask its policy).
  record Known(CryptoAttribute attribute) implements CryptoLine {}

  /// A line by the grammar whose suite is not registered: skip it and take the next.
  record UnknownSuite(int tag, String suite) implements CryptoLine {}

  /// A line that is invalid: `clause` is the section that it breaks, `reason` says how and quotes
  /// no key, `octet` says where in the value, counted from 0. The next line may still be good.
  record Malformed(String clause, String reason, int octet) implements CryptoLine {}
}
