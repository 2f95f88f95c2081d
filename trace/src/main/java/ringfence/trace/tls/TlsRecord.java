package ringfence.trace.tls;

/// A record as it went over the wire, RFC 8446 section 5.1.
///
/// @param version as its header says: TLS 1.3 says 1.2
/// @param holed whether octets of it are not in the capture; zeros stand in their place
record TlsRecord(ContentType type, ProtocolVersion version, Octets fragment, boolean holed) {
  static final int HEADER = 5;

  /// RFC 5246 6.2.3: "The length MUST NOT exceed 2^14 + 2048."
  static final int MOST = (1 << 14) + 2048;
}
