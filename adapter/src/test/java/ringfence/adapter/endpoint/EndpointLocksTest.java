package ringfence.adapter.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.endpoint.AdministrativeState.LOCKED;
import static ringfence.adapter.endpoint.AdministrativeState.SHUTTING_DOWN;
import static ringfence.adapter.endpoint.AdministrativeState.UNLOCKED;

import org.junit.jupiter.api.Test;
import ringfence.manage.setting.Settings;

class EndpointLocksTest {
  private static final Settings FACTORY = Settings.of(EpAdm.DECLARATIONS);

  private final EndpointLocks locks = EndpointLocks.initially(FACTORY);

  @Test
  void a_lock_waits_for_the_endpoint_to_be_idle() {
    locks.lock("FXS1");
    assertThat(locks.settle(_ -> false)).isFalse();
    assertThat(locks.of("FXS1")).isEqualTo(SHUTTING_DOWN);
    assertThat(locks.settle("FXS1"::equals)).isTrue();
    assertThat(locks.of("FXS1")).isEqualTo(LOCKED);
    assertThat(locks.of("FXS2")).isEqualTo(UNLOCKED);
  }

  @Test
  void a_lock_that_waits_can_be_taken_back() {
    locks.lock("FXS1");
    locks.unlock("FXS1");
    assertThat(locks.settle(_ -> true)).isFalse();
    assertThat(locks.of("FXS1")).isEqualTo(UNLOCKED);
  }

  @Test
  void a_forced_lock_waits_for_nothing_and_a_lock_does_not_soften_it() {
    locks.forceLock("FXS1");
    locks.lock("FXS1");
    assertThat(locks.of("FXS1")).isEqualTo(LOCKED);
  }

  @Test
  void the_unit_is_locked_when_all_its_endpoints_are() {
    locks.forceLock("FXS1");
    assertThat(locks.ofUnit()).isEqualTo(UNLOCKED);
    locks.lock("FXS2");
    assertThat(locks.ofUnit()).isEqualTo(SHUTTING_DOWN);
    locks.settle(_ -> true);
    assertThat(locks.ofUnit()).isEqualTo(LOCKED);
  }

  @Test
  void an_endpoint_starts_as_its_settings_say() {
    var settings = FACTORY.with(EpAdm.INITIAL_STATE, "FXS2", InitialState.LOCKED);
    var initial = EndpointLocks.initially(settings);
    assertThat(initial.of("FXS1")).isEqualTo(UNLOCKED);
    assertThat(initial.of("FXS2")).isEqualTo(LOCKED);
  }
}
