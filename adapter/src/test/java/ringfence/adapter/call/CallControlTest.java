package ringfence.adapter.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.adapter.call.LineOrder.Answer;
import ringfence.adapter.call.LineOrder.HangUp;
import ringfence.adapter.call.LineOrder.Hear;
import ringfence.adapter.call.LineOrder.Hold;
import ringfence.adapter.call.LineOrder.Place;
import ringfence.adapter.call.LineOrder.Refuse;
import ringfence.adapter.call.LineOrder.Resume;
import ringfence.adapter.call.LineOrder.Ring;
import ringfence.adapter.call.LineOrder.SendDigit;
import ringfence.adapter.call.LineServices.SecondCalls;
import ringfence.adapter.dialling.DialPlan;
import ringfence.adapter.dialling.DialPlan.Allowed;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.dialling.DigitMap;
import ringfence.adapter.dialling.Transformation;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineEvent;
import ringfence.adapter.line.LineEvent.Digit;
import ringfence.adapter.line.LineEvent.Flash;
import ringfence.adapter.line.LineEvent.OffHook;
import ringfence.adapter.line.LineEvent.OnHook;
import ringfence.testkit.VirtualTime;

class CallControlTest {
  private final VirtualTime time = new VirtualTime();
  private final CallControl control = new CallControl(LineServices.USUAL);

  private List<LineOrder> on(LineEvent event) {
    return control.on(event, time.now());
  }

  private void dial(String digits) {
    for (char key : digits.toCharArray()) on(new Digit(key));
  }

  private void talk() {
    control.incoming(time.now());
    on(new OffHook());
  }

  @Test
  void a_number_is_dialled_when_no_digit_follows_for_three_seconds() {
    assertThat(on(new OffHook())).containsExactly(new Hear(Hearing.DIAL_TONE));
    dial("101");
    time.advance(Duration.ofMillis(2999));
    assertThat(control.elapse(time.now())).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(control.deadline()).contains(time.now());
    assertThat(control.elapse(time.now()))
        .containsExactly(new Hear(Hearing.SILENCE), new Place(DialledNumber.of("101")));
  }

  @Test
  void the_hash_key_ends_a_number_at_once() {
    on(new OffHook());
    dial("101");
    assertThat(on(new Digit('#'))).contains(new Place(DialledNumber.of("101")));
  }

  @Test
  void nothing_dialled_for_twenty_seconds_gives_the_receiver_off_hook_tone() {
    on(new OffHook());
    time.advance(Duration.ofSeconds(20));
    assertThat(control.elapse(time.now()))
        .containsExactly(new Hear(Hearing.RECEIVER_OFF_HOOK_TONE));
    assertThat(control.deadline()).isEmpty();
  }

  @Test
  void a_number_that_is_never_completed_is_given_up_after_sixty_seconds() {
    var three = new CallControl(LineServices.by(DialPlan.ANY.allowing(allowed("xxx"))));
    three.on(new OffHook(), time.now());
    three.on(new Digit('1'), time.now());
    time.advance(Duration.ofSeconds(60).minusMillis(1));
    assertThat(three.elapse(time.now())).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(three.elapse(time.now())).containsExactly(new Hear(Hearing.RECEIVER_OFF_HOOK_TONE));
  }

  private static Allowed allowed(String map) {
    return new Allowed(new DigitMap(map), Transformation.NONE, Optional.empty());
  }

  @Test
  void the_code_of_a_service_is_answered_by_the_stutter_dial_tone() {
    control.services(LineServices.by(DialPlan.ANY.allowing(allowed("*72Sx.T"))));
    on(new OffHook());
    dial("*7");
    assertThat(on(new Digit('2'))).containsExactly(new Hear(Hearing.STUTTER_DIAL_TONE));
    assertThat(on(new Digit('5'))).containsExactly(new Hear(Hearing.SILENCE));
  }

  @Test
  void a_refused_number_gives_reorder() {
    on(new OffHook());
    assertThat(on(new Digit('*'))).containsExactly(new Hear(Hearing.REORDER_TONE));
  }

