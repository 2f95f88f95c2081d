package ringfence.manage.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.LoggerFactory;
import ringfence.manage.access.Access;
import ringfence.manage.certificate.CertifiedKey;

/// The web server of a product, on Jetty (see docs/decisions/0003-web-server.md). It binds to
/// addresses of this host freely, and to one that others can reach only where people sign in. HTTPS
/// is opened beside HTTP, given another certificate and closed while it runs.
///
/// ```java
/// var web = WebServer.start(new InetSocketAddress("127.0.0.1", 8080), new Routes().site(site));
/// web.secure(new InetSocketAddress("127.0.0.1", 8443), certificate);
/// ```
public final class WebServer implements AutoCloseable {
  private record Running(Server server, RequestHandler handler) {}

  private final InetSocketAddress address;
  private final boolean guarded;
  private final CompletableFuture<Running> running = new CompletableFuture<>();
  // those of the two that are open; changed under the lock of this, read by requests
  private volatile Optional<Listener> plain = Optional.empty();
  private volatile Optional<Listener> secure = Optional.empty();

  private WebServer(InetSocketAddress address, boolean guarded) {
    this.address = address;
    this.guarded = guarded;
  }

  /// Serves this host only. The port is bound on return and the server starts behind it: who comes
  /// early waits a moment. The exception's message is a sentence for the person who started us.
  public static WebServer start(InetSocketAddress address, Routes routes) throws IOException {
    requireReachable(address, false);
    return start(address, routes, Optional.empty(), Set.of());
  }

  /// Serves everyone who may sign in, by address or by one of `names`.
  public static WebServer start(
      InetSocketAddress address, Routes routes, Access access, Set<String> names)
      throws IOException {
    return start(address, routes, Optional.of(access), names);
  }

  private static WebServer start(
      InetSocketAddress address, Routes routes, Optional<Access> access, Set<String> names)
      throws IOException {
    ServerSocketChannel channel = Listener.bind(address);
    var bound = (InetSocketAddress) channel.getLocalAddress();
    var web = new WebServer(bound, access.isPresent());
    var doorkeeper = new Doorkeeper(access, web::isOnlyHere);
    var handler = new RequestHandler(routes, new RequestGuard(names), doorkeeper, web::isHttpsOnly);
    Thread.ofPlatform().name("web-start").start(() -> web.run(channel, handler));
    return web;
  }

  private static void requireReachable(InetSocketAddress address, boolean guarded)
      throws IOException {
    if (guarded || address.getAddress().isLoopbackAddress()) return;
    throw new IOException(
        Listener.text(address)
            + " can be reached from other hosts: set a password for the web pages first");
  }

  private void run(ServerSocketChannel channel, RequestHandler handler) {
    try {
      var server = new Server(new VirtualThreadPool());
      plain = Optional.of(Listener.plain(server, channel));
      server.setHandler(handler);
      server.setErrorHandler(
          (_, response, callback) -> {
            int status = response.getStatus();
            RequestHandler.send(Reply.text(status, "Error " + status), response, callback);
            return true;
          });
      server.start();
      running.complete(new Running(server, handler));
    } catch (Exception e) {
      LoggerFactory.getLogger(WebServer.class).error("no web server on {}", address, e);
      running.completeExceptionally(e);
    }
  }

  /// Where it takes HTTP, or did before that was closed; the port is the real one when 0 was asked
  /// for.
  public InetSocketAddress address() {
    return address;
  }

  /// `http://127.0.0.1:8080/`
  public String uri() {
    return "http://" + Listener.text(address) + "/";
  }

  /// Where it takes HTTPS; nothing while it does not.
  public Optional<InetSocketAddress> secureAddress() {
    return secure.map(Listener::address);
  }

  /// Takes HTTPS at `wanted` with this certificate. Where it does so already, who connects from now
  /// on sees the new certificate. The result is the real address.
  public synchronized InetSocketAddress secure(InetSocketAddress wanted, CertifiedKey key)
      throws IOException {
    requireReachable(wanted, guarded);
    if (secure.filter(it -> isAt(it, wanted)).isPresent()) {
      secure.get().certificate(key);
      return secure.get().address();
    }
    closeSecure();
    Listener opened = Listener.secure(server(), Listener.bind(wanted), key);
    opened.start();
    secure = Optional.of(opened);
    return opened.address();
  }

  private static boolean isAt(Listener listener, InetSocketAddress wanted) {
    return listener.address().getAddress().equals(wanted.getAddress())
        && (wanted.getPort() == 0 || wanted.getPort() == listener.address().getPort());
  }

  /// Takes no HTTPS any more.
  public synchronized void closeSecure() {
    secure.ifPresent(Listener::close);
    secure = Optional.empty();
  }

  /// Takes HTTP again, at the address it had.
  public synchronized void openPlain() throws IOException {
    Server server = server();
    if (plain.isPresent()) return;
    Listener opened = Listener.plain(server, Listener.bind(address));
    opened.start();
    plain = Optional.of(opened);
  }

  /// Takes no HTTP any more; refused while nobody could come by HTTPS either.
  public synchronized void closePlain() throws IOException {
    Server _ = server();
    if (secure.isEmpty()) throw new IOException("without HTTPS nobody could reach the pages");
    plain.ifPresent(Listener::close);
    plain = Optional.empty();
  }

  private Server server() {
    return running.join().server();
  }

  private boolean isOnlyHere() {
    return address.getAddress().isLoopbackAddress()
        && secure.map(Listener::isOnlyHere).orElse(true);
  }

  private boolean isHttpsOnly() {
    return plain.isEmpty();
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
}
