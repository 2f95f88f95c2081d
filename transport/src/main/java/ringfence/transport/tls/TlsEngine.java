package ringfence.transport.tls;

/// Which implementation of TLS a link uses.
public enum TlsEngine {
  /// BoringSSL by way of netty-tcnative: fast, and able to speak to old devices.
  BORING_SSL,
  /// The JDK's own, where the native library does not load.
  JDK
}
