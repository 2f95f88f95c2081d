package ringfence.adapter.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.adapter.call.LineOrder.Hear;
import ringfence.adapter.call.LineOrder.Place;
import ringfence.adapter.call.LineOrder.Redirect;
import ringfence.adapter.call.LineOrder.Refuse;
import ringfence.adapter.call.LineOrder.Ring;
import ringfence.adapter.call.LineServices.Forwards;
import ringfence.adapter.call.LineServices.SecondCalls;
import ringfence.adapter.call.LineServices.Transfers;
import ringfence.adapter.dialling.DialPlan;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.adapter.gateway.SipMisc;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineEvent.Digit;
import ringfence.adapter.line.LineEvent.Flash;
import ringfence.adapter.line.LineEvent.OffHook;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.testkit.VirtualTime;

class CallServicesTest {
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime();

  private CallControl line(LineServices services) {
    return new CallControl(services);
  }

  private List<LineOrder> lift(CallControl line) {
    return line.on(new OffHook(), time.now());
  }

  @Test
  void a_hot_line_calls_when_the_receiver_is_lifted() {
    var line = line(LineServices.USUAL.calling("900"));
    assertThat(lift(line)).contains(new Place(DialledNumber.of("900")));
    assertThat(line.status()).isEqualTo("Calling");
  }

  @Test
  void a_delayed_hot_line_calls_when_nothing_is_dialled() {
    var line = line(LineServices.USUAL.callingLater("900"));
    assertThat(lift(line)).containsExactly(new Hear(Hearing.DIAL_TONE));
    time.advance(Duration.ofSeconds(20));
    assertThat(line.elapse(time.now())).contains(new Place(DialledNumber.of("900")));
  }

  @Test
  void a_delayed_hot_line_leaves_what_is_dialled_alone() {
    var line = line(LineServices.USUAL.callingLater("900"));
    lift(line);
    line.on(new Digit('1'), time.now());
    time.advance(Duration.ofSeconds(3));
    assertThat(line.elapse(time.now())).contains(new Place(DialledNumber.of("1")));
  }

  @Test
  void without_hold_a_flash_changes_nothing() {
    var line = line(LineServices.USUAL.withoutHold());
    line.incoming(time.now());
    lift(line);
    assertThat(line.on(new Flash(), time.now())).isEmpty();
    assertThat(line.isTalking()).isTrue();
  }

  @Test
  void an_unconditional_forward_sends_every_caller_on_and_the_phone_stays_silent() {
    var line = line(LineServices.USUAL.with(forwards("201", "", "")));
    assertThat(line.incoming(time.now())).containsExactly(new Redirect("201"));
    assertThat(line.isIdle()).isTrue();
  }

  @Test
  void a_forward_on_busy_sends_on_only_who_calls_a_line_in_use() {
    var line = line(LineServices.USUAL.with(forwards("", "202", "")));
    assertThat(line.incoming(time.now())).containsExactly(new Ring(true));
    assertThat(line.incoming(time.now())).containsExactly(new Redirect("202"));
  }

  @Test
  void a_forward_on_no_answer_waits_for_its_time() {
    var line = line(LineServices.USUAL.with(forwards("", "", "203")));
    line.incoming(time.now());
    time.advance(FIVE_SECONDS.minusMillis(1));
    assertThat(line.elapse(time.now())).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(line.deadline()).contains(time.now());
    assertThat(line.elapse(time.now())).containsExactly(new Ring(false), new Redirect("203"));
    assertThat(line.isIdle()).isTrue();
  }

  @Test
  void who_answers_in_time_is_not_forwarded() {
    var line = line(LineServices.USUAL.with(forwards("", "", "203")));
    line.incoming(time.now());
    lift(line);
    time.advance(FIVE_SECONDS);
    assertThat(line.elapse(time.now())).isEmpty();
    assertThat(line.isTalking()).isTrue();
  }

  private static Forwards forwards(String always, String busy, String noAnswer) {
    return new Forwards(chosen(always), chosen(busy), chosen(noAnswer), FIVE_SECONDS);
  }

  private static Optional<String> chosen(String number) {
    return Optional.of(number).filter(text -> !text.isEmpty());
  }

  @Test
  void an_unregistered_line_refuses_whom_it_does_not_forward() {
    var line = line(LineServices.USUAL.with(forwards("", "202", "")));
    line.usable(Usability.UNREGISTERED);
    assertThat(line.incoming(time.now())).containsExactly(new Refuse(Refuse.Why.UNUSABLE));
  }

  @Test
  void an_address_is_dialled_past_the_servers_where_that_is_allowed() {
    var line = line(LineServices.by(DialPlan.ANY.withDirectIp()));
    lift(line);
    List<LineOrder> last = List.of();
    for (char key : "**127*0*0*9*".toCharArray()) last = line.on(new Digit(key), time.now());
    var there = new DialledNumber("", Optional.of(HostPort.of("127.0.0.9")));
    assertThat(last).contains(new Place(there));
  }

  private static Settings settings() {
    return Settings.of(
        CallServices.DECLARATIONS.and(DtmfMaps.DECLARATIONS).and(SipMisc.DECLARATIONS));
  }

  @Test
  void from_the_factory_a_line_has_every_service_for_two_calls() {
    var line = CallServices.of(settings(), "FXS1");
    assertThat(line.second()).isEqualTo(SecondCalls.USUAL);
    assertThat(line.transfers()).isEqualTo(Transfers.USUAL);
  }

  @Test
  void without_hold_there_is_no_service_for_two_calls() {
    var line = CallServices.of(settings().with(CallServices.HOLD, false), "FXS1");
    assertThat(line.second()).isEqualTo(SecondCalls.NONE);
    assertThat(line.transfers().blind() || line.transfers().attended()).isFalse();
  }

  @Test
  void the_settings_of_a_line_become_its_services() {
    var settings =
        settings()
            .with(CallServices.HOLD, false)
            .with(CallServices.AUTOMATIC, "FXS1", true)
            .with(CallServices.AUTOMATIC_TARGET, "FXS1", "900")
            .with(CallServices.FORWARD_TO, "FXS1", "201")
            .with(CallServices.FORWARD_BUSY, "FXS2", true)
            .with(CallServices.FORWARD_BUSY_TO, "FXS2", "202");
    var first = CallServices.of(settings, "FXS1");
    assertThat(first.hold()).isFalse();
    assertThat(first.automatic()).contains("900");
    assertThat(first.forwards().always()).as("its switch is off").isEmpty();
    var second = CallServices.of(settings, "FXS2");
    assertThat(second.automatic()).isEmpty();
    assertThat(second.forwards().busy()).contains("202");
  }
}
