package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.List;

/// What is known of the client besides what it said.
///
/// @param trusted the CAs that it has installed; none where that is not known
/// @param name that it holds the server's certificate against; empty where that is not known
public record Known(List<X509Certificate> trusted, String name) {
  public static final Known NOTHING = new Known(List.of(), "");

  public Known {
    trusted = List.copyOf(trusted);
  }
}
