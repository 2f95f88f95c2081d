package ringfence.transport.tls;

/// Where the secrets of TLS sessions go, one line each in the form of `SSLKEYLOGFILE`. Whoever
/// holds these lines can read the recorded traffic.
@FunctionalInterface
public interface KeyLog {
  /// Called on the loop's thread while a handshake runs; five lines a session in TLS 1.3, one in
  /// TLS 1.2.
  void line(String line);
}
