package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.call.CallServices;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.gateway.GatewayType;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.line.Hearing;
import ringfence.manage.event.EventLog;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.Lookout;
import ringfence.transport.tls.TrustAnchors;

/// A call of a unit over UDP with a peer that does not do what is asked of it.
class HoldTest {
  private static final StatusCode NOT_ACCEPTABLE = new StatusCode(488);
  private static final Headers REFRESHED_SOON =
      Headers.NONE.append("Session-Expires", "6;refresher=uac").append("Require", "timer");

  private final EventLog events = new EventLog(100, InstantSource.system());
  private Stranger peer;
  private SipRequest invite;
  private Unit unit;

  @BeforeEach
  void talk() throws Exception {
    peer = new Stranger(Loopback.address());
    unit = Unit.start(options());
    await(status -> line(status).operational());
    unit.handset(0).offHook();
    unit.dial(0, "900");
    invite = peer.await(Method.INVITE);
    peer.accept(invite, peer.description(1), REFRESHED_SOON);
    peer.await(Method.ACK);
    await(status -> line(status).state().equals("Talking"));
  }

  @AfterEach
  void end() {
    unit.close();
    peer.close();
    events.close();
  }

  @Test
  @Clause("RFC 3261 14.1")
  void a_hold_that_the_peer_refuses_is_no_hold() throws Exception {
    unit.handset(0).flash();
    SipRequest hold = peer.await(Method.INVITE);
    assertThat(body(hold)).contains("a=inactive");
    peer.answer(hold, NOT_ACCEPTABLE);
    UnitStatus after = await(status -> line(status).state().equals("Talking"));
    assertThat(line(after).hearing()).isEqualTo(Hearing.CONVERSATION);
    assertThat(events.recent()).anyMatch(event -> event.sentence().contains("488"));
  }

  @Test
  @Clause("RFC 3261 14.1")
  void a_hold_stays_when_the_peer_refuses_to_be_taken_back() throws Exception {
    unit.handset(0).flash();
    peer.accept(peer.await(Method.INVITE), peer.description(2) + "a=inactive\r\n");
    peer.await(Method.ACK);
    unit.handset(0).flash();
    SipRequest resume = peer.await(Method.INVITE);
    assertThat(body(resume)).contains("a=sendrecv");
    peer.answer(resume, NOT_ACCEPTABLE);
    UnitStatus after = await(status -> line(status).state().equals("Held"));
    assertThat(line(after).hearing()).isEqualTo(Hearing.SILENCE);
  }

  @Test
  @Clause("RFC 3261 14.1")
  void who_changes_his_mind_during_a_hold_is_asked_for_after_it() throws Exception {
    unit.handset(0).flash();
    SipRequest hold = peer.await(Method.INVITE);
    unit.handset(0).flash();
    await(status -> line(status).state().equals("Talking"));
    peer.accept(hold, peer.description(2) + "a=inactive\r\n");
    peer.await(Method.ACK);
    SipRequest resume = peer.await(Method.INVITE);
    assertThat(body(resume)).contains("a=sendrecv");
    peer.accept(resume, peer.description(3));
    peer.await(Method.ACK);
    assertThat(line(unit.status().get(5, TimeUnit.SECONDS)).state()).isEqualTo("Talking");
    assertNoFault();
  }

  @Test
  @Clause("RFC 3261 14.1")
  void a_hold_that_met_an_offer_of_the_peer_is_made_anew_after_it() throws Exception {
    unit.handset(0).flash();
    SipRequest hold = peer.await(Method.INVITE);
    peer.answer(hold, StatusCode.REQUEST_PENDING);
    peer.await(Method.ACK);
    assertThat(peer.offer(invite, peer.description(2)).status()).isEqualTo(StatusCode.OK);
    SipRequest again = peer.await(Method.INVITE);
    assertThat(body(again)).contains("a=inactive").isNotEqualTo(body(hold));
    peer.accept(again, peer.description(3) + "a=inactive\r\n");
    peer.await(Method.ACK);
    assertThat(line(unit.status().get(5, TimeUnit.SECONDS)).state()).isEqualTo("Held");
    assertNoFault();
  }

  @Test
  @Clause("RFC 4028 7.4")
  void a_refresh_changes_nothing() throws Exception {
    SipRequest refresh = peer.await(Method.INVITE);
    assertThat(body(refresh)).isEqualTo(body(invite));
    peer.accept(refresh, peer.description(1), REFRESHED_SOON);
    peer.await(Method.ACK);
    assertThat(line(unit.status().get(5, TimeUnit.SECONDS)).state()).isEqualTo("Talking");
    assertNoFault();
  }

  private void assertNoFault() {
    assertThat(events.recent()).noneMatch(event -> event.sentence().contains("A step failed"));
  }

  private UnitStatus await(Predicate<UnitStatus> wanted) throws Exception {
    return unit.when(wanted).get(10, TimeUnit.SECONDS);
  }

  private static UnitStatus.Line line(UnitStatus status) {
    return status.lines().getFirst();
  }

  private static String body(SipRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private UnitOptions options() {
    String line = SipEp.USER_AGENTS.rows().getFirst();
    var settings =
        UnitSettings.server(UnitSettings.defaults(), peer.address(), Transport.UDP)
            .with(SipEp.TYPE, SipEp.GATEWAY, GatewayType.ENDPOINT)
            .with(SipEp.USER_NAME, line, "100")
            .with(CallServices.SECOND_CALL, false)
            .with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.UNSECURE);
    return new UnitOptions(
        UnitIdentity.TA7102I,
        HostNetwork.at(Loopback.address()),
        settings,
        TrustAnchors.none(),
        Optional.empty(),
        events,
        new Lookout(),
        new SecureRandom());
  }
}
