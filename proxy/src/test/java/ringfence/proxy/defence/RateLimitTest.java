package ringfence.proxy.defence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
  private final RateLimit<String> limit = new RateLimit<>(3, Duration.ofSeconds(30), 100);

  @Test
  void a_burst_is_granted_and_then_no_more() {
    for (int i = 0; i < 3; i++) assertThat(limit.take("a", start)).isTrue();
    assertThat(limit.take("a", start)).isFalse();
    assertThat(limit.spent("a", start)).isTrue();
  }

  @Test
  void a_token_comes_back_after_its_share_of_the_period() {
    for (int i = 0; i < 3; i++) limit.take("a", start);
    assertThat(limit.take("a", start.plusSeconds(9))).isFalse();
    assertThat(limit.take("a", start.plusSeconds(10))).isTrue();
    assertThat(limit.take("a", start.plusSeconds(10))).isFalse();
  }

  @Test
  void one_source_does_not_use_up_anothers() {
    for (int i = 0; i < 9; i++) limit.take("a", start);
    assertThat(limit.take("b", start)).isTrue();
  }

  @Test
  void a_million_sources_do_not_fill_the_table() {
    for (int i = 0; i < 1_000_000; i++) limit.take("source " + i, start);
    assertThat(limit.sources()).isEqualTo(100);
  }

  @Test
  void a_clock_that_goes_back_gives_nothing_away() {
    for (int i = 0; i < 3; i++) limit.take("a", start);
    assertThat(limit.take("a", start.minusSeconds(3600))).isFalse();
  }
}
