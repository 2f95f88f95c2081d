package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.call.CallServices;
import ringfence.adapter.dialling.DigitMap;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.adapter.dialling.Transformation;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.Clause;

/// The services of a line, as another phone over UDP meets them.
class ForwardTest {
  private static final String LINE = PlainUnit.LINE;

  private final PlainUnit plain = new PlainUnit();

  ForwardTest() throws Exception {}

  @AfterEach
  void end() {
    plain.close();
  }

  @Test
  @Clause("RFC 3261 21.3.3")
  void who_calls_a_forwarded_line_is_told_where_to_call() throws Exception {
    plain.start(
        it -> it.with(CallServices.FORWARD, LINE, true).with(CallServices.FORWARD_TO, LINE, "201"));
    plain.callIn("100");
    SipResponse moved = plain.peer().awaitFinal();
    assertThat(moved.status()).isEqualTo(StatusCode.MOVED_TEMPORARILY);
    assertThat(moved.headers().first(Header.CONTACT).orElseThrow().toString())
        .startsWith("<sip:201@");
  }

  @Test
  void a_phone_that_is_not_answered_stops_ringing_when_the_call_is_forwarded() throws Exception {
    plain.start(
        it ->
            it.with(CallServices.FORWARD_NO_ANSWER, LINE, true)
                .with(CallServices.FORWARD_NO_ANSWER_TO, LINE, "203")
                .with(CallServices.FORWARD_NO_ANSWER_AFTER, LINE, 200));
    plain.callIn("100");
    assertThat(plain.peer().awaitFinal().status()).isEqualTo(StatusCode.MOVED_TEMPORARILY);
    plain.await(status -> status.lines().getFirst().state().equals("Idle"));
    plain.await(status -> status.lines().getFirst().call().isEmpty());
  }

  @Test
  void a_digit_map_changes_what_is_called() throws Exception {
    Unit started =
        plain.start(
            it ->
                it.with(DtmfMaps.ALLOWED_MAP, "1", new DigitMap("9xxx"))
                    .with(DtmfMaps.TRANSFORMATION, "1", Transformation.parse("{9}00x")));
    started.handset(0).offHook();
    started.handset(0).press("9123");
    SipRequest invite = plain.peer().await(Method.INVITE);
    assertThat(invite.uri().toString()).startsWith("sip:00123@");
  }

  @Test
  @Clause("RFC 3261 20.26")
  void a_call_to_an_emergency_number_says_so_and_cannot_be_held() throws Exception {
    Unit started =
        plain.start(
            it ->
                it.with(DtmfMaps.ALLOWED_MAP, "1", new DigitMap("112"))
                    .with(DtmfMaps.EMERGENCY, "1", true)
                    .with(DtmfMaps.EMERGENCY_OVERRIDE, DtmfMaps.EmergencyOverride.NO_SERVICES)
                    .with(DtmfMaps.ALLOWED_MAP, "2", DigitMap.ANY));
    started.handset(0).offHook();
    started.handset(0).press("112");
    SipRequest invite = plain.peer().await(Method.INVITE);
    assertThat(invite.headers()).asString().contains("Priority: emergency");
    plain.peer().accept(invite, plain.peer().description(1));
    plain.await(status -> status.lines().getFirst().state().equals("Talking"));
    started.handset(0).flash();
    assertThat(started.status().get(5, TimeUnit.SECONDS).lines().getFirst().state())
        .isEqualTo("Talking");
    started.handset(0).onHook();
    var _ = plain.peer().await(Method.BYE);
    started.handset(0).offHook();
    started.handset(0).press("5#");
    SipRequest usual = plain.peer().await(Method.INVITE);
    assertThat(usual.headers()).asString().doesNotContain("Priority:");
  }
}
