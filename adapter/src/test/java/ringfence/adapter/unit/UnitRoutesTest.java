package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.route.CRout;
import ringfence.adapter.route.CallProperty;
import ringfence.adapter.route.HuntSettings;
import ringfence.adapter.route.MappedProperty;
import ringfence.adapter.route.MappingSettings;
import ringfence.adapter.route.Rule;
import ringfence.adapter.route.Signaling;
import ringfence.adapter.route.SignalingSettings;
import ringfence.manage.event.Event;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.Clause;

/// The call router of a unit, as another phone over UDP meets it.
class UnitRoutesTest {
  private final PlainUnit plain = new PlainUnit();

  UnitRoutesTest() throws Exception {}

  @AfterEach
  void end() {
    plain.close();
  }

  private static Settings in(Settings before, String name, String rule, String destination) {
    return route(before, name, "sip-default", rule, destination);
  }

  private static Settings out(Settings before, String name, String rule) {
    return route(before, name, "fxs-FXS1", rule, "sip-default");
  }

  private static Settings route(
      Settings before, String name, String source, String rule, String destination) {
    return before
        .with(CRout.SOURCES, name, source)
        .with(CRout.PROPERTY, name, CallProperty.CALLED_E164)
        .with(CRout.RULE, name, Rule.parse(rule))
        .with(CRout.DESTINATION, name, destination);
  }

  private static UnitStatus.Line line(UnitStatus status, int number) {
    return status.lines().get(number);
  }

  @Test
  @Clause("RFC 3261 21.4.5")
  void a_route_sends_a_caller_on_another_lets_the_line_ring_and_no_route_is_404() throws Exception {
    var _ = plain.start(it -> in(in(it, "1", "^300$", "SipRedirect-301"), "2", "^4", "fxs-FXS1"));
    plain.callIn("300");
    SipResponse moved = plain.peer().awaitFinal();
    assertThat(moved.headers().first(Header.CONTACT).orElseThrow().toString())
        .startsWith("<sip:301@");
    plain.callIn("100");
    assertThat(plain.peer().awaitFinal().status()).isEqualTo(StatusCode.NOT_FOUND);
    assertThat(plain.events().recent())
        .extracting(Event::sentence)
        .contains(
            "A caller is answered 404: no route for 100 from sip-default: none of the 2 rules"
                + " matches (CalledE164 ^300$, CalledE164 ^4).");
    plain.callIn("456");
    plain.await(status -> line(status, 0).state().equals("Ringing"));
  }

  @Test
  void a_line_without_a_route_hears_the_reorder_tone_and_is_told_why() throws Exception {
    Unit unit = plain.start(it -> out(in(it, "in", "", "fxs-FXS1"), "out", "^9"));
    unit.handset(0).offHook();
    unit.dial(0, "555");
    UnitStatus status = plain.await(it -> line(it, 0).hearing() == Hearing.REORDER_TONE);
    assertThat(line(status, 0).lastEnd())
        .isEqualTo("no route for 555 from fxs-FXS1: none of the 1 rules matches (CalledE164 ^9)");
  }

  @Test
  @Clause({"RFC 3323 4.2", "RFC 3325 9.3"})
  void a_route_changes_who_calls_whom_and_asks_for_privacy() throws Exception {
    Unit unit =
        plain.start(
            it ->
                out(it, "out", "^0")
                    .with(CRout.MAPPINGS, "out", "national, trunk")
                    .with(CRout.SIGNALING, "out", "hidden")
                    .with(MappingSettings.NAME, "1", "national")
                    .with(MappingSettings.RULE, "1", Rule.parse("^0([1-9].*)$"))
                    .with(MappingSettings.VALUE, "1", "+49\\1")
                    .with(MappingSettings.TRANSFORMATION, "national", MappedProperty.CALLED_E164)
                    .with(MappingSettings.NAME, "2", "trunk")
                    .with(MappingSettings.VALUE, "2", "+4930555")
                    .with(MappingSettings.TRANSFORMATION, "trunk", MappedProperty.CALLING_E164)
                    .with(SignalingSettings.PRIVACY, "hidden", Signaling.Privacy.ID));
    unit.handset(0).offHook();
    unit.dial(0, "0401");
    SipRequest invite = plain.peer().await(Method.INVITE);
    assertThat(invite.uri().toString()).startsWith("sip:+49401@");
    assertThat(invite.from().uri().toString()).startsWith("sip:+4930555@");
    assertThat(invite.headers().first(Header.PRIVACY)).contains("id");
  }

  @Test
  void a_mapping_names_the_host_that_is_called() throws Exception {
    String there = plain.peer().address().toString();
    Unit unit =
        plain.start(
            it ->
                out(it, "out", "")
                    .with(CRout.MAPPINGS, "out", "host")
                    .with(MappingSettings.NAME, "1", "host")
                    .with(MappingSettings.VALUE, "1", there)
                    .with(MappingSettings.TRANSFORMATION, "host", MappedProperty.CALLED_HOST));
    unit.handset(0).offHook();
    unit.dial(0, "5");
    SipRequest invite = plain.peer().await(Method.INVITE);
    assertThat(invite.uri()).hasToString("sip:5@" + there);
    assertThat(invite.headers().first(Header.PRIVACY)).isEmpty();
  }

  @Test
  void a_180_carries_a_description_unless_its_route_forbids_it() throws Exception {
    var _ =
        plain.start(
            it ->
                in(in(it, "plain", "^1", "fxs-FXS1"), "bare", "", "fxs-FXS2")
                    .with(SipEp.USER_NAME, "FXS2", "101")
                    .with(CRout.SIGNALING, "bare", "bare")
                    .with(SignalingSettings.ALLOW_180_SDP, "bare", false));
    plain.callIn("100");
    assertThat(plain.peer().await(StatusCode.RINGING).body()).isNotEmpty();
    plain.callIn("200");
    assertThat(plain.peer().await(StatusCode.RINGING).body()).isEmpty();
  }

  @Test
  void a_hunt_passes_over_a_line_that_is_busy_if_that_is_among_its_causes() throws Exception {
    Unit unit =
        plain.start(
            it ->
                in(in(it, "all", "^1", "hunt-all"), "strict", "", "hunt-strict")
                    .with(HuntSettings.DESTINATIONS, "all", "fxs-FXS1, fxs-FXS2")
                    .with(HuntSettings.CAUSES, "all", "17")
                    .with(HuntSettings.DESTINATIONS, "strict", "fxs-FXS1, fxs-FXS2")
                    .with(SipEp.USER_NAME, "FXS2", "101"));
    unit.handset(0).offHook();
    plain.await(status -> line(status, 0).hearing() == Hearing.DIAL_TONE);
    plain.callIn("200");
    assertThat(plain.peer().awaitFinal().status()).isEqualTo(StatusCode.BUSY_HERE);
    plain.callIn("100");
    plain.await(status -> line(status, 1).state().equals("Ringing"));
  }
}
