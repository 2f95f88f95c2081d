package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.SipTls;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Transport;
import ringfence.transport.tls.CipherSet;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;

/// Which TLS a unit speaks, as SIP > Transport says.
class TlsSettingsTest {
  private static final TlsPolicy OLD =
      TlsPolicy.legacy(Set.of(TlsVersion.TLS_1_0), List.of("TLS_RSA_WITH_AES_256_CBC_SHA"));

  private final EventLog events = new EventLog(1000, InstantSource.system());

  @AfterEach
  void end() {
    events.close();
  }

  @Test
  void TLS_that_is_no_longer_safe_is_warned_of_when_a_gateway_opens() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(SipTls.CIPHER_SUITE, CipherSet.CS1)
              .with(SipTls.VERSION, TlsVersion.TLS_1_0);
      try (var unit = Units.start(settings, events)) {
        await(unit, it -> !it.links().isEmpty());
        String warning = SipTls.warning(settings).orElseThrow();
        assertThat(events.recent())
            .anyMatch(it -> it.severity() == Severity.WARNING && it.sentence().equals(warning));
      }
    }
  }

  @Test
  void by_default_old_TLS_is_refused_and_there_is_nothing_to_warn_of() throws Exception {
    try (var server = TestServer.tls(OLD)) {
      Settings settings = Units.settings(server.address(), Transport.TLS);
      assertThat(SipTls.warning(settings)).isEmpty();
      try (var unit = Units.start(settings, events)) {
        UnitStatus status =
            await(unit, it -> it.links().stream().anyMatch(row -> row.refusal().isPresent()));
        assertThat(status.readyLed()).isEqualTo(ReadyLed.OFF);
      }
    }
  }

  @Test
  void an_old_version_with_modern_suites_is_refused() {
    var configuration = Configuration.inMemory(UnitSettings.defaults(), UnitSettings.RULES);
    assertThat(configuration.script("page", List.of("SipEp.TransportTlsVersion=\"TLSv1\"")))
        .isInstanceOfSatisfying(
            Configuration.Changed.NotStored.class,
            it ->
                assertThat(it.refusals().getFirst().toString())
                    .endsWith("goes only with the cipher suites CS1, CS2 or CS3"));
  }
}
