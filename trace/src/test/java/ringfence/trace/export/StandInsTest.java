package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StandInsTest {
  private final StandIns standIns = new StandIns();

  @Test
  void a_name_has_the_same_one_everywhere_and_it_stands_for_itself() {
    assertThat(standIns.of("user", "Alice")).isEqualTo("user1");
    assertThat(standIns.of("user", "bob")).isEqualTo("user2");
    assertThat(standIns.of("user", "alice")).isEqualTo("user1");
    assertThat(standIns.of("host", "alice")).isEqualTo("host1");
    assertThat(standIns.of("host", "user1")).isEqualTo("user1");
  }

  @Test
  @Timeout(30)
  void names_without_end_are_told_apart_only_as_long_as_there_is_room() {
    for (int i = 0; i < 300_000; i++) standIns.of("host", "10." + i);
    assertThat(standIns.of("host", "10.0")).isEqualTo("host1");
    assertThat(standIns.of("host", "10.299999")).isEqualTo("host…");
    assertThat(standIns.of("user", "x".repeat(StandIns.MOST_HELD))).isEqualTo("user…");
  }
}
