package ringfence.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistentLinkFuzzTest {
  /// Whatever happens in whatever order, a link that is not stopped always has something to come:
  /// an answer that is outstanding, a time, or a connection that can end.
  @Test
  void no_order_of_events_leaves_a_link_stuck() {
    for (int seed = 0; seed < 500; seed++) {
      var chance = new Random(seed);
      var machine = new PersistentLink(Duration.ofSeconds(15), new LinkHistory());
      var world = new LinkWorld(machine, chance);
      world.take(machine.start());
      for (int step = 0; step < 200; step++) world.step();
      assertThat(world.isStuck()).as("seed %d: %s", seed, machine.history()).isFalse();
      world.take(machine.stop(world.now()));
      world.settle();
      assertThat(machine.isStopped()).as("seed %d", seed).isTrue();
      assertThat(world.open()).as("seed %d: connections left open", seed).isEmpty();
    }
  }
}
