package ringfence.adapter.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.adapter.call.LineOrder.Answer;
import ringfence.adapter.call.LineOrder.HangUp;
import ringfence.adapter.call.LineOrder.HangUpOther;
import ringfence.adapter.call.LineOrder.Hear;
import ringfence.adapter.call.LineOrder.Hold;
import ringfence.adapter.call.LineOrder.Join;
import ringfence.adapter.call.LineOrder.Place;
import ringfence.adapter.call.LineOrder.Refuse;
import ringfence.adapter.call.LineOrder.Resume;
import ringfence.adapter.call.LineOrder.Ring;
import ringfence.adapter.call.LineOrder.Swap;
import ringfence.adapter.call.LineOrder.Transfer;
import ringfence.adapter.call.LineServices.SecondCalls;
import ringfence.adapter.call.LineServices.Transfers;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineEvent;
import ringfence.adapter.line.LineEvent.Flash;
import ringfence.adapter.line.LineEvent.OffHook;
import ringfence.adapter.line.LineEvent.OnHook;
import ringfence.testkit.VirtualTime;

/// What a flash, the receiver and the ends of calls do with two calls.
class TwoCallsTest {
  private static final Hear CONVERSATION = new Hear(Hearing.CONVERSATION);
  private static final Hear SILENCE = new Hear(Hearing.SILENCE);
  private static final Hear REORDER = new Hear(Hearing.REORDER_TONE);
  private static final PhoneState TALKING = new PhoneState.Talking(false);
  private static final PhoneState CALLING = new PhoneState.Calling();
  private static final PhoneState TONE = new PhoneState.ToneOnly();
  private static final PhoneState CONFERENCE = new PhoneState.Conference();

  private final VirtualTime time = new VirtualTime();
  private final CallControl control = new CallControl(LineServices.USUAL);

  private List<LineOrder> on(LineEvent event) {
    return control.on(event, time.now());
  }

  private static Arguments rule(PhoneState phone, OtherCall other, LineOrder... orders) {
    return arguments(phone, other, List.of(orders));
  }

  static Stream<Arguments> flashes() {
    return Stream.of(
        rule(TALKING, OtherCall.WAITING, new Hold(), new Swap(), new Answer(), CONVERSATION),
        rule(TONE, OtherCall.WAITING, new Swap(), new Answer(), CONVERSATION),
        rule(TALKING, OtherCall.HELD, new Hold(), new Swap(), new Resume(), CONVERSATION),
        rule(TALKING, OtherCall.CONSULTED, new Join()),
        rule(
            CALLING,
            OtherCall.CONSULTED,
            new Swap(),
            new HangUpOther(),
            new Resume(),
            CONVERSATION),
        rule(TONE, OtherCall.CONSULTED, new Swap(), new Resume(), CONVERSATION),
        rule(CONFERENCE, OtherCall.CONSULTED),
        rule(CALLING, OtherCall.REFERRER));
  }

  @ParameterizedTest
  @MethodSource("flashes")
  void a_flash(PhoneState phone, OtherCall other, List<LineOrder> orders) {
    assertThat(new TwoCalls(phone, other, LineServices.USUAL).flash().orders()).isEqualTo(orders);
  }

  static Stream<Arguments> hangingUp() {
    return Stream.of(
        rule(TALKING, OtherCall.NONE, SILENCE, new HangUp()),
        rule(TALKING, OtherCall.WAITING, SILENCE, new HangUp(), new Swap(), new Ring(true)),
        rule(TONE, OtherCall.WAITING, SILENCE, new Swap(), new Ring(true)),
        rule(TALKING, OtherCall.HELD, SILENCE, new Transfer()),
        rule(TALKING, OtherCall.CONSULTED, SILENCE, new Transfer()),
        rule(CALLING, OtherCall.CONSULTED, SILENCE, new Transfer()),
        rule(TONE, OtherCall.CONSULTED, SILENCE, new HangUpOther()),
        rule(CALLING, OtherCall.REFERRER, SILENCE, new HangUp(), new HangUpOther()),
        rule(CONFERENCE, OtherCall.CONSULTED, SILENCE, new HangUp(), new HangUpOther()));
  }

  @ParameterizedTest
  @MethodSource("hangingUp")
  void hanging_up(PhoneState phone, OtherCall other, List<LineOrder> orders) {
    assertThat(new TwoCalls(phone, other, LineServices.USUAL).onHook().orders()).isEqualTo(orders);
  }

