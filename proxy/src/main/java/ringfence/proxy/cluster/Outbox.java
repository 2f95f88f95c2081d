package ringfence.proxy.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What Redis has not taken yet: the last write of each key, so that it never holds more than there
/// are facts, however long Redis is away.
///
/// Owned by the proxy's loop.
final class Outbox {
  /// How many writes may be on their way at once.
  static final int IN_FLIGHT = 1000;

  private record Waiting(SharedRecord fact, CompletableFuture<Boolean> taken) {}

  private final SequencedMap<String, Waiting> waiting = new LinkedHashMap<>();
  private final Set<SharedRecord> inFlight = new HashSet<>();

  /// Takes the place of an earlier write of the same key. Completes with whether Redis took it:
  /// false when Redis went away first, and then it stays here.
  CompletableFuture<Boolean> add(SharedRecord fact) {
    CompletableFuture<Boolean> taken =
        Optional.ofNullable(waiting.remove(fact.key()))
            .map(Waiting::taken)
            .filter(before -> !before.isDone())
            .orElseGet(CompletableFuture::new);
    waiting.put(fact.key(), new Waiting(fact, taken));
    return taken;
  }

  /// The same for what nobody waits for.
  void put(SharedRecord fact) {
    var _ = add(fact);
  }

  /// What is to be sent now.
  List<SharedRecord> next() {
    List<SharedRecord> next = new ArrayList<>();
    for (Waiting each : waiting.values()) {
      if (inFlight.size() >= IN_FLIGHT) break;
      if (inFlight.add(each.fact())) next.add(each.fact());
    }
    return next;
  }

  /// Redis has it, or has something newer.
  void taken(SharedRecord fact) {
    inFlight.remove(fact);
    Waiting present = waiting.get(fact.key());
    if (present == null || !present.fact().equals(fact)) return;
    waiting.remove(fact.key());
    present.taken().complete(true);
  }

  /// Redis is away: nobody waits for it any longer.
  void interrupted() {
    inFlight.clear();
    waiting.values().forEach(each -> each.taken().complete(false));
  }

  int size() {
    return waiting.size();
  }
}
