package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.call.CallServices;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.dialling.DigitMap;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.adapter.dialling.Transformation;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.route.CRout;
import ringfence.adapter.route.CriteriaProperty;
import ringfence.adapter.route.Rule;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.tls.TrustAnchors;

/// The services of a line, as another phone over UDP meets them.
class ForwardTest {
  private static final String LINE = SipEp.USER_AGENTS.rows().getFirst();

  private final EventLog events = new EventLog(100, InstantSource.system());
  private final InetAddress address = Loopback.address();
  private final int port = Loopback.freePort(address);
  private Stranger peer;
  private Optional<Unit> unit = Optional.empty();

  @BeforeEach
  void open() throws Exception {
    peer = new Stranger(Loopback.address());
  }

  @AfterEach
  void end() {
    unit.ifPresent(Unit::close);
    peer.close();
    events.close();
  }

  private Unit start(Function<Settings, Settings> changed) throws Exception {
    var settings =
        UnitSettings.server(UnitSettings.defaults(), peer.address(), Transport.UDP)
            .with(SipEp.PORT, SipEp.GATEWAY, port)
            .with(SipEp.USER_NAME, LINE, "100")
            .with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.UNSECURE);
    var options =
        new UnitOptions(
            UnitIdentity.TA7102I,
            HostNetwork.at(address),
            changed.apply(settings),
            TrustAnchors.none(),
            Optional.empty(),
            events,
            List.of(),
            Optional.empty(),
            new SecureRandom());
    unit = Optional.of(Unit.start(options));
    await(status -> status.lines().getFirst().operational());
    return unit.get();
  }

  private void await(Predicate<UnitStatus> wanted) throws Exception {
    unit.orElseThrow().when(wanted).get(10, TimeUnit.SECONDS);
  }

  @Test
  @Clause("RFC 3261 21.3.3")
  void who_calls_a_forwarded_line_is_told_where_to_call() throws Exception {
    start(
        it -> it.with(CallServices.FORWARD, LINE, true).with(CallServices.FORWARD_TO, LINE, "201"));
    peer.call(new InetSocketAddress(address, port), "100", Headers.NONE);
    SipResponse moved = peer.awaitFinal();
    assertThat(moved.status()).isEqualTo(StatusCode.MOVED_TEMPORARILY);
    assertThat(moved.headers().first(Header.CONTACT).orElseThrow().toString())
        .startsWith("<sip:201@");
  }

  @Test
  void a_phone_that_is_not_answered_stops_ringing_when_the_call_is_forwarded() throws Exception {
    start(
        it ->
            it.with(CallServices.FORWARD_NO_ANSWER, LINE, true)
                .with(CallServices.FORWARD_NO_ANSWER_TO, LINE, "203")
                .with(CallServices.FORWARD_NO_ANSWER_AFTER, LINE, 200));
    peer.call(new InetSocketAddress(address, port), "100", Headers.NONE);
    assertThat(peer.awaitFinal().status()).isEqualTo(StatusCode.MOVED_TEMPORARILY);
    await(status -> status.lines().getFirst().state().equals("Idle"));
    await(status -> status.lines().getFirst().call().isEmpty());
  }

  @Test
  void a_route_sends_a_caller_on_and_another_lets_the_line_ring() throws Exception {
    start(it -> route(route(it, "1", "^300$", "SipRedirect-301"), "2", "^4", "fxs-FXS1"));
    peer.call(new InetSocketAddress(address, port), "300", Headers.NONE);
    SipResponse moved = peer.awaitFinal();
    assertThat(moved.headers().first(Header.CONTACT).orElseThrow().toString())
        .startsWith("<sip:301@");
    peer.call(new InetSocketAddress(address, port), "100", Headers.NONE);
    assertThat(peer.awaitFinal().status()).isEqualTo(StatusCode.NOT_FOUND);
    peer.call(new InetSocketAddress(address, port), "456", Headers.NONE);
    await(status -> status.lines().getFirst().state().equals("Ringing"));
  }

  private static Settings route(Settings before, String name, String rule, String destination) {
    return before
        .with(CRout.SOURCES, name, "sip-default")
        .with(CRout.PROPERTY, name, CriteriaProperty.CALLED_E164)
        .with(CRout.RULE, name, Rule.parse(rule))
        .with(CRout.DESTINATION, name, destination);
  }

  @Test
  void a_line_without_a_route_cannot_call() throws Exception {
    start(it -> route(it, "1", "", "fxs-FXS1"));
    unit.orElseThrow().handset(0).offHook();
    unit.orElseThrow().dial(0, "900");
    await(status -> status.lines().getFirst().hearing() == Hearing.REORDER_TONE);
  }

  @Test
  void a_digit_map_changes_what_is_called() throws Exception {
    Unit started =
        start(
            it ->
                it.with(DtmfMaps.ALLOWED_MAP, "1", new DigitMap("9xxx"))
                    .with(DtmfMaps.TRANSFORMATION, "1", Transformation.parse("{9}00x")));
    started.handset(0).offHook();
    started.handset(0).press("9123");
    SipRequest invite = peer.await(Method.INVITE);
    assertThat(invite.uri().toString()).startsWith("sip:00123@");
  }
}
