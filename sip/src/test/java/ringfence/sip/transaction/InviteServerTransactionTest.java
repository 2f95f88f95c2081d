package ringfence.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.testkit.Clause;

class InviteServerTransactionTest {
  private final Bench bench = new Bench();
  private final SipRequest invite = Bench.request("INVITE");
  private final SipRequest ack = Bench.request("ACK");

  @Test
  @Clause("RFC 3261 17.2.1")
  void a_user_that_says_nothing_for_200_ms_is_answered_for_with_100() {
    bench.arrive(invite, Bench.UDP).after(300).arrive(invite, Bench.UDP).after(60_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  <- INVITE
                0 ms  TU <- INVITE
              200 ms  100 INVITE ->
              300 ms  <- INVITE
              300 ms  100 INVITE ->""");
    assertThat(((SipResponse) bench.lastTransmitted.orElseThrow()).to().tag()).isEmpty();
  }

  @Test
  @Clause("RFC 3261 17.2.1")
  void a_user_that_rings_at_once_needs_no_100() {
    bench.arrive(invite, Bench.UDP).respond(180).after(600).arrive(invite, Bench.UDP);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  <- INVITE
                0 ms  TU <- INVITE
                0 ms  TU -> 180
                0 ms  180 INVITE ->
              600 ms  <- INVITE
              600 ms  180 INVITE ->""");
  }

  @Test
  @Clause("RFC 3261 16.2")
  void a_layer_set_so_answers_100_at_once() {
    var atOnce = new Bench(Timers.RFC_3261.withTrying(Duration.ZERO), 10);
    atOnce.arrive(invite, Bench.UDP).after(1000);
    assertThat(atOnce.flow())
        .isEqualTo(
            """
            0 ms  <- INVITE
            0 ms  100 INVITE ->
            0 ms  TU <- INVITE""");
  }

  @Test
  @Clause("RFC 3261 17.2.1")
  void a_refusal_is_repeated_with_timer_G_until_timer_H_tells_that_no_ACK_came() {
    bench.arrive(invite, Bench.UDP).respond(486).after(60_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  <- INVITE
                0 ms  TU <- INVITE
                0 ms  TU -> 486
                0 ms  486 INVITE ->
              500 ms  486 INVITE ->
             1500 ms  486 INVITE ->
             3500 ms  486 INVITE ->
             7500 ms  486 INVITE ->
            11500 ms  486 INVITE ->
            15500 ms  486 INVITE ->
            19500 ms  486 INVITE ->
            23500 ms  486 INVITE ->
            27500 ms  486 INVITE ->
            31500 ms  486 INVITE ->
            32000 ms  TU <- timeout
            32000 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.2.1")
  void the_ACK_to_a_refusal_stops_it_and_timer_I_absorbs_more_ACKs() {
    bench.arrive(invite, Bench.UDP).respond(486).after(700).arrive(ack, Bench.UDP);
    bench.after(3000).arrive(ack, Bench.UDP).after(10_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  <- INVITE
                0 ms  TU <- INVITE
                0 ms  TU -> 486
                0 ms  486 INVITE ->
              500 ms  486 INVITE ->
              700 ms  <- ACK
             3700 ms  <- ACK
             5700 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.2.1")
  void over_TLS_a_refusal_is_sent_once_and_timer_I_is_zero_while_timer_H_stays() {
    bench.arrive(invite, Bench.TLS).respond(486).after(700).arrive(ack, Bench.TLS);
    var unanswered = new Bench();
    unanswered.arrive(invite, Bench.TLS).respond(486).after(40_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
              0 ms  <- INVITE
              0 ms  TU <- INVITE
              0 ms  TU -> 486
              0 ms  486 INVITE ->
            700 ms  <- ACK
            700 ms  ended""");
    assertThat(unanswered.flow())
        .isEqualTo(
            """
                0 ms  <- INVITE
                0 ms  TU <- INVITE
                0 ms  TU -> 486
                0 ms  486 INVITE ->
            32000 ms  TU <- timeout
            32000 ms  ended""");
  }

  @Test
  @Clause("RFC 6026 7.1")
  void after_a_2xx_repeated_INVITEs_are_absorbed_until_timer_L_and_the_user_repeats_its_2xx() {
    bench.arrive(invite, Bench.UDP).respond(200).after(500).arrive(invite, Bench.UDP).respond(200);
    bench.after(31_600).arrive(ack, Bench.UDP);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  <- INVITE
                0 ms  TU <- INVITE
                0 ms  TU -> 200
                0 ms  200 INVITE ->
              500 ms  <- INVITE
              500 ms  TU -> 200
              500 ms  200 INVITE ->
            32000 ms  ended
            32100 ms  <- ACK
            32100 ms  TU <- ACK""");
  }

  @Test
  @Clause("RFC 6026 7.1")
  void an_ACK_with_the_branch_of_the_INVITE_still_reaches_the_user_after_a_2xx() {
    bench.arrive(invite, Bench.UDP).respond(200).arrive(ack, Bench.UDP);
    assertThat(bench.count("TU <- ACK"::equals)).isEqualTo(1);
  }

  @Test
  @Clause("RFC 3261 9.2")
  void a_CANCEL_is_answered_and_told_and_has_the_To_tag_of_the_INVITE() {
    bench.arrive(invite, Bench.TLS).respond(180).after(100);
    bench.arrive(Bench.request("CANCEL"), Bench.TLS);
    assertThat(((SipResponse) bench.lastTransmitted.orElseThrow()).to().tag()).contains("t1");
    bench.respond(487);
    assertThat(bench.flow())
        .isEqualTo(
            """
              0 ms  <- INVITE
              0 ms  TU <- INVITE
              0 ms  TU -> 180
              0 ms  180 INVITE ->
            100 ms  <- CANCEL
            100 ms  200 CANCEL ->
            100 ms  TU <- cancelled
            100 ms  ended
            100 ms  TU -> 487
            100 ms  487 INVITE ->""");
  }

  @Test
  @Clause("RFC 3261 9.2")
  void a_CANCEL_after_the_final_response_is_answered_but_changes_nothing() {
    bench.arrive(invite, Bench.TLS).respond(200).arrive(Bench.request("CANCEL"), Bench.TLS);
    assertThat(bench.count("TU <- cancelled"::equals)).isZero();
    assertThat(bench.count("200 CANCEL ->"::equals)).isEqualTo(1);
  }

  @Test
  @Clause({"RFC 3261 9.2", "RFC 3261 16.10"})
  void a_CANCEL_that_matches_nothing_is_for_the_user_to_answer_or_forward() {
    bench.arrive(Bench.request("CANCEL"), Bench.TLS).respond(481);
    assertThat(bench.flow())
        .isEqualTo(
            """
            0 ms  <- CANCEL
            0 ms  TU <- CANCEL
            0 ms  TU -> 481
            0 ms  481 CANCEL ->
            0 ms  ended""");
  }
}
