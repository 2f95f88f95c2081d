package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.PersistentLink;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.unit.ReadyLed;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitOptions;
import ringfence.adapter.unit.UnitSettings;
import ringfence.adapter.unit.UnitStatus;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.users.UserSettings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.transport.Lookout;
import ringfence.transport.WireTap;
import ringfence.transport.tls.TrustAnchors;

/// What an adapter does when its proxy goes away, or does not want it.
class RecoveryTest {
  private final String network = Loopback.network();
  private final EventLog events = new EventLog(500, InstantSource.system());
  @TempDir private Path folder;

  @AfterEach
  void end() {
    events.close();
  }

  private ProxyServer proxy() throws Exception {
    LabCertificates certificates = LabCertificates.in(folder, network + ".11");
    Settings settings =
        ProxySettings.defaults()
            .with(
                ListenerSettings.LISTEN,
                List.of(new ListenAddress(Transport.TLS, network + ".11", 5062)))
            .with(ListenerSettings.CERTIFICATE, certificates.proxyCertificate().toString())
            .with(ListenerSettings.PRIVATE_KEY, certificates.proxyKey().toString())
            .with(ListenerSettings.DATA, folder.resolve("data").toString())
            .with(UserSettings.PASSWORD, "100", Secret.of("right"));
    return switch (ProxyServer.start(settings, folder, events)) {
      case ProxyServer.Starting.Running(ProxyServer running) -> running;
      case ProxyServer.Starting.NotStarted(var reasons) -> throw new AssertionError(reasons);
    };
  }

  private Unit unit(String password, WireTap... taps) throws Exception {
    LabCertificates certificates = LabCertificates.in(folder, network + ".11");
    Settings settings =
        UnitSettings.server(
                UnitSettings.defaults(), HostPort.of(network + ".11", 5062), Transport.TLS)
            .with(SipTransport.FAILBACK_INTERVAL, Duration.ofSeconds(5));
    return Unit.start(
        new UnitOptions(
            UnitIdentity.TA7102I,
            HostNetwork.at(InetAddress.ofLiteral(network + ".30")),
            UnitSettings.line(settings, "100", Secret.of(password), true),
            TrustAnchors.of(certificates.authority()),
            Optional.empty(),
            events,
            new Lookout(taps),
            new SecureRandom()));
  }

  private static UnitStatus await(Unit unit, Predicate<UnitStatus> wanted) {
    return unit.when(wanted).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void a_killed_proxy_is_shown_as_Down_and_found_again_without_touching_anything()
      throws Exception {
    ProxyServer first = proxy();
    try (Unit unit = unit("right")) {
      await(unit, status -> status.readyLed() == ReadyLed.ON);
      first.close();
      UnitStatus down = await(unit, status -> status.readyLed() == ReadyLed.OFF);
      assertThat(down.links().getFirst().status()).isEqualTo(PersistentLink.Status.DOWN);
      assertThat(down.links().getFirst().nextTry()).isPresent();
      try (ProxyServer second = proxy()) {
        UnitStatus up = await(unit, status -> status.readyLed() == ReadyLed.ON);
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
    try (ProxyServer _ = proxy();
        Unit unit = unit("wrong", counter)) {
      UnitStatus status =
          await(unit, now -> now.lines().getFirst().registration().equals("AuthFailed"));
      assertThat(status.lines().getFirst().cause()).contains("user name or password", "401");
      assertThat(status.readyLed()).isEqualTo(ReadyLed.OFF);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void F21_an_unknown_authority_is_the_cause_that_the_link_shows() throws Exception {
    try (ProxyServer _ = proxy()) {
      Settings settings =
          UnitSettings.server(
              UnitSettings.defaults(), HostPort.of(network + ".11", 5062), Transport.TLS);
      var options =
          new UnitOptions(
              UnitIdentity.TA7102I,
              HostNetwork.at(InetAddress.ofLiteral(network + ".31")),
              UnitSettings.line(settings, "100", Secret.of("right"), true),
              TrustAnchors.none(),
              Optional.empty(),
              events,
              new Lookout(),
              new SecureRandom());
      try (Unit unit = Unit.start(options)) {
        UnitStatus status = await(unit, now -> now.links().getFirst().nextTry().isPresent());
        assertThat(status.links().getFirst().cause()).contains("authority");
        assertThat(status.readyLed()).isEqualTo(ReadyLed.OFF);
      }
    }
  }
}
