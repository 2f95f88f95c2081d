package ringfence.app.live;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import ringfence.testkit.Certificates.Issued;

/// A TLS server that sends whatever chain it is given; the engines of our own look at it first.
final class CarelessServer implements AutoCloseable {
  private final SSLServerSocket door;

  CarelessServer(Issued own, X509Certificate... chain)
      throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new Given(own.key(), chain)}, new TrustManager[0], null);
    var loopback = InetAddress.ofLiteral(TlsServers.HOST);
    door = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 20, loopback);
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!door.isClosed()) {
      try (Socket socket = door.accept()) {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException _) {
        // the next one
      }
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private static final class Given extends X509ExtendedKeyManager {
    private final PrivateKey key;
    private final X509Certificate[] chain;

    Given(PrivateKey key, X509Certificate... chain) {
      this.key = key;
      this.chain = chain;
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return "own";
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return "own";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return "";
    }
  }
}
