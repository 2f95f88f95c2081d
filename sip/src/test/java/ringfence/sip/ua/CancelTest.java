package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

/// CANCEL and what it meets on its way.
class CancelTest {
  private final Line line = new Line();

  private void hangUp(Party party) {
    party.does(party.only(), call -> call.hangUp(line.time.now()));
  }

  private Call ringing() {
    line.b.ringing =
        call -> line.b.does(call, mine -> mine.ring(Optional.empty(), line.time.now()));
    return line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
  }

  @Test
  @Clause({"RFC 3261 9.1", "RFC 3261 9.2"})
  void a_ringing_call_is_cancelled() {
    ringing();
    line.after(500);
    hangUp(line.a);
    line.after(40_000);
    assertThat(line.flow())
        .isEqualTo(
            """
              0 ms  a -> b  INVITE
             10 ms  b -> a  180 INVITE
            500 ms  a -> b  CANCEL
            510 ms  b -> a  200 CANCEL
            510 ms  b -> a  487 INVITE
            520 ms  a -> b  ACK""");
    assertThat(line.a.told()).containsExactly("progress 180", "ended hungup");
    assertThat(line.b.told()).containsExactly("ended peercancelled");
    assertThat(line.a.finished + line.b.finished).isEqualTo(2);
    assertThat(line.a.layer.size() + line.b.layer.size()).isZero();
  }

  @Test
  @Clause("RFC 3261 9.1")
  void a_call_cancelled_before_any_response_waits_for_the_first() {
    ringing();
    hangUp(line.a);
    line.after(1000);
    assertThat(line.flow())
        .isEqualTo(
            """
             0 ms  a -> b  INVITE
            10 ms  b -> a  180 INVITE
            20 ms  a -> b  CANCEL
            30 ms  b -> a  200 CANCEL
            30 ms  b -> a  487 INVITE
            40 ms  a -> b  ACK""");
  }

  @Test
  @Clause({"RFC 3261 9.1", "RFC 3261 15"})
  void a_200_that_crosses_the_CANCEL_is_acknowledged_and_ended_by_BYE() {
    Call call = ringing();
    line.after(500);
    line.b.does(line.b.only(), mine -> mine.answer(Line.sdp("answer"), line.time.now()));
    line.a.does(call, mine -> mine.hangUp(line.time.now()));
    line.after(100);
    assertThat(line.flow())
        .isEqualTo(
            """
              0 ms  a -> b  INVITE
             10 ms  b -> a  180 INVITE
            500 ms  b -> a  200 INVITE
            500 ms  a -> b  CANCEL
            510 ms  a -> b  ACK
            510 ms  a -> b  BYE
            510 ms  b -> a  200 CANCEL
            520 ms  b -> a  200 BYE""");
    assertThat(line.a.told()).containsExactly("progress 180", "ended hungup");
    assertThat(line.b.told()).containsExactly("confirmed", "ended peerhungup");
  }

  @Test
  @Clause("RFC 3261 9.2")
  void an_answer_that_comes_after_the_CANCEL_does_nothing() {
    ringing();
    line.after(500);
    Call called = line.b.only();
    hangUp(line.a);
    line.after(10);
    line.b.does(called, mine -> mine.answer(Line.sdp("answer"), line.time.now()));
    line.after(1000);
    assertThat(line.b.told()).containsExactly("ended peercancelled");
    assertThat(line.flow()).doesNotContain("b -> a  200 INVITE");
  }

  @Test
  @Clause("RFC 3261 9.1")
  void a_peer_that_stays_silent_after_the_CANCEL_is_given_up_after_64_T1() {
    ringing();
    line.after(500);
    line.join(1, wire -> wire.loss(1.0));
    hangUp(line.a);
    line.after(Duration.ofSeconds(33).toMillis());
    assertThat(line.a.finished).isEqualTo(1);
    assertThat(line.a.layer.size()).isZero();
  }
}
