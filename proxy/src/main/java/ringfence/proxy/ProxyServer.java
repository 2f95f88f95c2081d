package ringfence.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.proxy.cluster.Node;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.flow.FlowBook;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.flow.Transition;
import ringfence.proxy.location.BindingStore;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.routing.OwnAddresses;
import ringfence.proxy.routing.ProxyCore;
import ringfence.proxy.tls.Listeners;
import ringfence.proxy.tls.TlsStatus;
import ringfence.proxy.users.Subscribers;
import ringfence.sip.message.Transport;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.WireTap;
import ringfence.transport.tls.KeyLog;

/// A running proxy and registrar: listeners, one loop, the location service.
///
/// ```java
/// switch (ProxyServer.start(settings, folder, log)) {
///   case ProxyServer.Starting.Running(var proxy) -> proxy.status().join();
///   case ProxyServer.Starting.NotStarted(var reasons) -> reasons.forEach(System.err::println);
/// }
/// ```
public final class ProxyServer implements AutoCloseable {
  private final Loop loop;
  private final SipEndpoint endpoint;
  private final Stack stack;

  /// What starting came to.
  public sealed interface Starting {
    record Running(ProxyServer proxy) implements Starting {}

    /// It did not start, and nothing of it is left.
    ///
    /// @param reasons a sentence each
    record NotStarted(List<String> reasons) implements Starting {}
  }

  /// What stands behind the endpoint.
  ///
  /// @param node empty for a proxy that stands alone
  record Stack(
      Listeners listeners,
      OwnAddresses own,
      LocationService location,
      BindingStore store,
      Subscribers subscribers,
      ProxyCore core,
      Defence defence,
      FlowBook flows,
      Optional<Node> node,
      Instant startedAt) {}

  ProxyServer(Loop loop, SipEndpoint endpoint, Stack stack) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.stack = stack;
  }

  /// Starts a proxy; waits until it listens or cannot.
  ///
  /// @param folder what relative file names in the settings are relative to
  /// @param log hears of registrations, refusals and links; stays the caller's
  public static Starting start(Settings settings, Path folder, EventLog log) {
    return new ProxyStart(settings, folder, log).start();
  }

  /// The address of the first listener of that transport.
  public Optional<InetSocketAddress> address(Transport transport) {
    return stack.listeners().open().stream()
        .filter(open -> open.transport().equals(transport))
        .map(Listening.Open::local)
        .findFirst();
  }

  /// The state now; may be asked from any thread.
  public CompletableFuture<ProxyStatus> status() {
    return loop.ask(() -> ProxyStatus.of(stack, endpoint, loop.now()));
  }

  /// The links, open and gone; may be asked from any thread.
  public CompletableFuture<FlowStatus> flows() {
    return loop.ask(() -> stack.flows().status(endpoint.flows()));
  }

  /// The last that happened to the links of an address, the latest first.
  public CompletableFuture<List<Transition>> history(InetAddress address) {
    return loop.ask(() -> stack.flows().history(address));
  }

  /// The certificates in force and on disk; may be asked from any thread.
  public CompletableFuture<TlsStatus> certificates() {
    return loop.ask(() -> stack.listeners().tls().status());
  }

  /// Reads certificates, authorities and revocation lists again, now; links that are up stay.
  /// Completes with what could not be taken, a sentence each.
  public CompletableFuture<List<String>> reloadCertificates() {
    return stack.listeners().reload().reload();
  }

  /// Shows every SIP message to `tap`.
  public void tap(WireTap tap) {
    loop.ask(
            () -> {
              endpoint.tap(tap);
              return true;
            })
        .join();
  }

  /// Gives the secrets of TLS sessions to `log`, of links that open from now on.
  public void keyLog(KeyLog log) {
    loop.ask(
            () -> {
              endpoint.keyLog(log);
              return true;
            })
        .join();
  }

  /// Closes the link to a device, as a test or an operator may wish; false when there is none to
  /// that address.
  public CompletableFuture<Boolean> closeLink(InetSocketAddress remote) {
    return loop.ask(
        () ->
            endpoint.flows().facts().stream()
                    .filter(facts -> facts.flow().remote().equals(remote))
                    .peek(facts -> endpoint.close(facts.flow(), "Closed by the operator."))
                    .count()
                > 0);
  }

  /// Closes listeners and links, keeps what is kept, ends the loop.
  @Override
  public void close() {
    stack.node().ifPresent(Node::close);
    stack.listeners().close();
    endpoint.close();
    loop.close();
    stack.store().close();
    stack.subscribers().close();
  }
}