  @Test
  void an_own_call_is_heard_ringing_then_talking_and_ends_with_the_receiver() {
    on(new OffHook());
    control.place(DialledNumber.of("101"));
    assertThat(control.remoteRings(false)).containsExactly(new Hear(Hearing.RINGBACK));
    assertThat(control.answered()).containsExactly(new Hear(Hearing.CONVERSATION));
    assertThat(on(new Digit('5'))).containsExactly(new SendDigit('5'));
    assertThat(on(new OnHook())).containsExactly(new Hear(Hearing.SILENCE), new HangUp());
    assertThat(control.isIdle()).isTrue();
  }

  @Test
  void early_media_is_heard_instead_of_ringback() {
    on(new OffHook());
    control.place(DialledNumber.of("101"));
    assertThat(control.remoteRings(true)).containsExactly(new Hear(Hearing.CONVERSATION));
  }

  @Test
  void a_busy_party_is_heard_as_busy_and_a_failure_as_reorder() {
    on(new OffHook());
    control.place(DialledNumber.of("101"));
    assertThat(control.ended(true)).containsExactly(new Hear(Hearing.BUSY_TONE));
    on(new Flash());
    control.place(DialledNumber.of("102"));
    assertThat(control.ended(false)).containsExactly(new Hear(Hearing.REORDER_TONE));
  }

  @Test
  void an_incoming_call_rings_and_lifting_the_receiver_answers_it() {
    assertThat(control.incoming(time.now())).containsExactly(new Ring(true));
    assertThat(on(new OffHook()))
        .containsExactly(new Ring(false), new Hear(Hearing.CONVERSATION), new Answer());
    assertThat(control.ended(false)).containsExactly(new Hear(Hearing.REORDER_TONE));
    assertThat(on(new OnHook())).containsExactly(new Hear(Hearing.SILENCE));
  }

  @Test
  void a_caller_who_gives_up_stops_the_ringing() {
    control.incoming(time.now());
    assertThat(control.ended(false)).containsExactly(new Ring(false));
    assertThat(control.isIdle()).isTrue();
  }

  @Test
  void without_second_calls_a_flash_holds_the_call_and_takes_it_back() {
    control.services(LineServices.USUAL.with(SecondCalls.NONE));
    talk();
    assertThat(on(new Flash())).containsExactly(new Hear(Hearing.SILENCE), new Hold());
    assertThat(on(new Flash())).containsExactly(new Hear(Hearing.CONVERSATION), new Resume());
  }

  @Test
  void an_unregistered_line_gives_reorder_and_refuses_callers() {
    control.usable(Usability.UNREGISTERED);
    assertThat(control.incoming(time.now())).containsExactly(new Refuse(Refuse.Why.UNUSABLE));
    assertThat(on(new OffHook())).containsExactly(new Hear(Hearing.REORDER_TONE));
  }

  @Test
  void whatever_happens_the_receiver_put_down_leaves_the_line_idle_or_ringing() {
    var chance = new Random(7);
    LineEvent[] events = {new OffHook(), new OnHook(), new Flash(), new Digit('1')};
    for (int step = 0; step < 20_000; step++) {
      switch (chance.nextInt(9)) {
        case 0 -> control.incoming(time.now());
        case 1 -> control.answered();
        case 2 -> control.ended(chance.nextBoolean());
        case 3 -> control.elapse(time.now());
        case 4 -> control.otherEnded();
        case 5 -> control.referred();
        default -> on(events[chance.nextInt(events.length)]);
      }
      time.advance(Duration.ofMillis(chance.nextInt(5000)));
      if (step % 10 == 0) {
        on(new OnHook());
        assertThat(control.status()).isIn("Idle", "Ringing");
      }
    }
  }

  @Test
  void a_refused_hold_lets_the_parties_talk_on_and_a_refused_return_does_not() {
    control.services(LineServices.USUAL.with(SecondCalls.NONE));
    talk();
    on(new Flash());
    assertThat(control.heldAsBefore(false)).containsExactly(new Hear(Hearing.CONVERSATION));
    assertThat(on(new Flash())).contains(new Hold());
    on(new Flash());
    assertThat(control.heldAsBefore(true)).containsExactly(new Hear(Hearing.SILENCE));
    assertThat(on(new Flash())).contains(new Resume());
    on(new OnHook());
    assertThat(control.heldAsBefore(true)).isEmpty();
  }
}
