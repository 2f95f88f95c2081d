package ringfence.app.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.gateway.PersistentLink;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.unit.ReadyLed;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.Office;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.transport.WireTap;
import ringfence.transport.tls.TrustAnchors;

/// What an adapter does when its proxy goes away, or does not want it.
class RecoveryTest {
  @TempDir private Path folder;
  private Office office;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
  }

  @AfterEach
  void end() {
    office.close();
  }

  private Unit unit(String password, WireTap... taps) {
    Settings settings =
        office.unitSettings().with(SipTransport.FAILBACK_INTERVAL, Duration.ofSeconds(5));
    return Unit.start(
        office.options(30, Office.line(settings, "100", password), office.trust(), taps));
  }

  @Test
  void a_killed_proxy_is_shown_as_Down_and_found_again_without_touching_anything()
      throws Exception {
    ProxyServer first = office.proxy();
    try (Unit unit = unit(Office.PASSWORD)) {
      Office.await(unit, status -> status.readyLed() == ReadyLed.ON);
      first.close();
      UnitStatus down = Office.await(unit, status -> status.readyLed() == ReadyLed.OFF);
      assertThat(down.links().getFirst().status()).isEqualTo(PersistentLink.Status.DOWN);
      assertThat(down.links().getFirst().nextTry()).isPresent();
      try (ProxyServer second = office.proxy()) {
        UnitStatus up = Office.await(unit, status -> status.readyLed() == ReadyLed.ON);
        assertThat(up.lines().getFirst().registration()).isEqualTo("Registered");
        assertThat(second.status().join().registrations()).hasSize(1);
      }
    }
  }

  @Test
  void a_wrong_password_is_AuthFailed_with_its_cause_and_makes_no_storm() throws Exception {
    var requests = new AtomicInteger();
    WireTap counter =
        seen -> {
          if (seen.direction() == WireTap.Direction.OUT) requests.incrementAndGet();
        };
    try (ProxyServer _ = office.proxy();
        Unit unit = unit("wrong", counter)) {
      UnitStatus status =
          Office.await(unit, now -> now.lines().getFirst().registration().equals("AuthFailed"));
      assertThat(status.lines().getFirst().cause()).contains("user name or password", "401");
      assertThat(status.readyLed()).isEqualTo(ReadyLed.OFF);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void F21_an_unknown_authority_is_the_cause_that_the_link_shows() throws Exception {
    try (ProxyServer _ = office.proxy()) {
      Settings settings = Office.line(office.unitSettings(), "100", Office.PASSWORD);
      var options = office.options(31, settings, TrustAnchors.none());
      try (Unit unit = Unit.start(options)) {
        UnitStatus status = Office.await(unit, now -> now.links().getFirst().nextTry().isPresent());
        assertThat(status.links().getFirst().cause()).contains("authority");
        assertThat(status.readyLed()).isEqualTo(ReadyLed.OFF);
      }
    }
  }
}
