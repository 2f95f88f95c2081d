package ringfence.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.sip.message.Transport;
import ringfence.transport.WireTap;

/// Who sees a ladder, for how long, and that nobody pays when nobody looks.
class LaddersTest {
  private static final InetSocketAddress PROXY = new InetSocketAddress("127.0.0.1", 5060);
  private static final InetSocketAddress PHONE = new InetSocketAddress("127.0.0.2", 5062);

  private final List<WireTap> taps = new ArrayList<>();
  private final Ladders ladders = new Ladders(taps::add, taps::remove);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private void passes(String method, String from, String to, String callId) {
    String text =
        """
        %1$s sip:%3$s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.2:5062;branch=z9hG4bK1
        Max-Forwards: 70
        From: <sip:%2$s>;tag=1
        To: <sip:%3$s>
        Call-ID: %4$s
        CSeq: 1 %1$s
        Content-Length: 0

        """
            .formatted(method, from, to, callId)
            .replace("\n", "\r\n");
    var observed =
        new WireTap.Observed(
            WireTap.Kind.SIP,
            WireTap.Direction.IN,
            now,
            1,
            Transport.UDP,
            PROXY,
            PHONE,
            text.getBytes(StandardCharsets.US_ASCII));
    List.copyOf(taps).forEach(tap -> tap.observed(observed));
  }

  private String ask(String subject) {
    return ladders.ask(subject, now).orElseThrow();
  }

  private void passes(Duration time) {
    for (Instant end = now.plus(time); now.isBefore(end); ladders.end(now)) {
      now = now.plus(Ladders.PERIOD);
    }
  }

  @Test
  void the_wire_is_tapped_only_while_somebody_looks() {
    assertThat(taps).isEmpty();
    assertThat(ask("100@a.example")).isEmpty();
    ask("101@a.example");
    assertThat(taps).containsExactly(ladders);
    passes(Ladders.UNASKED);
    assertThat(taps).isEmpty();
  }

  @Test
  void a_ladder_lives_as_long_as_somebody_asks_for_it() {
    ask("100@a.example");
    for (int i = 0; i < 5; i++) {
      passes(Ladders.UNASKED.minus(Ladders.PERIOD));
      passes("INVITE", "100@a.example", "101@a.example", "c" + i);
      ask("100@a.example");
    }
    assertThat(ask("100@a.example").lines()).hasSize(5);
    passes(Ladders.UNASKED);
    assertThat(ask("100@a.example")).as("a new one").isEmpty();
  }

  @Test
  void viewers_of_two_addresses_see_each_their_own_and_viewers_of_one_the_same() {
    ask("100@a.example");
    ask("sip:102@a.example");
    passes("INVITE", "100@a.example", "101@a.example", "c1");
    passes("MESSAGE", "101@a.example", "102@a.example", "c2");
    passes("OPTIONS", "103@a.example", "104@a.example", "c3");
    assertThat(ask("100@a.example")).isEqualTo("    0 ms  127.0.0.2:5062 -> proxy  INVITE");
    assertThat(ask("100@a.example")).isEqualTo(ask("100@a.example"));
    assertThat(ask("sip:102@a.example")).isEqualTo("    0 ms  127.0.0.2:5062 -> proxy  MESSAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "sip:100"})
  void a_user_without_a_domain_is_followed_in_every_domain(String subject) {
    ask(subject);
    passes("INVITE", "100@a.example", "101@a.example", "c1");
    passes("MESSAGE", "101@127.0.0.1", "100@127.0.0.1:5062", "c2");
    passes("INVITE", "1001@a.example", "101@100", "c3");
    assertThat(ask(subject).lines())
        .containsExactly(
            "    0 ms  127.0.0.2:5062 -> proxy  INVITE",
            "    0 ms  127.0.0.2:5062 -> proxy  MESSAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100@127.0.0.1", "100@127.0.0.1:5062", "sip:100@127.0.0.1"})
  void a_user_with_a_domain_is_followed_there_alone_whatever_the_port(String subject) {
    ask(subject);
    passes("INVITE", "100@127.0.0.1:5062", "101@127.0.0.1:5062", "c1");
    passes("MESSAGE", "100@a.example", "101@a.example", "c2");
    assertThat(ask(subject)).isEqualTo("    0 ms  127.0.0.2:5062 -> proxy  INVITE");
  }

  @Test
  void a_call_is_followed_by_its_Call_ID() {
    ask("a84b4c76e66710@pc33.example");
    passes("INVITE", "100@a.example", "101@a.example", "a84b4c76e66710@pc33.example");
    passes("INVITE", "100@a.example", "101@a.example", "another@pc33.example");
    assertThat(ask("a84b4c76e66710@pc33.example").lines()).hasSize(1);
  }

  @Test
  void so_many_are_drawn_and_each_is_so_long_and_no_more() {
    for (int i = 0; i < Ladders.MOST; i++) ask("1" + i + "@a.example");
    assertThat(ladders.ask("200@a.example", now)).isEmpty();
    assertThat(ladders.ask("10@a.example", now)).as("drawn already").isPresent();
    for (int i = 0; i < 2 * LadderWatch.MOST_RUNGS; i++) {
      passes("INVITE", "10@a.example", "11@a.example", "c" + i);
    }
    assertThat(ask("10@a.example").lines())
        .hasSize(LadderWatch.MOST_RUNGS + 1)
        .last()
        .asString()
        .contains("full");
  }
}
