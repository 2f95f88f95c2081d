package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.endpoint.AdministrativeState;
import ringfence.adapter.endpoint.EndpointStatus;
import ringfence.adapter.endpoint.EpAdm;
import ringfence.adapter.endpoint.InitialState;
import ringfence.adapter.endpoint.UsageState;
import ringfence.adapter.line.Hearing;
import ringfence.sip.message.StatusCode;

/// The lock of an endpoint, as another phone over UDP meets it.
class EndpointTest {
  private static final String LINE = PlainUnit.LINE;

  private final PlainUnit plain = new PlainUnit();

  EndpointTest() throws Exception {}

  @AfterEach
  void end() {
    plain.close();
  }

  private EndpointStatus endpoint() throws Exception {
    return plain.unit().endpoints().statuses().get(5, TimeUnit.SECONDS).get(1);
  }

  @Test
  void a_locked_endpoint_refuses_callers_and_the_ready_light_goes_out() throws Exception {
    var _ = plain.start(it -> it);
    plain.unit().endpoints().lock(LINE);
    plain.await(status -> status.readyLed() == ReadyLed.OFF);
    assertThat(endpoint())
        .isEqualTo(new EndpointStatus(LINE, AdministrativeState.LOCKED, false, UsageState.IDLE));
    plain.callIn("100");
    assertThat(plain.peer().awaitFinal().status()).isEqualTo(StatusCode.FORBIDDEN);
    plain.unit().handset(0).offHook();
    plain.await(status -> status.lines().getFirst().hearing() == Hearing.DISABLED_TONE);
    plain.unit().handset(0).onHook();
    plain.unit().endpoints().unlock(LINE);
    plain.await(status -> status.readyLed() == ReadyLed.ON);
    plain.callIn("100");
    plain.await(status -> status.lines().getFirst().state().equals("Ringing"));
  }

  @Test
  void a_lock_waits_for_the_call_under_way() throws Exception {
    var _ = plain.start(it -> it);
    plain.callIn("100");
    plain.await(status -> status.lines().getFirst().state().equals("Ringing"));
    plain.unit().endpoints().lock(LINE);
    assertThat(endpoint())
        .isEqualTo(
            new EndpointStatus(LINE, AdministrativeState.SHUTTING_DOWN, true, UsageState.BUSY));
    plain.unit().handset(0).offHook();
    assertThat(plain.peer().awaitFinal().status()).isEqualTo(StatusCode.OK);
    plain.unit().handset(0).onHook();
    plain.await(status -> status.readyLed() == ReadyLed.OFF);
    assertThat(endpoint().administrative()).isEqualTo(AdministrativeState.LOCKED);
  }

  @Test
  void a_forced_lock_ends_the_call_under_way() throws Exception {
    var _ = plain.start(it -> it);
    plain.callIn("100");
    plain.await(status -> status.lines().getFirst().state().equals("Ringing"));
    plain.unit().endpoints().forceLock(LINE);
    assertThat(plain.peer().awaitFinal().status()).isEqualTo(StatusCode.TEMPORARILY_UNAVAILABLE);
    assertThat(endpoint().administrative()).isEqualTo(AdministrativeState.LOCKED);
  }

  @Test
  void an_endpoint_that_starts_locked_cannot_be_used() throws Exception {
    var _ =
        plain.startWithoutWaiting(it -> it.with(EpAdm.INITIAL_STATE, LINE, InitialState.LOCKED));
    assertThat(endpoint().administrative()).isEqualTo(AdministrativeState.LOCKED);
    plain.unit().endpoints().unlock(LINE);
    plain.await(status -> status.lines().getFirst().operational());
  }
}
