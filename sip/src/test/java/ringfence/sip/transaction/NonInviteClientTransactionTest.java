package ringfence.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class NonInviteClientTransactionTest {
  private final Bench bench = new Bench();

  @Test
  @Clause("RFC 3261 17.1.2.2")
  void an_unanswered_request_is_repeated_with_timer_E_and_given_up_by_timer_F() {
    bench.start("REGISTER", Bench.UDP).after(60_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  REGISTER ->
              500 ms  REGISTER ->
             1500 ms  REGISTER ->
             3500 ms  REGISTER ->
             7500 ms  REGISTER ->
            11500 ms  REGISTER ->
            15500 ms  REGISTER ->
            19500 ms  REGISTER ->
            23500 ms  REGISTER ->
            27500 ms  REGISTER ->
            31500 ms  REGISTER ->
            32000 ms  TU <- timeout
            32000 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.1.2.2")
  void over_TLS_it_is_sent_once_and_ends_with_its_answer() {
    bench.start("BYE", Bench.TLS).after(700).answer(200);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  BYE ->
              700 ms  <- 200 BYE
              700 ms  TU <- 200
              700 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.1.2.2")
  void over_TLS_timer_F_fires_all_the_same() {
    bench.start("BYE", Bench.TLS).after(40_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  BYE ->
            32000 ms  TU <- timeout
            32000 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.1.2.2")
  void a_provisional_response_slows_the_repeats_to_T2() {
    bench.start("OPTIONS", Bench.UDP).after(100).answer(100).after(12_000).answer(200);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  OPTIONS ->
              100 ms  <- 100 OPTIONS
              100 ms  TU <- 100
              500 ms  OPTIONS ->
             4500 ms  OPTIONS ->
             8500 ms  OPTIONS ->
            12100 ms  <- 200 OPTIONS
            12100 ms  TU <- 200""");
  }

  @Test
  @Clause("RFC 3261 17.1.2.2")
  void timer_K_absorbs_repeated_answers() {
    bench.start("OPTIONS", Bench.UDP).after(100).answer(200).after(4000).answer(200).after(2000);
    bench.answer(200);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  OPTIONS ->
              100 ms  <- 200 OPTIONS
              100 ms  TU <- 200
             4100 ms  <- 200 OPTIONS
             5100 ms  ended
             6100 ms  <- 200 OPTIONS
             6100 ms  TU <- stray 200""");
  }

  @Test
  @Clause("RFC 3261 17.1.4")
  void a_broken_flow_fails_it_at_once_but_not_when_it_is_answered() {
    bench.start("OPTIONS", Bench.UDP).answer(200);
    bench.start("OPTIONS", Bench.UDP);
    bench.perform(bench.layer.flowFailed(Bench.UDP, bench.time.now()));
    assertThat(bench.count("TU <- transport"::equals)).isEqualTo(1);
    assertThat(bench.count("ended"::equals)).isEqualTo(2);
    assertThat(bench.layer.size()).isZero();
  }
}
