package ringfence.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ringfence.sip.message.SipRequest;
import ringfence.testkit.Clause;

class NonInviteServerTransactionTest {
  private final Bench bench = new Bench();
  private final SipRequest options = Bench.request("OPTIONS");

  @Test
  @Clause("RFC 3261 17.2.2")
  void repeats_are_discarded_before_the_answer_and_answered_again_after_it_until_timer_J() {
    bench.arrive(options, Bench.UDP).after(500).arrive(options, Bench.UDP).respond(200);
    bench.after(1000).arrive(options, Bench.UDP).after(40_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  <- OPTIONS
                0 ms  TU <- OPTIONS
              500 ms  <- OPTIONS
              500 ms  TU -> 200
              500 ms  200 OPTIONS ->
             1500 ms  <- OPTIONS
             1500 ms  200 OPTIONS ->
            32500 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.2.2")
  void over_TLS_timer_J_is_zero() {
    bench.arrive(options, Bench.TLS).respond(200);
    assertThat(bench.layer.size()).isZero();
    assertThat(bench.layer.deadline()).isEmpty();
  }

  @Test
  @Clause({"RFC 4320 4.1", "RFC 4320 4.2"})
  void a_silent_user_is_answered_for_with_100_when_timer_E_reaches_T2_but_never_with_408() {
    bench.arrive(options, Bench.UDP).after(60_000);
    assertThat(bench.flow())
        .isEqualTo(
            """
                0 ms  <- OPTIONS
                0 ms  TU <- OPTIONS
             3500 ms  100 OPTIONS ->
            32000 ms  ended""");
  }

  @Test
  @Clause("RFC 3261 17.2.2")
  void only_the_first_final_response_counts() {
    bench.arrive(options, Bench.UDP).respond(200).respond(500);
    assertThat(bench.count(line -> line.endsWith("OPTIONS ->"))).isEqualTo(1);
  }
}
