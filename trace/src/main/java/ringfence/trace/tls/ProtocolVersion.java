package ringfence.trace.tls;

/// A version as its two octets say it, RFC 8446 section 4.1.2.
public record ProtocolVersion(int code) implements Comparable<ProtocolVersion> {
  public static final ProtocolVersion SSL_3_0 = new ProtocolVersion(0x0300);
  public static final ProtocolVersion TLS_1_0 = new ProtocolVersion(0x0301);
  public static final ProtocolVersion TLS_1_1 = new ProtocolVersion(0x0302);
  public static final ProtocolVersion TLS_1_2 = new ProtocolVersion(0x0303);
  public static final ProtocolVersion TLS_1_3 = new ProtocolVersion(0x0304);

  public ProtocolVersion {
    if (code < 0 || code > 0xFFFF) throw new IllegalArgumentException("version " + code);
  }

  /// Whether it is older than RFC 8996 lets be used.
  public boolean isDeprecated() {
    return compareTo(TLS_1_2) < 0;
  }

  @Override
  public int compareTo(ProtocolVersion other) {
    return Integer.compare(code, other.code);
  }

  /// `TLS 1.2`, or the number of a version that we do not know.
  @Override
  public String toString() {
    if (Registry.isGrease(code)) return "GREASE";
    if (code == 0x0300) return "SSL 3.0";
    if (code > 0x0300 && code <= 0x0304) return "TLS 1." + (code - 0x0301);
    return "0x%04x".formatted(code);
  }
}
