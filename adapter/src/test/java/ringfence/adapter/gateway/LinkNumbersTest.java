package ringfence.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LinkNumbersTest {
  private final RandomGenerator chance = RandomGenerator.of("L64X128MixRandom");

  @Test
  void without_an_interval_every_link_begins_at_the_base_port() {
    var numbers = new LinkNumbers(16000, 0, chance);
    assertThat(numbers.nextPort()).isEqualTo(16000);
    assertThat(numbers.nextPort()).isEqualTo(16000);
  }

  @Test
  void with_an_interval_each_port_has_its_turn_before_one_comes_again() {
    var numbers = new LinkNumbers(16000, 100, chance);
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i <= 100; i++) ports.add(numbers.nextPort());
    assertThat(ports).hasSize(101).allMatch(port -> port >= 16000 && port <= 16100);
  }

  @Test
  void no_two_links_have_one_handle() {
    var numbers = new LinkNumbers(16000, 0, chance);
    assertThat(numbers.nextHandle()).isNotEqualTo(numbers.nextHandle());
  }
}
