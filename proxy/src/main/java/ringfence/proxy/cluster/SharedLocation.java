package ringfence.proxy.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import ringfence.proxy.cluster.Presence.Member;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.location.LocationService.Change;
import ringfence.transport.Loop;

/// Keeps the location service of this node and those of the others the same: what is changed here
/// goes out, what others changed comes in.
///
/// Owned by the proxy's loop.
final class SharedLocation implements Shared {
  private static final int AT_ONCE = 500;

  private final Replica replica;
  private final LocationService location;
  private final Presence presence;
  private final Outbox outbox;
  private final Loop loop;

  SharedLocation(Replica replica, LocationService location, Cluster.Common common, Loop loop) {
    this.replica = replica;
    this.location = location;
    this.presence = common.presence();
    this.outbox = common.outbox();
    this.loop = loop;
    location.all(loop.now()).forEach(replica::kept);
  }

  /// Shares a change of this node. Completes with whether Redis has all of it.
  CompletableFuture<Boolean> changed(Change change) {
    List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    replica.changed(change, loop.now()).forEach(write -> taken.add(outbox.add(write)));
    return CompletableFuture.allOf(taken.toArray(CompletableFuture<?>[]::new))
        .thenApply(_ -> taken.stream().allMatch(CompletableFuture::join));
  }

  @Override
  public void merge(SharedRecord said) {
    switch (replica.merge(said)) {
      case Replica.Merged.Known() -> {}
      case Replica.Merged.Ours(var write) -> outbox.put(write);
      case Replica.Merged.Changed(var aor, var write) -> {
        takeIn(aor);
        write.ifPresent(outbox::put);
      }
    }
  }

  @Override
  public void restore(Set<String> known) {
    replica.missing(known, loop.now()).forEach(outbox::put);
  }

  /// A node went or came: its bindings await their devices, or are reached again. Some at a time,
  /// so that calls go on between them.
  @Override
  public void changed(Member node) {
    takeIn(new ArrayDeque<>(replica.of(node.name())));
  }

  private void takeIn(Deque<AddressOfRecord> waiting) {
    for (int i = 0; i < AT_ONCE && !waiting.isEmpty(); i++) takeIn(waiting.poll());
    if (!waiting.isEmpty()) loop.post(() -> takeIn(waiting));
  }

  private void takeIn(AddressOfRecord aor) {
    location.takeIn(aor, replica.bindings(aor, presence::isUp, loop.now()));
  }

  @Override
  public void elapse() {
    replica.elapse(loop.now());
  }
}
