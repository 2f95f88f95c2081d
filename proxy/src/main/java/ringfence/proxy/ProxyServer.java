package ringfence.proxy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.proxy.cluster.ClusterStatus;
import ringfence.proxy.cluster.Node;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.failure.FailedRequest;
import ringfence.proxy.flow.FlowBook;
import ringfence.proxy.flow.FlowDetails;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.BindingStore;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.routing.OwnAddresses;
import ringfence.proxy.tls.Listeners;
import ringfence.proxy.tls.TlsStatus;
import ringfence.proxy.users.Subscribers;
import ringfence.proxy.users.UserFollower;
import ringfence.proxy.users.Users;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;
import ringfence.transport.FlowTable;
import ringfence.transport.Listening;
import ringfence.transport.Lookout;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.WireTap;

/// A running proxy and registrar: listeners, one loop, the location service.
///
/// ```java
/// switch (ProxyServer.start(settings, folder, log)) {
///   case ProxyServer.Starting.Running(var proxy) -> proxy.status().join();
///   case ProxyServer.Starting.NotStarted(var reasons) -> reasons.forEach(System.err::println);
/// }
/// ```
public final class ProxyServer implements AutoCloseable {
  private static final Duration DRAIN_LOOK = Duration.ofMillis(250);

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
      Optional<UserFollower> follower,
      ProxyUser user,
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
    return sight()
        .thenCombineAsync(loop.ask(() -> ProxyStatus.Frame.of(stack, endpoint)), ProxyStatus::of);
  }

  /// How this node and the others are, empty for a proxy that stands alone; may be asked from any
  /// thread.
  public CompletableFuture<Optional<ClusterStatus>> nodes() {
    return loop.ask(() -> stack.node().map(Node::status));
  }

  /// The links, open and gone; may be asked from any thread.
  public CompletableFuture<FlowStatus> flows() {
    return sight()
        .thenComposeAsync(sight -> loop.ask(() -> flows(sight)))
        .thenApplyAsync(Supplier::get);
  }

  /// On the loop; what it returns makes the rows, anywhere.
  private Supplier<FlowStatus> flows(Sight sight) {
    FlowStatus.Past past = stack.flows().past(sight.links());
    Map<Long, String> servers = stack.user().links().servers();
    return () -> FlowStatus.of(sight.links(), users(sight), servers, past);
  }

  private static Function<Flow, List<String>> users(Sight sight) {
    return sight.users().andThen(users -> users.stream().map(AddressOfRecord::toString).toList());
  }

  /// What rows are made of, elsewhere.
  private CompletableFuture<Sight> sight() {
    FlowTable flows = endpoint.flows();
    return loop.ask(() -> new Kept(loop.now(), stack.location().kept(), flows.all()))
        .thenComposeAsync(
            kept ->
                Sight.each(loop, kept.flows(), flows::facts)
                    .thenApplyAsync(links -> Sight.of(kept.at(), kept.bindings(), links)));
  }

  private record Kept(Instant at, List<List<Binding>> bindings, List<Flow> flows) {}

  /// The link of that id with what happened to its peer's links; empty when it is forgotten.
  public CompletableFuture<Optional<FlowDetails>> flow(long id) {
    return loop.ask(() -> stack.flows().details(id, endpoint.flows()));
  }

  /// The registrations and calls that failed lately, the latest first; may be asked from any
  /// thread.
  public CompletableFuture<List<FailedRequest>> failures() {
    return loop.ask(() -> stack.user().failures().all());
  }

  /// Who the users are; may be asked from any thread.
  public CompletableFuture<Users> users() {
    return loop.ask(() -> new Users(stack.subscribers().stored(), stack.subscribers().fixed()));
  }

  /// Takes up what has changed in the database of users, now.
  public CompletableFuture<Void> lookAtUsers() {
    return stack
        .follower()
        .map(UserFollower::lookNow)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
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

  /// Begins nothing new; done when the calls under way are over, or after `most`.
  public CompletableFuture<Void> drain(Duration most) {
    var done = new CompletableFuture<Void>();
    loop.post(() -> drain(most, done));
    return done;
  }

  private void drain(Duration most, CompletableFuture<Void> done) {
    Defence defence = stack.defence();
    defence.capacity().drain(true);
    Instant end = loop.now().plus(most);
    Runnable look =
        () -> {
          boolean over = defence.calls().size() == 0 || !loop.now().isBefore(end);
          if (over) done.complete(null);
        };
    look.run();
    Loop.Timer looking = loop.every(DRAIN_LOOK, look);
    var _ = done.thenRun(looking::cancel);
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

  /// Shows no more to `tap`.
  public void untap(WireTap tap) {
    endpoint.untap(tap); // not by way of the loop, which may have ended
  }

  /// Shows everything to those who look on at `lookout`, now and later.
  public void show(Lookout lookout) {
    lookout.over(endpoint);
  }

  /// Closes the link to a device, as a test or an operator may wish; false when there is none to
  /// that address.
  public CompletableFuture<Boolean> closeLink(InetSocketAddress remote) {
    return closeAll(facts -> facts.flow().remote().equals(remote)).thenApply(closed -> closed > 0);
  }

  /// Closes the flow of that id; false when there is none.
  public CompletableFuture<Boolean> closeFlow(long id) {
    return closeAll(facts -> facts.flow().id() == id).thenApply(closed -> closed > 0);
  }

  /// Closes those of the open links; completes with how many they were.
  public CompletableFuture<Integer> closeFlows(Predicate<FlowRecord> wanted) {
    return flows()
        .thenApplyAsync(
            status ->
                status.open().stream()
                    .filter(wanted)
                    .map(FlowRecord::id)
                    .collect(Collectors.toSet()))
        .thenCompose(ids -> closeAll(facts -> ids.contains(facts.flow().id())));
  }

  private CompletableFuture<Integer> closeAll(Predicate<FlowFacts> wanted) {
    return loop.ask(
        () -> {
          List<FlowFacts> those = endpoint.flows().facts().stream().filter(wanted).toList();
          those.forEach(facts -> endpoint.close(facts.flow(), "Closed by the operator."));
          return those.size();
        });
  }

  /// Asks the defence on the proxy's loop; may be called from any thread.
  public <T> CompletableFuture<T> defence(Function<Defence, T> question) {
    return loop.ask(() -> question.apply(stack.defence()));
  }

  /// Closes listeners and links, keeps what is kept, ends the loop.
  @Override
  public void close() {
    stack.node().ifPresent(Node::close);
    stack.follower().ifPresent(UserFollower::close);
    stack.listeners().close();
    endpoint.close();
    loop.close();
    stack.store().close();
    stack.subscribers().close();
  }
}
