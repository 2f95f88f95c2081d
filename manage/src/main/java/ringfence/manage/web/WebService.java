package ringfence.manage.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Settings;

/// The service WEB: opens and closes HTTP and HTTPS as [Web] says, with the host certificate of the
/// moment. A restart takes a new certificate up without closing the server.
public final class WebService implements Lifecycle.TakesUp {
  private final WebServer server;
  private final Supplier<Optional<CertifiedKey>> certificate;

  /// @param certificate one that may serve HTTPS; asked at each start
  public WebService(WebServer server, Supplier<Optional<CertifiedKey>> certificate) {
    this.server = server;
    this.certificate = certificate;
  }

  @Override
  public void start(Settings inForce) {
    try {
      switch (inForce.get(Web.HTTP_MODE)) {
        case UNSECURE -> {
          server.openPlain();
          server.closeSecure();
        }
        case BOTH -> {
          server.openPlain();
          serveSecurely(inForce);
        }
        case SECURE -> {
          serveSecurely(inForce);
          server.closePlain();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /// Without a certificate there is no HTTPS.
  private void serveSecurely(Settings inForce) throws IOException {
    Optional<CertifiedKey> key = certificate.get();
    if (key.isEmpty()) {
      server.closeSecure();
      return;
    }
    InetAddress host = server.address().getAddress();
    int port = inForce.get(Web.SECURE_SERVER_PORT);
    server.secure(new InetSocketAddress(host, port), key.get());
  }
}
