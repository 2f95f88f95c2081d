package ringfence.manage.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.LoggerFactory;
import ringfence.manage.certificate.CertifiedKey;

/// One address at which a server takes HTTP or HTTPS.
final class Listener {
  private static final int HEADER_BYTES = 16 << 10;
  private static final long IDLE_MILLIS = 30_000;
  private static final int BACKLOG = 128;

  // the key store never leaves the memory of this process
  private static final String STORE_PASSWORD = "in memory";

  private final Server server;
  private final ServerConnector connector;
  private final Optional<SslContextFactory.Server> tls;
  private final InetSocketAddress address;

  private Listener(
      Server server,
      ServerConnector connector,
      Optional<SslContextFactory.Server> tls,
      InetSocketAddress address) {
    this.server = server;
    this.connector = connector;
    this.tls = tls;
    this.address = address;
  }

  /// Binds a port, so that who comes early waits; the exception's message is a sentence.
  static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    var channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(address, BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot serve on " + text(address) + ": " + e.getMessage(), e);
    }
  }

  static Listener plain(Server server, ServerSocketChannel channel) throws IOException {
    return open(server, channel, Optional.empty(), new HttpConnectionFactory(http()));
  }

  /// TLS 1.2 and 1.3 with this certificate.
  static Listener secure(Server server, ServerSocketChannel channel, CertifiedKey key)
      throws IOException {
    var tls = new SslContextFactory.Server();
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    use(tls, key);
    HttpConfiguration http = http();
    // whether the host is ours is the guard's to say
    http.addCustomizer(new SecureRequestCustomizer(false));
    var factory = new HttpConnectionFactory(http);
    return open(
        server,
        channel,
        Optional.of(tls),
        new SslConnectionFactory(tls, factory.getProtocol()),
        factory);
  }

  private static Listener open(
      Server server,
      ServerSocketChannel channel,
      Optional<SslContextFactory.Server> tls,
      ConnectionFactory... protocols)
      throws IOException {
    var connector = new ServerConnector(server, 1, 1, protocols);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.open(channel);
    server.addConnector(connector);
    return new Listener(server, connector, tls, (InetSocketAddress) channel.getLocalAddress());
  }

  private static HttpConfiguration http() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    return http;
  }

  private static void use(SslContextFactory.Server tls, CertifiedKey key) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = key.chain().toArray(Certificate[]::new);
      store.setKeyEntry("web", key.key(), STORE_PASSWORD.toCharArray(), chain);
      tls.setKeyStore(store);
      tls.setKeyStorePassword(STORE_PASSWORD);
    } catch (GeneralSecurityException e) {
      throw new IOException("this certificate cannot serve HTTPS: " + e.getMessage(), e);
    }
  }

  /// Starts it, once its server runs.
  void start() throws IOException {
    try {
      connector.start();
    } catch (Exception e) {
      throw new IOException("cannot serve on " + text(address) + ": " + e.getMessage(), e);
    }
  }

  /// Uses another certificate for whoever connects from now on.
  void certificate(CertifiedKey key) throws IOException {
    try {
      tls.orElseThrow().reload(_ -> useQuietly(key));
    } catch (Exception e) {
      throw new IOException("this certificate cannot serve HTTPS: " + e.getMessage(), e);
    }
  }

  private void useQuietly(CertifiedKey key) {
    try {
      use(tls.orElseThrow(), key);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  boolean isOnlyHere() {
    return address.getAddress().isLoopbackAddress();
  }

  void close() {
    try {
      connector.stop();
      server.removeConnector(connector);
    } catch (Exception e) {
      LoggerFactory.getLogger(WebServer.class).warn("{} did not close in order", text(address), e);
    }
  }

  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
