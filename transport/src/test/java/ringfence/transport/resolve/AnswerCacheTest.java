package ringfence.transport.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;
import ringfence.testkit.VirtualTime;
import ringfence.transport.resolve.Question.Kind;

class AnswerCacheTest {
  private static final Answer ADDRESS =
      new Answer.Records(List.of(new DnsRecord.Address(InetAddress.ofLiteral("192.0.2.1"))));
  private static final Answer NONE = new Answer.None("no such name");

  private final VirtualTime time = new VirtualTime();
  private final AnswerCache cache = new AnswerCache(3);

  private static Question question(String name) {
    return new Question(name, Kind.A);
  }

  private void put(String name, Answer answer, int seconds) {
    cache.put(question(name), answer, Duration.ofSeconds(seconds), time.now());
  }

  private boolean has(String name) {
    return cache.get(question(name), time.now()).isPresent();
  }

  @Test
  @Clause("RFC 1035 3.2.1")
  void an_answer_is_kept_for_its_time_to_live() {
    put("A.example.", ADDRESS, 60);
    time.advance(Duration.ofSeconds(59));
    assertThat(cache.get(question("a.example"), time.now())).contains(ADDRESS);
    assertThat(cache.get(new Question("a.example", Kind.AAAA), time.now())).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(has("a.example")).isFalse();
  }

  @Test
  void no_time_to_live_is_longer_than_ours() {
    put("a", ADDRESS, Integer.MAX_VALUE);
    put("b", NONE, Integer.MAX_VALUE);
    time.advance(Duration.ofSeconds(59));
    assertThat(has("b")).isTrue();
    time.advance(Duration.ofSeconds(1));
    assertThat(has("b")).isFalse();
    assertThat(has("a")).isTrue();
    time.advance(Duration.ofMinutes(59));
    assertThat(has("a")).isFalse();
  }

  @Test
  void what_failed_or_lives_for_no_time_is_not_kept() {
    put("a", ADDRESS, 0);
    put("b", new Answer.Failed("silence"), 60);
    assertThat(has("a")).isFalse();
    assertThat(has("b")).isFalse();
  }

  @Test
  void a_full_cache_forgets_what_was_not_looked_at_for_longest() {
    List.of("a", "b", "c").forEach(name -> put(name, ADDRESS, 60));
    assertThat(has("a")).isTrue();
    put("d", ADDRESS, 60);
    assertThat(has("b")).isFalse();
    assertThat(has("a") && has("c") && has("d")).isTrue();
  }
}
