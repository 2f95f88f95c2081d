package ringfence.proxy.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import ringfence.proxy.cluster.SharedRecord.Stamp;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.LocationService.Change;
import ringfence.proxy.location.Reach;
import ringfence.sip.transaction.Flow;

/// Every binding of every node, and the rules by which what two nodes say of one becomes the same
/// on all: the later write stands, whichever way it comes.
///
/// Owned by the proxy's loop.
final class Replica {
  private final String node;
  private final String life;
  private final Function<Flow, String> tokens;
  private final Function<Reach.Awaiting, Reach> revive;
  private final Map<AddressOfRecord, Map<String, Held>> held = new LinkedHashMap<>();

  /// @param binding as its node sees it: live here, elsewhere, or awaiting its device
  private record Held(Stamp stamp, Binding binding, boolean withdrawn) {}

  /// @param tokens what names a flow of this node in a Route
  /// @param revive what an awaited binding of this node is reached by now: a datagram needs no
  ///   connection
  Replica(
      String node,
      String life,
      Function<Flow, String> tokens,
      Function<Reach.Awaiting, Reach> revive) {
    this.node = node;
    this.life = life;
    this.tokens = tokens;
    this.revive = revive;
  }

  /// What is to be shared after this node changed the bindings of an address.
  List<SharedRecord> changed(Change change, Instant now) {
    List<SharedRecord> writes = new ArrayList<>();
    Set<String> stay = new HashSet<>();
    for (Binding binding : change.after()) {
      String key = BindingRecord.key(binding);
      stay.add(key);
      written(key, binding, now).ifPresent(writes::add);
    }
    for (Binding binding : change.before()) {
      String key = BindingRecord.key(binding);
      if (stay.contains(key) || binding.isExpired(now)) continue;
      writes.add(put(key, new Held(next(key, binding, now), binding, true)));
    }
    return writes;
  }

  private Optional<SharedRecord> written(String key, Binding binding, Instant now) {
    Optional<Held> before = find(key, binding.aor());
    boolean mine = before.filter(it -> isMine(it.stamp())).isPresent();
    boolean others = !mine && before.isPresent() && !(binding.reach() instanceof Reach.Live);
    if (others || binding.reach() instanceof Reach.Elsewhere) return Optional.empty();
    if (before.filter(it -> !it.withdrawn() && it.binding().equals(binding)).isPresent()) {
      return Optional.empty();
    }
    // A flow that is gone is no later registration: it must not win against one made elsewhere.
    boolean sameRegistration = mine && before.get().binding().with(binding.reach()).equals(binding);
    Stamp stamp = sameRegistration ? before.get().stamp() : next(key, binding, now);
    return Optional.of(put(key, new Held(stamp, binding, false)));
  }

  private Stamp next(String key, Binding binding, Instant now) {
    long known = find(key, binding.aor()).map(it -> it.stamp().version()).orElse(0L);
    return new Stamp(Math.max(now.toEpochMilli(), known + 1), node, life);
  }

  /// A binding that this node's own file kept over a restart. Whether Redis knows better is seen
  /// when its records are merged.
  void kept(Binding binding) {
    Stamp stamp =
        binding.reach() instanceof Reach.Elsewhere elsewhere
            ? new Stamp(0, elsewhere.node(), "")
            : new Stamp(0, node, life);
    put(BindingRecord.key(binding), new Held(stamp, binding, false));
  }

  /// What merging a record came to.
  sealed interface Merged {
    /// It says nothing new.
    record Known() implements Merged {}

    /// What this node has is later, and Redis is to have it.
    record Ours(SharedRecord write) implements Merged {}

    /// The bindings of an address are others now.
    ///
    /// @param write what is to be shared in turn: this node takes over what it was before a restart
    record Changed(AddressOfRecord aor, Optional<SharedRecord> write) implements Merged {}
  }

  /// Takes in what a node wrote, this one before a restart included.
  Merged merge(SharedRecord said) {
    Optional<AddressOfRecord> aor = BindingRecord.aor(said.key());
    if (aor.isEmpty()) return new Merged.Known();
    Optional<Held> before = find(said.key(), aor.get());
    if (before.filter(it -> isLater(it, said)).isPresent()) return defended(before.get(), said);
    if (said.isWithdrawn()) return withdrawn(said, aor.get(), before);
    Optional<Binding> binding = BindingRecord.read(aor.get(), said.text());
    if (binding.isEmpty()) return new Merged.Known();
    if (!said.stamp().node().equals(node)) {
      put(said.key(), new Held(said.stamp(), binding.get(), false));
      return new Merged.Changed(aor.get(), Optional.empty());
    }
    Reach reach = binding.get().reach();
    Reach now = revive.apply(new Reach.Awaiting(reach.transport(), reach.remote()));
    Stamp taken = new Stamp(said.stamp().version(), node, life);
    SharedRecord write = put(said.key(), new Held(taken, binding.get().with(now), false));
    return new Merged.Changed(aor.get(), Optional.of(write));
  }