  @Test
  void without_transfers_hanging_up_ends_both_calls() {
    var services = LineServices.USUAL.with(Transfers.NONE);
    for (PhoneState phone : List.of(TALKING, CALLING)) {
      assertThat(new TwoCalls(phone, OtherCall.CONSULTED, services).onHook().orders())
          .containsExactly(SILENCE, new HangUp(), new HangUpOther());
    }
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        rule(TALKING, OtherCall.CONSULTED, REORDER),
        rule(TALKING, OtherCall.WAITING, REORDER),
        rule(CALLING, OtherCall.CONSULTED, REORDER),
        rule(CALLING, OtherCall.REFERRER, new Swap(), CONVERSATION),
        rule(CONFERENCE, OtherCall.CONSULTED, new Swap(), CONVERSATION));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void the_end_of_the_call_at_the_ear(PhoneState phone, OtherCall other, List<LineOrder> orders) {
    var rules = new TwoCalls(phone, other, LineServices.USUAL);
    assertThat(rules.ended(false).orders()).isEqualTo(orders);
  }

  @Test
  void with_auto_switch_the_held_party_comes_back_by_itself() {
    var services = LineServices.USUAL.with(new SecondCalls(true, true, true, true));
    var step = new TwoCalls(TALKING, OtherCall.CONSULTED, services).ended(false);
    assertThat(step.orders()).containsExactly(new Swap(), new Resume(), CONVERSATION);
    assertThat(step.other()).isEqualTo(OtherCall.NONE);
  }

  @Test
  void a_second_call_is_dialled_joined_and_left() {
    talk();
    assertThat(on(new Flash()))
        .containsExactly(new Hold(), new Swap(), new Hear(Hearing.DIAL_TONE));
    assertThat(control.place(DialledNumber.of("102"))).contains(new Place(DialledNumber.of("102")));
    control.answered();
    assertThat(on(new Flash())).containsExactly(new Join());
    assertThat(control.status()).isEqualTo("Conference");
    assertThat(control.otherEnded()).containsExactly(CONVERSATION);
    assertThat(control.status()).isEqualTo("Talking");
  }

  @Test
  void without_a_conference_a_flash_goes_to_and_fro() {
    control.services(LineServices.USUAL.with(new SecondCalls(true, true, false, false)));
    talk();
    on(new Flash());
    control.place(DialledNumber.of("102"));
    control.answered();
    for (int i = 0; i < 3; i++) {
      assertThat(on(new Flash()))
          .containsExactly(new Hold(), new Swap(), new Resume(), CONVERSATION);
    }
  }

  @Test
  void a_second_caller_waits_and_a_third_finds_the_line_busy() {
    talk();
    assertThat(control.incoming(time.now())).containsExactly(new Hear(Hearing.CALL_WAITING_TONE));
    assertThat(control.incoming(time.now())).containsExactly(new Refuse(Refuse.Why.BUSY));
    assertThat(control.otherEnded()).containsExactly(CONVERSATION);
  }

  @Test
  void without_call_waiting_a_second_caller_finds_the_line_busy() {
    control.services(LineServices.USUAL.with(new SecondCalls(false, true, false, true)));
    talk();
    assertThat(control.incoming(time.now())).containsExactly(new Refuse(Refuse.Why.BUSY));
  }

  @Test
  void a_party_that_refuses_to_be_held_is_talked_to_again() {
    talk();
    on(new Flash());
    assertThat(control.otherHeldAsBefore(false)).containsExactly(new Swap(), CONVERSATION);
    assertThat(control.status()).isEqualTo("Talking");
  }

  @Test
  void one_is_sent_on_a_few_times_only() {
    talk();
    int followed = 0;
    while (control.referred().isPresent()) {
      control.answered();
      followed++;
    }
    assertThat(followed).isEqualTo(5);
    on(new OnHook());
    talk();
    assertThat(control.referred()).isPresent();
  }

  @Test
  void nobody_is_sent_on_who_has_two_calls_or_none() {
    assertThat(control.referred()).isEqualTo(Optional.empty());
    talk();
    control.incoming(time.now());
    assertThat(control.referred()).isEqualTo(Optional.empty());
  }

  private void talk() {
    control.incoming(time.now());
    on(new OffHook());
  }
}
