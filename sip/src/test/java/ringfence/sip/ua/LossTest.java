package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;

/// Whole calls over a wire that loses, delays, doubles and reorders.
class LossTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  @Clause({"RFC 3261 17", "RFC 3261 13.3.1.4"})
  void a_call_over_UDP_with_a_fifth_lost_ends_well(long seed) {
    var line = new Line(Transport.UDP, SessionPolicy.NONE);
    line.join(
        seed,
        wire -> wire.loss(0.2).doubling(0.1).delay(Duration.ofMillis(50), Duration.ofMillis(300)));
    answering(line, line.a);
    answering(line, line.b);
    line.talk().after(30_000);
    offer(line, line.a, "hold");
    line.after(30_000);
    offer(line, line.b, "resume");
    line.after(30_000);
    line.a.does(line.a.only(), call -> call.hangUp(line.time.now()));
    line.after(200_000);
    assertThat(line.a.told())
        .contains("answered answer", "accepted answer of b", "offered resume")
        .endsWith("ended hungup");
    assertThat(line.b.told())
        .startsWith("confirmed")
        .contains("offered hold", "accepted answer of a")
        .endsWith("ended peerhungup");
    assertThat(line.a.layer.size() + line.b.layer.size()).isZero();
    assertThat(line.a.finished + line.b.finished).isEqualTo(2);
  }

  private static void offer(Line line, Party party, String offer) {
    party.does(party.only(), call -> call.sendOffer(Line.sdp(offer), line.time.now()));
  }

  private static void answering(Line line, Party party) {
    party.reaction =
        event -> {
          if (!(event instanceof CallEvent.Offered)) return;
          var answer = Line.sdp("answer of " + party.name);
          party.does(party.only(), call -> call.answerOffer(answer, line.time.now()));
        };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  @Clause("RFC 3261 9")
  void a_call_hung_up_at_any_moment_by_either_side_leaves_nothing(long seed) {
    var line = new Line(Transport.UDP, SessionPolicy.NONE);
    line.join(
        seed,
        wire -> wire.loss(0.2).doubling(0.1).delay(Duration.ofMillis(50), Duration.ofMillis(300)));
    line.b.ringing =
        call -> {
          line.b.does(call, mine -> mine.ring(Optional.empty(), line.time.now()));
          line.time.after(
              Duration.ofMillis(700),
              () -> line.b.does(call, mine -> mine.answer(Line.sdp("answer"), line.time.now())));
        };
    Call call = line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.time.after(
        Duration.ofMillis(seed * 97), () -> line.a.does(call, one -> one.hangUp(line.time.now())));
    line.time.after(
        Duration.ofMillis(seed * 61 + 300),
        () ->
            line.b.calls.values().stream()
                .findFirst()
                .ifPresent(one -> line.b.does(one, mine -> mine.hangUp(line.time.now()))));
    line.after(300_000);
    assertThat(line.a.layer.size() + line.b.layer.size()).isZero();
    assertThat(line.a.calls).isEmpty();
    assertThat(line.b.calls).isEmpty();
    assertThat(line.a.told().stream().filter(word -> word.startsWith("ended"))).hasSize(1);
  }
}