  private Merged defended(Held here, SharedRecord said) {
    if (!isMine(here.stamp()) || record(said.key(), here).value().equals(said.value())) {
      return new Merged.Known();
    }
    long version = Math.max(here.stamp().version(), said.stamp().version() + 1);
    Stamp stamp = here.stamp().version() == 0 ? new Stamp(version, node, life) : here.stamp();
    return new Merged.Ours(put(said.key(), new Held(stamp, here.binding(), here.withdrawn())));
  }

  private Merged withdrawn(SharedRecord said, AddressOfRecord aor, Optional<Held> before) {
    if (before.isEmpty()) return new Merged.Known();
    put(said.key(), new Held(said.stamp(), before.get().binding(), true));
    return new Merged.Changed(aor, Optional.empty());
  }

  private boolean isLater(Held here, SharedRecord said) {
    // A file keeps no version: a binding that lasts longer was registered later.
    if (here.stamp().version() == 0) return here.binding().expires().isAfter(said.expires());
    int order = here.stamp().compareTo(said.stamp());
    return order > 0 || (order == 0 && isMine(here.stamp()));
  }

  /// What this node is to tell Redis besides what Redis has said that it knows.
  List<SharedRecord> missing(Set<String> known, Instant now) {
    List<SharedRecord> missing = new ArrayList<>();
    for (var each : held.values()) {
      each.forEach(
          (key, it) -> {
            boolean ours = isMine(it.stamp()) && !it.binding().isExpired(now);
            if (ours && !known.contains(key)) missing.add(record(key, it));
          });
    }
    return missing;
  }

  /// The bindings of an address as they are reached from here.
  ///
  /// @param isUp whether the node of that name is up and in that life
  List<Binding> bindings(AddressOfRecord aor, BiPredicate<String, String> isUp, Instant now) {
    return held.getOrDefault(aor, Map.of()).values().stream()
        .filter(it -> !it.withdrawn() && !it.binding().isExpired(now))
        .map(it -> reached(it, isUp))
        .toList();
  }

  private static Binding reached(Held it, BiPredicate<String, String> isUp) {
    if (!(it.binding().reach() instanceof Reach.Elsewhere elsewhere)) return it.binding();
    boolean up = isUp.test(elsewhere.node(), it.stamp().life());
    return up
        ? it.binding()
        : it.binding().with(new Reach.Awaiting(elsewhere.transport(), elsewhere.remote()));
  }

  /// Whose bindings a node holds flows of.
  List<AddressOfRecord> of(String other) {
    List<AddressOfRecord> found = new ArrayList<>();
    held.forEach(
        (aor, all) -> {
          if (all.values().stream().anyMatch(it -> it.stamp().node().equals(other))) found.add(aor);
        });
    return found;
  }

  /// Forgets what has expired.
  void elapse(Instant now) {
    held.values().removeIf(all -> removeExpired(all, now));
  }

  private static boolean removeExpired(Map<String, Held> all, Instant now) {
    all.values().removeIf(it -> it.binding().isExpired(now));
    return all.isEmpty();
  }

  private boolean isMine(Stamp stamp) {
    return stamp.node().equals(node) && stamp.life().equals(life);
  }

  private Optional<Held> find(String key, AddressOfRecord aor) {
    return Optional.ofNullable(held.getOrDefault(aor, Map.of()).get(key));
  }

  private SharedRecord put(String key, Held it) {
    held.computeIfAbsent(it.binding().aor(), _ -> new LinkedHashMap<>()).put(key, it);
    return record(key, it);
  }

  private SharedRecord record(String key, Held it) {
    Stamp stamp = it.stamp();
    Binding binding = it.binding();
    if (it.withdrawn()) return new SharedRecord(key, stamp, binding.expires(), "");
    Binding shown =
        binding.reach() instanceof Reach.Live(var flow)
            ? binding.with(
                new Reach.Elsewhere(node, tokens.apply(flow), flow.transport(), flow.remote()))
            : binding;
    return new SharedRecord(key, stamp, binding.expires(), BindingRecord.text(shown));
  }
}
