package ringfence.manage.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.LoggerFactory;
import ringfence.manage.access.Access;

/// The web server of a product, on Jetty (see docs/decisions/0003-web-server.md). It binds to
/// addresses of this host freely, and to one that others can reach only with an account.
///
/// ```java
/// var web = WebServer.start(new InetSocketAddress("127.0.0.1", 8080), new Routes().site(site));
/// ```
public final class WebServer implements AutoCloseable {
  private static final int HEADER_BYTES = 16 << 10;
  private static final long IDLE_MILLIS = 30_000;

  private final Server server;
  private final ServerConnector connector;
  private final RequestHandler handler;

  private WebServer(Server server, ServerConnector connector, RequestHandler handler) {
    this.server = server;
    this.connector = connector;
    this.handler = handler;
  }

  /// Serves this host only. The exception's message is a sentence for the person who started us.
  public static WebServer start(InetSocketAddress address, Routes routes) throws IOException {
    if (!address.getAddress().isLoopbackAddress()) {
      throw new IOException(
          text(address)
              + " can be reached from other hosts: set a password for the web pages first");
    }
    return start(address, routes, Optional.empty(), Set.of());
  }

  /// Serves everyone who has the account, by address or by one of `names`.
  public static WebServer start(
      InetSocketAddress address, Routes routes, Access access, Set<String> names)
      throws IOException {
    return start(address, routes, Optional.of(access), names);
  }

  private static WebServer start(
      InetSocketAddress address, Routes routes, Optional<Access> access, Set<String> names)
      throws IOException {
    var server = new Server(new VirtualThreadPool());
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    var handler = new RequestHandler(routes, new RequestGuard(names, access));
    server.setHandler(handler);
    server.setErrorHandler(
        (_, response, callback) -> {
          int status = response.getStatus();
          RequestHandler.send(Reply.text(status, "Error " + status), response, callback);
          return true;
        });
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("cannot serve on " + text(address) + ": " + cause(e), e);
    }
    return new WebServer(server, connector, handler);
  }

  private static HttpConfiguration http() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    return http;
  }

  /// Where it listens; the port is the real one when 0 was asked for.
  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  /// `http://127.0.0.1:8080/`
  public String uri() {
    return "http://" + text(address()) + "/";
  }

  @Override
  public void close() {
    handler.endStreams();
    try {
      server.stop();
    } catch (Exception e) {
      LoggerFactory.getLogger(WebServer.class).warn("the web server did not stop in order", e);
    }
  }

  private static String cause(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) cause = cause.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
