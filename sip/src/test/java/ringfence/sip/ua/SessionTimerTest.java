package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;

class SessionTimerTest {
  private static Line line(SessionPolicy policy) {
    var line = new Line(Transport.TLS, policy);
    answering(line, line.a);
    answering(line, line.b);
    return line.talk();
  }

  private static void answering(Line line, Party party) {
    party.reaction =
        event -> {
          if (!(event instanceof CallEvent.Offered)) return;
          party.does(party.only(), call -> call.answerOffer(Line.sdp("answer"), line.time.now()));
        };
  }

  private static SessionPolicy policy(long seconds, long least, Method refresh) {
    return new SessionPolicy(true, Duration.ofSeconds(seconds), Duration.ofSeconds(least), refresh);
  }

  @Test
  @Clause({"RFC 4028 7.1", "RFC 4028 7.2", "RFC 4028 7.4"})
  void F100_the_caller_asks_for_an_hour_and_refreshes_after_1800_s_by_re_INVITE() {
    var line = line(SessionPolicy.UNIT);
    var invite = line.a.transmitted.getFirst();
    assertThat(invite.headers().first(Header.SESSION_EXPIRES)).get().hasToString("3600");
    assertThat(invite.headers().first(Header.MIN_SE)).contains(Duration.ofMinutes(30));
    assertThat(invite.headers().all(Header.SUPPORTED)).contains("timer");
    line.after(Duration.ofMinutes(31).toMillis());
    assertThat(line.flow()).contains("1801020 ms  a -> b  INVITE");
    var refresh = line.a.transmitted.get(2);
    assertThat(refresh.headers().first(Header.SESSION_EXPIRES))
        .get()
        .hasToString("3600;refresher=uac");
    assertThat(new String(refresh.body())).isEqualTo("offer");
    line.after(Duration.ofHours(10).toMillis());
    assertThat(line.a.calls).hasSize(1);
    assertThat(line.a.transmitted.stream().filter(one -> one.is(Method.INVITE))).hasSize(22);
  }

  @Test
  @Clause({"RFC 4028 7.4", "RFC 3311 5.1"})
  void a_policy_may_refresh_by_UPDATE_without_a_body_where_the_peer_allows_it() {
    var line = line(policy(600, 90, Method.UPDATE));
    line.after(Duration.ofMinutes(6).toMillis());
    assertThat(line.flow()).contains("301020 ms  a -> b  UPDATE").contains("b -> a  200 UPDATE");
    assertThat(line.a.transmitted.getLast().bodyLength()).isZero();
    assertThat(line.b.told()).containsExactly("confirmed");
  }

  @Test
  @Clause("RFC 4028 10")
  void without_a_refresh_the_callee_ends_the_call_before_the_session_expires() {
    var line = line(policy(600, 90, Method.INVITE));
    line.a.calls.clear();
    line.after(Duration.ofMinutes(11).toMillis());
    // 32 s before the end of the 600 s that began with the 200.
    assertThat(line.flow()).contains("569010 ms  b -> a  BYE");
    assertThat(line.b.told()).containsExactly("confirmed", "ended sessionexpired");
  }

  @Test
  @Clause("RFC 4028 10")
  void a_refresh_that_times_out_ends_the_call() {
    var line = line(policy(600, 90, Method.INVITE));
    line.join(1, wire -> wire.loss(1.0));
    line.after(Duration.ofMinutes(7).toMillis());
    assertThat(line.a.told()).endsWith("ended timedout");
  }

  @Test
  @Clause({"RFC 4028 9", "RFC 4028 7.3"})
  void too_short_an_interval_is_refused_with_422_and_asked_for_again_with_the_Min_SE() {
    var line = new Line(Transport.TLS, policy(100, 90, Method.INVITE));
    var strict =
        new Party(
            "b",
            Line.account("b", policy(3600, 1800, Method.INVITE)),
            line.time,
            Line.flow(Transport.TLS));
    line.a.wire =
        message -> {
          line.ladder.between(line.time.now(), "a", "b", message);
          line.time.after(Duration.ofMillis(10), () -> strict.receive(message));
        };
    strict.wire =
        message -> {
          line.ladder.between(line.time.now(), "b", "a", message);
          line.time.after(Duration.ofMillis(10), () -> line.a.receive(message));
        };
    strict.ringing =
        call -> strict.does(call, mine -> mine.answer(Line.sdp("answer"), line.time.now()));
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(1000);
    assertThat(line.flow())
        .isEqualTo(
            """
             0 ms  a -> b  INVITE
            10 ms  b -> a  422 INVITE
            20 ms  a -> b  ACK
            20 ms  a -> b  INVITE
            30 ms  b -> a  200 INVITE
            40 ms  a -> b  ACK""");
    var again = line.a.transmitted.get(2);
    assertThat(again.headers().first(Header.SESSION_EXPIRES)).get().hasToString("1800");
    assertThat(again.headers().first(Header.MIN_SE)).contains(Duration.ofMinutes(30));
    assertThat(again.cseq().number()).isEqualTo(line.a.transmitted.getFirst().cseq().number() + 1);
    assertThat(line.a.told()).containsExactly("answered answer");
  }

  @Test
  @Clause("RFC 4028 7.2")
  void a_peer_without_session_timers_leaves_the_call_without_one() {
    var line = line(SessionPolicy.NONE);
    line.after(Duration.ofHours(24).toMillis());
    assertThat(line.a.calls).hasSize(1);
    assertThat(line.a.transmitted).hasSize(2);
  }
}
