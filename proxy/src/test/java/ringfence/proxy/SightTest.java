package ringfence.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.transport.Loop;

/// However many links there are, whoever looks at them all keeps nobody waiting for more than a
/// few.
class SightTest {
  private static final List<Integer> LINKS = IntStream.range(0, 10_000).boxed().toList();

  private final Loop loop = new Loop("test");

  @AfterEach
  void the_loop_ends() {
    loop.close();
  }

  @Test
  void messages_wait_for_the_look_at_a_few_links_only() throws Exception {
    var order = new ConcurrentLinkedQueue<String>();
    List<Integer> seen =
        Sight.each(
                loop,
                LINKS,
                link -> {
                  order.add("link");
                  if (link % Sight.A_TURN == 0) loop.post(() -> order.add("message"));
                  return Optional.of(link);
                })
            .get(10, TimeUnit.SECONDS);
    assertThat(seen).isEqualTo(LINKS);
    List<String> turns = List.of(String.join(",", order).split("message", -1));
    assertThat(turns).allSatisfy(turn -> assertThat(links(turn)).isLessThanOrEqualTo(Sight.A_TURN));
  }

  private static long links(String turn) {
    return List.of(turn.split(",")).stream().filter("link"::equals).count();
  }

  @Test
  void what_has_gone_meanwhile_is_left_out() throws Exception {
    List<Integer> seen =
        Sight.each(loop, LINKS, link -> link % 2 == 0 ? Optional.of(link) : Optional.empty())
            .get(10, TimeUnit.SECONDS);
    assertThat(seen).hasSize(5_000);
  }

  @Test
  void a_loop_that_ends_meanwhile_keeps_nobody_waiting() throws Exception {
    try (var other = Executors.newSingleThreadExecutor()) {
      var looking =
          Sight.each(
              loop,
              LINKS,
              link -> {
                if (link == 0) other.execute(loop::close);
                return Optional.of(link);
              });
      assertThat(looking.handle((_, _) -> "told").get(10, TimeUnit.SECONDS)).isEqualTo("told");
    }
  }
}
