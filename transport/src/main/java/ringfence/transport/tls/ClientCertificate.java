package ringfence.transport.tls;

/// What a TLS listener wants from its clients.
public enum ClientCertificate {
  /// Not asked for.
  NONE,
  /// Asked for; a client without one is let in, one that presents a bad one is not.
  REQUEST,
  /// No link without a trusted one.
  REQUIRE
}
