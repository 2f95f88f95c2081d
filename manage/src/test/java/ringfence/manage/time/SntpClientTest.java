package ringfence.manage.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.manage.time.SntpClient.Output;
import ringfence.testkit.Clause;

class SntpClientTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final NtpServer FIRST = new NtpServer("first.test", 123);
  private static final NtpServer SECOND = new NtpServer("second.test", 123);

  private final List<String> seen = new ArrayList<>();
  private Instant now = START;
  private SntpClient client = client(FIRST, SECOND);

  @Test
  @Clause("RFC 5905 8")
  void the_offset_is_the_mean_of_both_ways() {
    ask();
    byte[] question = client.question(now);
    now = now.plusMillis(200);
    // an hour behind, 150 ms there and 50 ms back
    long received = NtpTimestamp.of(START.plusSeconds(3600).plusMillis(150));
    var outputs = client.receive(reply(question, NtpPacket.SERVER, 2, received, received), now);
    assertThat(outputs).hasSize(1);
    var found = (Output.Synchronised) outputs.getFirst();
    assertThat(found.server()).isEqualTo(FIRST);
    assertThat(found.offset()).isBetween(millis(3_600_049), millis(3_600_051));
  }

  @Test
  void F43_after_a_success_the_next_question_waits_for_the_period() {
    client = new SntpClient(plan(FIRST).every(Duration.ofMinutes(1440)), new Random(1), START);
    for (int day = 0; day < 3; day++) {
      ask();
      answer();
    }
    assertThat(seen)
        .containsExactly("0 s ask first.test", "86400 s ask first.test", "172800 s ask first.test");
  }

  @Test
  void F43_on_error_every_server_is_tried_three_times_and_then_again_after_the_error_period() {
    while (now.isBefore(START.plusSeconds(3690))) step();
    assertThat(seen)
        .containsExactly(
            "0 s ask first.test",
            "5 s ask second.test",
            "26 s ask first.test",
            "31 s ask second.test",
            "52 s ask first.test",
            "57 s ask second.test",
            "62 s failed first.test:123: it does not answer; second.test:123: it does not answer",
            "3662 s ask first.test",
            "3667 s ask second.test",
            "3688 s ask first.test",
            "3693 s ask second.test");
  }

  @Test
  void F43_the_first_server_is_asked_again_first_after_it_was_away() {
    ask();
    client.question(now);
    now = now.plusSeconds(5);
    assertThat(client.elapse(now)).containsExactly(new Output.Ask(SECOND));
    answer();
    now = client.deadline().orElseThrow();
    assertThat(client.elapse(now)).containsExactly(new Output.Ask(FIRST));
  }

  @Test
  @Clause("RFC 5905 8")
  void an_answer_that_does_not_give_the_question_s_number_back_is_not_heard() {
    ask();
    byte[] question = client.question(now);
    byte[] other = question.clone();
    other[47] ^= 1;
    assertThat(client.receive(reply(other, NtpPacket.SERVER, 1, 1, 1), now)).isEmpty();
    assertThat(client.receive(reply(question, NtpPacket.CLIENT, 1, 1, 1), now)).isEmpty();
    assertThat(client.receive(ByteBuffer.allocate(47), now)).isEmpty();
    assertThat(client.receive(good(question), now)).hasSize(1);
    // and a second answer to the same question is too late
    assertThat(client.receive(good(question), now)).isEmpty();
  }

  @ParameterizedTest
  @Clause("RFC 4330 5")
  @CsvSource({
    "0, 16, 1, 1, its own clock is not synchronised",
    "3, 2, 1, 1, its own clock is not synchronised",
    "0, 2, 1, 0, it gives no time"
  })
  void an_answer_without_a_time_leads_to_the_next_server(
      int leap, int stratum, long received, long sent, String reason) {
    client = client(FIRST);
    for (int pass = 0; pass < 3; pass++) {
      ask();
      byte[] question = client.question(now);
      var answer = reply(question, NtpPacket.SERVER, stratum, received, sent);
      answer.put(0, (byte) (leap << 6 | 4 << 3 | NtpPacket.SERVER));
      note(client.receive(answer, now));
      if (pass < 2) now = client.deadline().orElseThrow();
    }
    assertThat(seen).last().isEqualTo("32 s failed first.test:123: " + reason);
  }

  @ParameterizedTest
  @Clause("RFC 5905 7.4")
  @CsvSource({"DENY, second.test", "RSTR, second.test", "RATE, first.test"})
  void a_kiss_of_death_is_obeyed(String code, String nextRound) {
    ask();
    byte[] question = client.question(now);
    var kiss = reply(question, NtpPacket.SERVER, 0, 0, 0);
    kiss.put(12, code.getBytes(StandardCharsets.US_ASCII));
    assertThat(client.receive(kiss, now)).containsExactly(new Output.Ask(SECOND));
    answer();
    seen.clear();
    ask();
    assertThat(seen.getFirst()).endsWith("ask " + nextRound);
  }

  @Test
  @Clause("RFC 4330 3")
  void timestamps_go_on_after_2036() {
    for (String text :
        List.of(
            "1970-01-01T00:00:00Z",
            "2026-03-01T12:00:00.5Z",
            "2036-02-07T06:28:15Z",
            "2036-02-07T06:28:16Z",
            "2100-01-01T00:00:00Z")) {
      var time = Instant.parse(text);
      assertThat(NtpTimestamp.instant(NtpTimestamp.of(time))).isEqualTo(time);
    }
  }

  @Test
  void a_packet_that_is_read_is_written_as_it_came() {
    var chance = new Random(5905);
    for (int i = 0; i < 1000; i++) {
      byte[] octets = new byte[NtpPacket.OCTETS];
      chance.nextBytes(octets);
      var packet = NtpPacket.read(ByteBuffer.wrap(octets)).orElseThrow();
      assertThat(packet.octets()).isEqualTo(octets);
    }
  }

  @Test
  void no_datagram_of_chance_gives_a_time() {
    var chance = new Random(123);
    ask();
    client.question(now);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[chance.nextInt(100)];
      chance.nextBytes(octets);
      assertThat(client.receive(ByteBuffer.wrap(octets), now)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2.de.pool.ntp.org:123, 2.de.pool.ntp.org:123",
    "192.0.2.1, 192.0.2.1:123",
    "ntp.test:0, ntp.test:123",
    "[2001:db8::1]:1123, [2001:db8::1]:1123"
  })
  void F42_a_server_is_a_host_and_a_port(String text, String read) {
    assertThat(NtpServer.parse(text).orElseThrow()).hasToString(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ntp.test:65536", "ntp.test:", "a b", "[::1", "::1", "ntp.test:123 "})
  void F42_what_is_no_server_is_refused(String text) {
    assertThat(NtpServer.parse(text)).isEmpty();
  }

  /// Lets the time pass until the next server is asked.
  private void ask() {
    now = client.deadline().orElseThrow();
    note(client.elapse(now));
  }

  private void answer() {
    client.receive(good(client.question(now)), now);
  }

  private void step() {
    now = client.deadline().orElseThrow();
    var outputs = client.elapse(now);
    note(outputs);
    if (outputs.stream().anyMatch(Output.Ask.class::isInstance)) client.question(now);
  }

  private void note(List<Output> outputs) {
    long seconds = Duration.between(START, now).toSeconds();
    for (Output output : outputs) {
      seen.add(
          seconds
              + " s "
              + switch (output) {
                case Output.Ask(NtpServer server) -> "ask " + server.host();
                case Output.Synchronised(NtpServer server, _) -> "time of " + server.host();
                case Output.Failed(String reason) -> "failed " + reason;
              });
    }
  }

  private ByteBuffer good(byte[] question) {
    long time = NtpTimestamp.of(now);
    return reply(question, NtpPacket.SERVER, 2, time, time);
  }

  private static ByteBuffer reply(
      byte[] question, int mode, int stratum, long received, long sent) {
    long cookie = ByteBuffer.wrap(question).getLong(40);
    var packet =
        new NtpPacket(
            0, 4, mode, stratum, NtpPacket.Clock.NONE, 0, received, cookie, received, sent);
    return ByteBuffer.wrap(packet.octets());
  }

  private static SntpClient client(NtpServer... servers) {
    return new SntpClient(plan(servers), new Random(1), START);
  }

  private static SntpPlan plan(NtpServer... servers) {
    return SntpPlan.of(List.of(servers));
  }

  private static Duration millis(long count) {
    return Duration.ofMillis(count);
  }
}
