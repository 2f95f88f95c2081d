package ringfence.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ringfence.sip.message.Header;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.Clause;

class InviteClientTransactionTest {
  private final Bench bench = new Bench();

  @Test
  @Clause("RFC 3261 17.1.1.2")
  void an_unanswered_INVITE_is_sent_seven_times_and_given_up_after_64_T1() {
    bench.start("INVITE", Bench.UDP).after(60_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
              500 ms  INVITE ->
             1500 ms  INVITE ->
             3500 ms  INVITE ->
             7500 ms  INVITE ->
            15500 ms  INVITE ->
            31500 ms  INVITE ->
            32000 ms  TU <- timeout
            32000 ms  ended""");
    assertThat(bench.layer.size()).isZero();
  }

  @Test
  @Clause("RFC 3261 17.1.1.2")
  void over_TLS_an_INVITE_is_sent_once() {
    bench.start("INVITE", Bench.TLS).after(60_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
            32000 ms  TU <- timeout
            32000 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.1.1.2")
  void a_provisional_response_stops_the_repeats_for_good() {
    bench.start("INVITE", Bench.UDP).after(600).answer(180).after(500_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
              500 ms  INVITE ->
              600 ms  <- 180 INVITE
              600 ms  TU <- 180""");
    assertThat(bench.layer.deadline()).isEmpty();
  }

  @Test
  @Clause("RFC 3261 17.1.1.2")
  void a_refusal_is_acknowledged_each_time_until_timer_D_fires() {
    bench.start("INVITE", Bench.UDP).after(100).answer(486).after(500).answer(486).after(40_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
              100 ms  <- 486 INVITE
              100 ms  ACK ->
              100 ms  TU <- 486
              600 ms  <- 486 INVITE
              600 ms  ACK ->
            32100 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.1.1.2")
  void over_TLS_timer_D_is_zero() {
    bench.start("INVITE", Bench.TLS).after(100).answer(486);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
              100 ms  <- 486 INVITE
              100 ms  ACK ->
              100 ms  TU <- 486
              100 ms  ended""");
  }

  @Test
  @Clause({"RFC 6026 7.2", "RFC 3261 16.7"})
  void every_2xx_within_timer_M_reaches_the_user_and_later_ones_are_stray() {
    bench.start("INVITE", Bench.TLS).after(100).answer(200).after(500).answer(200);
    bench.after(32_000).answer(200);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
              100 ms  <- 200 INVITE
              100 ms  TU <- 200
              600 ms  <- 200 INVITE
              600 ms  TU <- 200
            32100 ms  ended
            32600 ms  <- 200 INVITE
            32600 ms  TU <- stray 200""");
  }

  @Test
  @Clause("RFC 3261 17.1.1.3")
  void the_ACK_to_a_refusal_is_made_from_the_INVITE_but_for_its_To() {
    var routed = Bench.request("INVITE", "Route: <sip:p1;lr>, <sip:p2;lr>\nContact: <sip:a@b>\n");
    bench.start(routed, Bench.UDP).answer(404);
    var ack = (SipRequest) bench.lastTransmitted.orElseThrow();
    assertThat(ack.headers().toString())
        .isEqualTo(
            """
            Via: %s
            Max-Forwards: 70
            Route: <sip:p1;lr>, <sip:p2;lr>
            From: <sip:100@example.com>;tag=f1
            To: <sip:101@example.com>;tag=t1
            Call-ID: c1
            CSeq: 5 ACK
            Content-Length: 0
            """
                .formatted(bench.sent.topVia())
                .replace("\n", "\r\n"));
    assertThat(ack.uri()).isEqualTo(bench.sent.uri());
  }

  @Test
  @Clause("RFC 3261 9.1")
  void a_CANCEL_waits_for_the_first_provisional_response() {
    bench.start("INVITE", Bench.TLS).after(50).cancel().after(50).answer(100).after(50);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
               50 ms  TU -> cancel
              100 ms  <- 100 INVITE
              100 ms  TU <- 100
              100 ms  CANCEL ->""");
    var cancel = (SipRequest) bench.lastTransmitted.orElseThrow();
    assertThat(cancel.topVia()).isEqualTo(bench.sent.topVia());
    assertThat(cancel.headers().all(Header.VIA)).hasSize(1);
    assertThat(cancel.cseq().number()).isEqualTo(5);
    assertThat(cancel.to()).isEqualTo(bench.sent.to());
  }

  @Test
  @Clause("RFC 3261 9.1")
  void a_cancelled_INVITE_ends_with_487_and_the_response_to_the_CANCEL_is_nobodys_business() {
    bench.start("INVITE", Bench.TLS).after(50).answer(180).cancel().after(50);
    var cancel = (SipRequest) bench.lastTransmitted.orElseThrow();
    bench.arrive(Responses.to(cancel, StatusCode.OK), Bench.TLS).answer(487);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
               50 ms  <- 180 INVITE
               50 ms  TU <- 180
               50 ms  TU -> cancel
               50 ms  CANCEL ->
              100 ms  <- 200 CANCEL
              100 ms  <- 487 INVITE
              100 ms  ACK ->
              100 ms  TU <- 487
              100 ms  ended""");
    assertThat(bench.layer.size()).isZero();
  }

  @Test
  @Clause("RFC 3261 9.1")
  void a_cancelled_INVITE_that_stays_unanswered_is_given_up_64_T1_after_the_CANCEL() {
    bench.start("INVITE", Bench.TLS).after(50).answer(180).after(50).cancel().after(60_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
               50 ms  <- 180 INVITE
               50 ms  TU <- 180
              100 ms  TU -> cancel
              100 ms  CANCEL ->
            32100 ms  TU <- timeout
            32100 ms  ended""");
    assertThat(bench.layer.size()).isZero();
  }

  @Test
  @Clause("RFC 3261 9.1")
  void a_CANCEL_after_the_final_response_is_not_sent() {
    bench.start("INVITE", Bench.UDP).after(50).answer(200).cancel().cancel();
    assertThat(bench.count("CANCEL ->"::equals)).isZero();
  }

  @Test
  @Clause("RFC 3261 17.1.4")
  void a_broken_flow_fails_the_INVITE_at_once() {
    bench.start("INVITE", Bench.TLS).after(50);
    bench.perform(bench.layer.flowFailed(Bench.UDP, bench.time.now()));
    bench.perform(bench.layer.flowFailed(Bench.TLS, bench.time.now()));
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  INVITE ->
               50 ms  TU <- transport
               50 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.1.3")
  void a_response_is_matched_by_branch_and_method() {
    bench.start("INVITE", Bench.TLS);
    var other = Responses.tagged(Bench.request("INVITE"), StatusCode.OK, "t1");
    bench.arrive(other, Bench.TLS);
    var asMessage = bench.sent.with(Header.CSEQ, ringfence.sip.message.CSeq.parse("5 MESSAGE"));
    bench.arrive(Responses.tagged(asMessage, StatusCode.OK, "t1"), Bench.TLS);
    assertThat(bench.count("TU <- stray 200"::equals)).isEqualTo(2);
  }
}
