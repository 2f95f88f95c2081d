package ringfence.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

/// What comes from several threads, written in the order of time.
class OrderedTest {
  private static final Instant T = Instant.parse("2026-11-26T17:00:00Z");
  private static final InetSocketAddress UNIT = new InetSocketAddress("127.0.120.30", 16000);
  private static final InetSocketAddress PROXY = new InetSocketAddress("127.0.120.11", 5062);

  private final List<Passed> written = new ArrayList<>();
  private boolean full;
  private int flushed;
  private int closed;
  private long nanos = Long.MAX_VALUE - 1000; // such a clock may turn over

  private final Traffic target =
      new Traffic() {
        @Override
        public void write(Passed passed) throws IOException {
          if (full) throw new IOException("No space left on device");
          written.add(passed);
        }

        @Override
        public void flush() {
          flushed++;
        }

        @Override
        public void close() {
          closed++;
        }
      };

  private final Ordered ordered = new Ordered(target, () -> nanos);

  @Test
  void what_comes_late_is_written_at_its_place() throws IOException {
    Passed second = media(20);
    Passed first = media(0);
    Passed third = media(40);
    ordered.write(second);
    ordered.write(first);
    ordered.write(third);
    assertThat(written).isEmpty();
    goOn(Ordered.WHILE);
    ordered.flush();
    assertThat(written).containsExactly(first, second, third);
    assertThat(flushed).isEqualTo(1);
  }

  @Test
  void what_has_been_kept_long_enough_is_written_when_more_comes_and_takes_the_earlier_along()
      throws IOException {
    Passed second = media(20);
    Passed first = media(0);
    ordered.write(second);
    goOn(Ordered.WHILE.dividedBy(2));
    ordered.write(first);
    goOn(Ordered.WHILE.dividedBy(2));
    ordered.write(media(600));
    assertThat(written).containsExactly(first, second);
  }

  @Test
  void what_happened_at_one_moment_keeps_its_order() throws IOException {
    var opened = new Passed.Opened(T, UNIT, PROXY, true);
    Passed octets = octets(0);
    var closed = new Passed.Closed(T, UNIT, PROXY, false);
    for (Passed each : List.of(opened, octets, closed)) ordered.write(each);
    ordered.close();
    assertThat(written).containsExactly(opened, octets, closed);
  }

  @Test
  @Clause("draft-ietf-opsawg-pcapng 4.7")
  void secrets_stay_before_all_that_came_after_them() throws IOException {
    Passed hello = octets(0);
    Passed media = media(30);
    var secrets = new Passed.Secrets("CLIENT_RANDOM 00 11");
    Passed held = octets(10);
    for (Passed each : List.of(media, hello, secrets, held)) ordered.write(each);
    ordered.close();
    assertThat(written).containsExactly(hello, secrets, held, media);
  }

  @Test
  void secrets_that_nothing_follows_are_written_in_time_too() throws IOException {
    var secrets = new Passed.Secrets("CLIENT_RANDOM 00 11");
    ordered.write(secrets);
    assertThat(written).isEmpty();
    goOn(Ordered.WHILE);
    ordered.flush();
    assertThat(written).containsExactly(secrets);
  }

  @Test
  void a_time_of_day_that_is_set_back_holds_up_nothing() throws IOException {
    Passed before = media(0);
    ordered.write(before);
    int steps = 0;
    while (written.isEmpty() && steps < 1000) {
      goOn(Duration.ofMillis(20));
      ordered.write(media(-3_600_000 + 20 * ++steps));
    }
    assertThat(steps).isEqualTo(Ordered.WHILE.dividedBy(Duration.ofMillis(20)));
    assertThat(written).hasSize(steps + 1).last().isEqualTo(before);
  }

  @Test
  void what_is_kept_is_bounded_and_nothing_of_it_is_lost() throws IOException {
    for (int i = 0; i < 1000; i++) {
      ordered.write(new Passed.Datagram(T.plusMillis(i ^ 1), UNIT, PROXY, new byte[60_000]));
    }
    assertThat(written.size()).isGreaterThanOrEqualTo(1000 - (8 << 20) / 60_000);
    ordered.close();
    assertThat(closed).isEqualTo(1);
    assertThat(written).hasSize(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(((Passed.Timed) written.get(i)).time()).isEqualTo(T.plusMillis(i));
    }
  }

  @Test
  void nothing_is_put_behind_what_could_not_be_written() throws IOException {
    ordered.write(media(0));
    ordered.write(media(20));
    goOn(Ordered.WHILE);
    full = true;
    assertThatThrownBy(ordered::flush).hasMessage("No space left on device");
    full = false;
    ordered.close();
    assertThat(written).isEmpty();
    assertThat(closed).isEqualTo(1);
  }

  private void goOn(Duration time) {
    nanos += time.toNanos();
  }

  private static Passed media(int millis) {
    return new Passed.Datagram(T.plusMillis(millis), UNIT, PROXY, new byte[40]);
  }

  private static Passed octets(int millis) {
    return new Passed.Octets(T.plusMillis(millis), UNIT, PROXY, new byte[40]);
  }
}
