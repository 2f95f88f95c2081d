package ringfence.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import ringfence.proxy.cluster.SharedRecord.Stamp;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  private static SharedRecord fact(String key, long version) {
    return new SharedRecord(key, new Stamp(version, "a", "1"), Instant.MAX, "text");
  }

  @Test
  void a_write_is_sent_once_and_gone_when_it_is_taken() {
    CompletableFuture<Boolean> taken = outbox.add(fact("k", 1));
    assertThat(outbox.next()).containsExactly(fact("k", 1));
    assertThat(outbox.next()).isEmpty();
    assertThat(taken).isNotDone();
    outbox.taken(fact("k", 1));
    assertThat(taken).isCompletedWithValue(true);
    assertThat(outbox.size()).isZero();
  }

  @Test
  void a_later_write_of_a_key_takes_the_place_of_the_one_before_and_answers_both() {
    CompletableFuture<Boolean> first = outbox.add(fact("k", 1));
    outbox.next();
    CompletableFuture<Boolean> second = outbox.add(fact("k", 2));
    outbox.taken(fact("k", 1));
    assertThat(first).as("what it asked for is not kept").isNotDone();
    assertThat(outbox.next()).containsExactly(fact("k", 2));
    outbox.taken(fact("k", 2));
    assertThat(List.of(first, second)).allMatch(CompletableFuture::join);
  }

  @Test
  void nobody_waits_for_a_Redis_that_is_away_and_nothing_is_lost() {
    CompletableFuture<Boolean> taken = outbox.add(fact("k", 1));
    outbox.next();
    outbox.interrupted();
    assertThat(taken).isCompletedWithValue(false);
    assertThat(outbox.next()).containsExactly(fact("k", 1));
  }

  @Test
  void it_never_holds_more_than_there_are_keys_and_sends_so_many_at_once() {
    for (int i = 0; i < 5000; i++) outbox.add(fact("k" + i % 2000, i));
    assertThat(outbox.size()).isEqualTo(2000);
    assertThat(outbox.next()).hasSize(Outbox.IN_FLIGHT);
  }
}
