package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
  private final Loop loop = new Loop("loop-test", faults::add);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void a_fault_is_reported_and_never_ends_the_loop() {
    for (int i = 0; i < 100; i++) {
      loop.post(
          () -> {
            throw new IllegalStateException("posted");
          });
    }
    loop.after(
        Duration.ofMillis(1),
        () -> {
          throw new StackOverflowError("planned");
        });
    for (int i = 0; i < 101; i++) End.next(faults);
    assertThat(End.await(loop.ask(() -> 7))).isEqualTo(7);
  }

  @Test
  void unhurried_tasks_leave_their_turn_to_others_in_between() {
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    loop.post(
        () -> {
          for (int i = 1; i <= 3; i++) {
            String name = "unhurried " + i;
            loop.unhurried(
                () -> {
                  done.add(name);
                  loop.post(() -> done.add("other"));
                });
          }
        });
    for (int i = 1; i <= 3; i++) {
      assertThat(End.next(done)).isEqualTo("unhurried " + i);
      assertThat(End.next(done)).isEqualTo("other");
    }
  }

  @Test
  void an_unhurried_task_that_throws_holds_up_none_behind_it() {
    var done = new CompletableFuture<Boolean>();
    loop.unhurried(
        () -> {
          throw new IllegalStateException("unhurried");
        });
    loop.unhurried(() -> done.complete(true));
    assertThat(End.await(done)).isTrue();
    assertThat(End.next(faults)).hasMessage("unhurried");
  }

  @Test
  void a_question_that_throws_fails_its_asker_alone() {
    CompletableFuture<Integer> asked =
        loop.ask(
            () -> {
              throw new IllegalArgumentException("no");
            });
    assertThatThrownBy(() -> End.await(asked)).hasRootCauseMessage("no");
    assertThat(faults).isEmpty();
  }

  @Test
  void a_question_asked_on_the_loop_is_answered_at_once() {
    assertThat(End.await(loop.ask(() -> loop.ask(() -> loop.isCurrent()).join()))).isTrue();
  }

  @Test
  void whoever_asks_while_the_loop_ends_is_told_and_does_not_wait_for_ever() {
    for (int i = 0; i < 200; i++) {
      var ending = new Loop("ending");
      End.await(ending.ask(() -> Thread.startVirtualThread(ending::close)));
      List<CompletableFuture<Integer>> asked = new ArrayList<>();
      do asked.add(ending.ask(() -> 7));
      while (!asked.getLast().isCompletedExceptionally());
      for (var each : asked) each.handle((_, _) -> 0).orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void a_timer_that_is_called_off_does_not_run() {
    var ran = new LinkedBlockingQueue<String>();
    Loop.Timer off = loop.after(Duration.ofMillis(30), () -> ran.add("off"));
    loop.after(Duration.ofMillis(60), () -> ran.add("on"));
    off.cancel();
    assertThat(End.next(ran)).isEqualTo("on");
  }

  @Test
  void ticks_keep_to_deadlines_that_do_not_drift() {
    var ticks = new LinkedBlockingQueue<Instant>();
    Instant start = loop.now();
    Loop.Timer ticker = loop.every(Duration.ofMillis(20), () -> ticks.add(loop.now()));
    Instant last = start;
    for (int i = 0; i < 20; i++) last = End.next(ticks);
    ticker.cancel();
    // Never early: the twentieth deadline is 400 ms after the start, or later if some were missed.
    assertThat(Duration.between(start, last)).isGreaterThanOrEqualTo(Duration.ofMillis(399));
  }

  @Test
  void a_closed_loop_fails_questions_and_drops_the_rest() {
    loop.close();
    loop.post(() -> faults.add(new IllegalStateException()));
    assertThat(loop.ask(() -> 1)).isCompletedExceptionally();
    loop.after(Duration.ZERO, () -> {}).cancel();
    assertThat(faults).isEmpty();
  }
}
