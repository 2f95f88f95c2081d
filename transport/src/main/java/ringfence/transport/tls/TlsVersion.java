package ringfence.transport.tls;

import java.util.Arrays;
import java.util.Optional;

/// A version of TLS, with the name both engines use for it. The first two are for old devices and
/// are spoken only where a setting names them.
public enum TlsVersion {
  TLS_1_0("TLSv1"),
  TLS_1_1("TLSv1.1"),
  TLS_1_2("TLSv1.2"),
  TLS_1_3("TLSv1.3");

  private final String text;

  TlsVersion(String text) {
    this.text = text;
  }

  /// The name on the wire's side of the house: `TLSv1.2`.
  public String text() {
    return text;
  }

  public static Optional<TlsVersion> of(String text) {
    return Arrays.stream(values()).filter(version -> version.text.equals(text)).findFirst();
  }
}
