package ringfence.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// TLS for a program that has none: what it sends over a TCP connection to here goes on in TLS, and
/// what comes back comes back. One connection at a time, from one fixed address.
final class TlsTunnel implements AutoCloseable {
  private final ServerSocket entrance;
  private final InetSocketAddress exit;
  private final InetSocketAddress target;
  private final SSLContext tls;

  private TlsTunnel(
      ServerSocket entrance, InetSocketAddress exit, InetSocketAddress target, SSLContext tls) {
    this.entrance = entrance;
    this.exit = exit;
    this.target = target;
    this.tls = tls;
    Thread.ofVirtual().start(this::serve);
  }

  /// Opens a tunnel from a free port of `exit`'s host to `target`, which sees it come from `exit`
  /// and must show a certificate of the authority.
  static TlsTunnel open(InetSocketAddress exit, InetSocketAddress target, Path authority) {
    try {
      var entrance = new ServerSocket(0, 5, exit.getAddress());
      return new TlsTunnel(entrance, exit, target, trusting(authority));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  InetSocketAddress entrance() {
    return (InetSocketAddress) entrance.getLocalSocketAddress();
  }

  @Override
  public void close() {
    close(entrance);
  }

  private void serve() {
    while (!entrance.isClosed()) {
      try (Socket inner = entrance.accept();
          Socket outer = new Socket()) {
        outer.setReuseAddress(true);
        outer.bind(exit);
        outer.connect(target);
        String host = target.getHostString();
        var secure = (SSLSocket) tls.getSocketFactory().createSocket(outer, host, 0, true);
        secure.startHandshake();
        Thread back = Thread.ofVirtual().start(() -> pump(secure, inner));
        pump(inner, secure);
        back.join();
      } catch (IOException | InterruptedException e) {
        if (!entrance.isClosed()) System.err.println("tunnel to " + target + ": " + e.getMessage());
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one side has closed; so does the other
    }
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(authority)) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("authority", certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
