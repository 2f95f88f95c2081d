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
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.endpoint.AdministrativeState;
import ringfence.adapter.endpoint.EndpointStatus;
import ringfence.adapter.endpoint.EpAdm;
import ringfence.adapter.endpoint.InitialState;
import ringfence.adapter.endpoint.UsageState;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.line.Hearing;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Headers;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.transport.tls.TrustAnchors;

/// The lock of an endpoint, as another phone over UDP meets it.
class EndpointTest {
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

  private void start(Function<Settings, Settings> changed) throws Exception {
    var _ = startWithoutWaiting(changed);
    await(status -> status.lines().getFirst().operational());
  }

  private Unit startWithoutWaiting(Function<Settings, Settings> changed) {
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
    return started();
  }

  private void await(Predicate<UnitStatus> wanted) throws Exception {
    unit.orElseThrow().when(wanted).get(10, TimeUnit.SECONDS);
  }

  private void callIn() throws Exception {
    peer.call(new InetSocketAddress(address, port), "100", Headers.NONE);
  }

  private EndpointStatus endpoint() throws Exception {
    return started().endpoints().statuses().get(5, TimeUnit.SECONDS).get(1);
  }

  private Unit started() {
    return unit.orElseThrow();
  }

  @Test
  void a_locked_endpoint_refuses_callers_and_the_ready_light_goes_out() throws Exception {
    start(it -> it);
    started().endpoints().lock(LINE);
    await(status -> status.readyLed() == ReadyLed.OFF);
    assertThat(endpoint())
        .isEqualTo(new EndpointStatus(LINE, AdministrativeState.LOCKED, false, UsageState.IDLE));
    callIn();
    assertThat(peer.awaitFinal().status()).isEqualTo(StatusCode.FORBIDDEN);
    started().handset(0).offHook();
    await(status -> status.lines().getFirst().hearing() == Hearing.REORDER_TONE);
    started().handset(0).onHook();
    started().endpoints().unlock(LINE);
    await(status -> status.readyLed() == ReadyLed.ON);
    callIn();
    await(status -> status.lines().getFirst().state().equals("Ringing"));
  }

  @Test
  void a_lock_waits_for_the_call_under_way() throws Exception {
    start(it -> it);
    callIn();
    await(status -> status.lines().getFirst().state().equals("Ringing"));
    started().endpoints().lock(LINE);
    assertThat(endpoint())
        .isEqualTo(
            new EndpointStatus(LINE, AdministrativeState.SHUTTING_DOWN, true, UsageState.BUSY));
    started().handset(0).offHook();
    assertThat(peer.awaitFinal().status()).isEqualTo(StatusCode.OK);
    started().handset(0).onHook();
    await(status -> status.readyLed() == ReadyLed.OFF);
    assertThat(endpoint().administrative()).isEqualTo(AdministrativeState.LOCKED);
  }

  @Test
  void a_forced_lock_ends_the_call_under_way() throws Exception {
    start(it -> it);
    callIn();
    await(status -> status.lines().getFirst().state().equals("Ringing"));
    started().endpoints().forceLock(LINE);
    assertThat(peer.awaitFinal().status()).isEqualTo(StatusCode.TEMPORARILY_UNAVAILABLE);
    assertThat(endpoint().administrative()).isEqualTo(AdministrativeState.LOCKED);
  }

  @Test
  void an_endpoint_that_starts_locked_cannot_be_used() throws Exception {
    var _ = startWithoutWaiting(it -> it.with(EpAdm.INITIAL_STATE, LINE, InitialState.LOCKED));
    assertThat(endpoint().administrative()).isEqualTo(AdministrativeState.LOCKED);
    started().endpoints().unlock(LINE);
    await(status -> status.lines().getFirst().operational());
  }
}
