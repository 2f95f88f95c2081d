package ringfence.transport.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;
import ringfence.transport.resolve.DnsRecord.Srv;

class SrvOrderTest {
  private static final int TRIES = 20_000;

  /// How often, of all tries, the record with this target comes first.
  private static double first(String target, List<Srv> records) {
    var chance = new Random(7);
    return IntStream.range(0, TRIES)
            .filter(_ -> SrvOrder.of(records, chance).getFirst().target().equals(target))
            .count()
        / (double) TRIES;
  }

  @Test
  @Clause("RFC 2782")
  void weights_are_the_chances_of_equals() {
    var records = List.of(new Srv(1, 60, 1, "a"), new Srv(1, 30, 1, "b"), new Srv(1, 10, 1, "c"));
    assertThat(first("a", records)).isCloseTo(0.6, within(0.02));
    assertThat(first("b", records)).isCloseTo(0.3, within(0.02));
    assertThat(first("c", records)).isCloseTo(0.1, within(0.02));
  }

  @Test
  @Clause("RFC 2782")
  void weight_0_has_a_very_small_chance_beside_others_and_is_never_lost() {
    var records = List.of(new Srv(1, 99, 1, "a"), new Srv(1, 0, 1, "z"));
    assertThat(first("z", records)).isCloseTo(0.01, within(0.005));
    assertThat(SrvOrder.of(records, new Random(1))).containsExactlyInAnyOrderElementsOf(records);
    var idle = List.of(new Srv(1, 0, 1, "a"), new Srv(1, 0, 1, "b"));
    assertThat(SrvOrder.of(idle, new Random(1))).hasSize(2);
  }

  @Test
  void priorities_come_before_weights_and_the_order_of_arrival_does_not_count() {
    var records =
        List.of(
            new Srv(2, 65535, 1, "c"),
            new Srv(1, 1, 1, "a"),
            new Srv(1, 0, 1, "b"),
            new Srv(1, 65535, 1, "d"),
            new Srv(1, 65535, 2, "d"));
    for (int seed = 0; seed < 100; seed++) {
      List<Srv> ordered = SrvOrder.of(records, new Random(seed));
      assertThat(ordered).hasSize(5).last().isEqualTo(records.getFirst());
      assertThat(SrvOrder.of(records.reversed(), new Random(seed))).isEqualTo(ordered);
    }
  }
}
