package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;

/// Two parties that do anything at any time, over a bad wire that also replays old messages:
/// nothing throws, and in the end nothing is left.
class CallFuzzTest {
  private final Line line = new Line(Transport.UDP, SessionPolicy.UNIT);
  private final List<SipMessage> seen = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void nothing_throws_and_nothing_is_left(long seed) {
    var chance = new SplittableRandom(seed);
    line.join(
        seed,
        wire -> wire.loss(0.1).doubling(0.1).delay(Duration.ofMillis(20), Duration.ofMillis(200)));
    line.a.wire = line.a.wire.andThen(seen::add);
    line.b.wire = line.b.wire.andThen(seen::add);
    assertThatCode(() -> play(chance)).doesNotThrowAnyException();
    assertThat(seen).hasSizeGreaterThan(500);
    for (Party party : List.of(line.a, line.b)) {
      for (Call call : List.copyOf(party.calls.values())) {
        party.does(call, one -> one.hangUp(line.time.now()));
      }
    }
    line.after(Duration.ofHours(2).toMillis());
    assertThat(line.a.calls.size() + line.b.calls.size()).isZero();
    assertThat(line.a.layer.size() + line.b.layer.size()).isZero();
  }

  private void play(SplittableRandom chance) {
    for (int i = 0; i < 600; i++) {
      Party party = chance.nextBoolean() ? line.a : line.b;
      List<Call> calls = List.copyOf(party.calls.values());
      if (calls.isEmpty() || chance.nextInt(12) == 0) {
        party.call("sip:x@example.com", body(chance));
      } else if (chance.nextInt(10) == 0 && !seen.isEmpty()) {
        party.receive(seen.get(chance.nextInt(seen.size())));
      } else {
        act(party, calls.get(chance.nextInt(calls.size())), chance);
      }
      line.after(chance.nextInt(2000));
    }
  }

  private void act(Party party, Call call, SplittableRandom chance) {
    var now = line.time.now();
    var sdp = Line.sdp("sdp " + chance.nextInt());
    var refusal = Refusal.of(new StatusCode(400 + chance.nextInt(200)));
    party.does(
        call,
        one ->
            switch (chance.nextInt(13)) {
              case 0 -> one.ring(body(chance), now);
              case 1 -> one.progress(sdp, now);
              case 2, 3, 4 -> one.answer(sdp, now);
              case 5 -> one.reject(refusal, now);
              case 6 -> one.hangUp(now);
              case 7 -> one.sendOffer(sdp, now);
              case 8 -> one.sendUpdate(sdp, now);
              case 9 -> one.refuseOffer(refusal, now);
              case 10 -> one.request(Method.INFO, Headers.NONE, body(chance), now);
              case 11 -> one.askForOffer(now);
              default -> one.answerOffer(sdp, now);
            });
  }

  private static Optional<Body> body(SplittableRandom chance) {
    return chance.nextBoolean() ? Optional.of(Line.sdp("x" + chance.nextInt())) : Optional.empty();
  }
}
