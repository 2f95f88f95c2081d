package ringfence.manage.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.118Z");

  private final EventLog log = new EventLog(3, InstantSource.fixed(NOON));

  @Test
  void each_service_counts_its_own_lines_in_hexadecimal() {
    for (int i = 0; i < 0x56B; i++) log.report(Report.debug("SipEngine", "earlier"));
    Event event =
        log.report(Report.info("SipEngine", "SIP transport disabled (TCP).").about("OpenSIPS"));
    assertThat(event).hasToString("SipEngine [056B] [OpenSIPS] SIP transport disabled (TCP).");
    assertThat(log.report(Report.info("SdpTools", "Received the wrong key management protocol.")))
        .hasToString("SdpTools [0000] Received the wrong key management protocol.");
  }

  @Test
  void the_counter_wraps_at_sixteen_bits() {
    for (int i = 0; i < 0x10000; i++) log.report(Report.debug("S", "earlier"));
    assertThat(log.report(Report.debug("S", "again"))).hasToString("S [0000] again");
  }

  @Test
  void the_log_keeps_the_last_ones() {
    for (int i = 0; i < 5; i++) log.report(Report.info("S", "event " + i));
    assertThat(log.recent())
        .extracting(Event::sentence)
        .containsExactly("event 2", "event 3", "event 4");
  }

  @Test
  void listeners_hear_every_event_in_order_from_many_threads() throws InterruptedException {
    List<Integer> heard = new CopyOnWriteArrayList<>();
    log.listen(event -> heard.add(event.id()));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 500; i++) log.report(Report.info("S", "x"));
                  }));
    }
    for (Thread thread : threads) thread.join();
    log.close();
    assertThat(heard).hasSize(2000).isSorted();
    assertThat(log.unheard()).isZero();
  }

  @Test
  void a_listener_that_fails_or_left_disturbs_no_other() {
    List<String> heard = new CopyOnWriteArrayList<>();
    log.listen(
        _ -> {
          throw new IllegalStateException("on purpose");
        });
    log.listen(event -> heard.add("left " + event.sentence())).close();
    log.listen(event -> heard.add(event.sentence()));
    log.report(Report.info("S", "x"));
    log.close();
    assertThat(heard).containsExactly("x");
  }

  @Test
  void a_listener_that_goes_once_the_log_has_settled_has_heard_all_that_was_reported() {
    for (int round = 0; round < 200; round++) {
      List<String> heard = new CopyOnWriteArrayList<>();
      EventLog.Listening listening = log.listen(event -> heard.add(event.sentence()));
      log.report(Report.info("S", "stopping"));
      log.report(Report.info("S", "stopped"));
      log.settle(Duration.ofSeconds(20));
      listening.close();
      assertThat(heard).containsExactly("stopping", "stopped");
    }
  }

  @Test
  void a_listener_that_hangs_is_waited_for_no_longer_than_was_said() {
    var hanging = new CountDownLatch(1);
    log.listen(_ -> await(hanging));
    log.report(Report.info("S", "x"));
    log.settle(Duration.ofMillis(1));
    assertThat(hanging.getCount()).isOne();
    hanging.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_event_is_one_line_whatever_its_sentence_holds() {
    Event event = log.report(Report.info("S", "a\r\nb").with("peer", "c\nd \"e\""));
    assertThat(event.message()).isEqualTo("a  b peer=\"c d \\\"e\\\"\"");
    assertThat(event).hasToString("S [0000] a  b");
  }

  @Test
  void the_console_shows_time_severity_and_fields() {
    var out = new ByteArrayOutputStream();
    var console =
        new ConsoleLog(
            new PrintStream(out, true, StandardCharsets.UTF_8), Severity.INFO, ZoneOffset.UTC);
    console.accept(log.report(Report.warning("Proxy", "Refused a peer.").with("cause", "expired")));
    console.accept(log.report(Report.debug("Proxy", "hidden")));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "12:00:00.118 WARNING  Proxy [0000] Refused a peer. cause=expired\n");
  }
}
