package ringfence.manage.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  private static final int BACKLOG = 128;

  private record Running(Server server, RequestHandler handler) {}

  private final InetSocketAddress address;
  private final CompletableFuture<Running> running;

  private WebServer(InetSocketAddress address, CompletableFuture<Running> running) {
    this.address = address;
    this.running = running;
  }

  /// Serves this host only. The port is bound on return and the server starts behind it: who comes
  /// early waits a moment. The exception's message is a sentence for the person who started us.
  public static WebServer start(InetSocketAddress address, Routes routes) throws IOException {
    if (!address.getAddress().isLoopbackAddress()) {
      throw new IOException(
          text(address)
              + " can be reached from other hosts: set a password for the web pages first");
    }
    return start(address, routes, new RequestGuard(Set.of(), Optional.empty()));
  }

  /// Serves everyone who has the account, by address or by one of `names`.
  public static WebServer start(
      InetSocketAddress address, Routes routes, Access access, Set<String> names)
      throws IOException {
    return start(address, routes, new RequestGuard(names, Optional.of(access)));
  }

  private static WebServer start(InetSocketAddress address, Routes routes, RequestGuard guard)
      throws IOException {
    ServerSocketChannel channel = bind(address);
    var bound = (InetSocketAddress) channel.getLocalAddress();
    var running = new CompletableFuture<Running>();
    Thread.ofPlatform()
        .name("web-start")
        .start(
            () -> {
              try {
                running.complete(run(channel, new RequestHandler(routes, guard)));
              } catch (Exception e) {
                LoggerFactory.getLogger(WebServer.class).error("no web server on {}", bound, e);
                running.completeExceptionally(e);
              }
            });
    return new WebServer(bound, running);
  }

  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    var channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(address, BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot serve on " + text(address) + ": " + e.getMessage(), e);
    }
  }

  private static Running run(ServerSocketChannel channel, RequestHandler handler) throws Exception {
    var server = new Server(new VirtualThreadPool());
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.open(channel);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(
        (_, response, callback) -> {
          int status = response.getStatus();
          RequestHandler.send(Reply.text(status, "Error " + status), response, callback);
          return true;
        });
    server.start();
    return new Running(server, handler);
  }

  private static HttpConfiguration http() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    return http;
  }

  /// Where it listens; the port is the real one when 0 was asked for.
  public InetSocketAddress address() {
    return address;
  }

  /// `http://127.0.0.1:8080/`
  public String uri() {
    return "http://" + text(address) + "/";
  }

  @Override
  public void close() {
    try {
      Running server = running.join();
      server.handler().endStreams();
      server.server().stop();
    } catch (Exception e) {
      LoggerFactory.getLogger(WebServer.class).warn("the web server did not stop in order", e);
    }
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
