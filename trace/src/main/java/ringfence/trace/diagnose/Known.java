package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// What is known of the client besides what it said.
///
/// @param trusted the CAs that it has installed; none where that is not known
/// @param name that it holds the server's certificate against; empty where that is not known
/// @param configured the certificate that the server is to show; empty where that is not known
/// @param ledTo the names to which SRV records of that name led
public record Known(
    List<X509Certificate> trusted,
    String name,
    Optional<X509Certificate> configured,
    List<String> ledTo) {
  public static final Known NOTHING = new Known(List.of(), "");

  public Known {
    trusted = List.copyOf(trusted);
    ledTo = List.copyOf(ledTo);
  }

  public Known(List<X509Certificate> trusted, String name) {
    this(trusted, name, Optional.empty(), List.of());
  }

  /// The same where SRV records led to these names.
  public Known ledTo(List<String> names) {
    return new Known(trusted, name, configured, names);
  }

  /// The same of a server whose certificate is known.
  public Known configured(X509Certificate certificate) {
    return new Known(trusted, name, Optional.of(certificate), ledTo);
  }
}
