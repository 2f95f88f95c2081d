package ringfence.proxy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Gatherers;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.Reach;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;
import ringfence.transport.Loop;

/// The links and bindings of a proxy as they are taken on its loop: values only, of which rows,
/// HTML and JSON are made elsewhere. However many there are, what is under way waits for a few of
/// them at most.
///
/// @param bindings that have not expired at `at`
/// @param links the oldest first
record Sight(Instant at, List<Binding> bindings, List<FlowFacts> links) {
  /// So many links are looked at before the loop goes on with other things.
  static final int A_TURN = 250;

  /// Looks at each of `all` on the loop; empty is left out. To be begun from any thread.
  static <T, R> CompletableFuture<List<R>> each(
      Loop loop, List<T> all, Function<T, Optional<R>> look) {
    CompletableFuture<List<R>> seen = CompletableFuture.completedFuture(new ArrayList<>());
    for (List<T> some : all.stream().gather(Gatherers.windowFixed(A_TURN)).toList()) {
      // Async: on the loop itself the next turn would follow the last without a pause.
      seen = seen.thenComposeAsync(before -> loop.ask(() -> with(before, some, look)));
    }
    return seen;
  }

  private static <T, R> List<R> with(List<R> before, List<T> some, Function<T, Optional<R>> look) {
    for (T each : some) look.apply(each).ifPresent(before::add);
    return before;
  }

  static Sight of(Instant at, List<List<Binding>> bindings, List<FlowFacts> links) {
    List<Binding> current =
        bindings.stream().flatMap(List::stream).filter(it -> !it.isExpired(at)).toList();
    return new Sight(at, current, links);
  }

  /// Who is registered over a link.
  Function<Flow, List<AddressOfRecord>> users() {
    Map<Flow, List<AddressOfRecord>> byFlow = new HashMap<>();
    for (Binding binding : bindings) {
      if (binding.reach() instanceof Reach.Live(var flow)) {
        byFlow.computeIfAbsent(flow, _ -> new ArrayList<>()).add(binding.aor());
      }
    }
    return flow -> byFlow.getOrDefault(flow, List.of());
  }
}
