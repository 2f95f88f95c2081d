package ringfence.proxy.cluster;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import ringfence.manage.event.Report;
import ringfence.proxy.cluster.Presence.Member;
import ringfence.proxy.defence.Bans;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.location.LocationService.Change;
import ringfence.proxy.location.Reach;
import ringfence.sip.transaction.Flow;
import ringfence.transport.Loop;

/// This proxy as one of several: what it shares, whom it shares it with, and the links between
/// them.
///
/// Owned by the proxy's loop, but for `close`.
public final class Node implements AutoCloseable {
  private final Cluster cluster;
  private final SharedLocation location;
  private final NodeLinks links;
  private CompletableFuture<Boolean> shared = CompletableFuture.completedFuture(true);

  /// What of a proxy is shared, and with what.
  ///
  /// @param tokens what names a flow of this node in a Route
  /// @param revive what an awaited binding of this node is reached by now
  /// @param told hears what a person should read
  public record Around(
      Loop loop,
      LocationService location,
      Bans bans,
      Function<Flow, String> tokens,
      Function<Reach.Awaiting, Reach> revive,
      Consumer<Report> told,
      RandomGenerator chance) {}

  /// @param listeners of this proxy as they were opened, the one for other nodes last
  public Node(ClusterSetup setup, Redis redis, List<InetSocketAddress> listeners, Around around) {
    String life = HexFormat.of().toHexDigits(around.chance().nextInt());
    var addresses = NodeLinks.addresses(setup.advertised(), listeners);
    var self = new Member(setup.name(), life, addresses, true);
    var common = new Cluster.Common(new Presence(setup.name()), new Outbox(), around.told());
    var replica = new Replica(setup.name(), life, around.tokens(), around.revive());
    this.location = new SharedLocation(replica, around.location(), common, around.loop());
    this.links =
        new NodeLinks(setup.links(), listeners.getLast(), common.presence(), around.loop()::now);
    var bans =
        new SharedBans(setup.name(), life, around.bans(), common.outbox(), around.loop()::now);
    this.cluster = new Cluster(self, redis, around.loop(), common, List.of(location, bans));
    around.bans().listen(bans);
    around.location().onChange(this::changed);
  }

  /// Begins to share.
  public void join() {
    cluster.start();
  }

  private void changed(Change change) {
    shared = cluster.send(location.changed(change));
  }

  /// Completes when an answer may say that the last change is kept: with what `written` does, and
  /// not before Redis has it too. Redis is not waited for while it is away, nor for long.
  ///
  /// @param written whether the change is on the disk
  public CompletableFuture<Boolean> kept(CompletableFuture<Boolean> written) {
    return written.thenCombine(shared, (onDisk, _) -> onDisk);
  }

  /// The links between this node and the others.
  public NodeLinks links() {
    return links;
  }

  public ClusterStatus status() {
    return cluster.status(links::isLinked);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
