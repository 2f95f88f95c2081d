package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipTls;
import ringfence.manage.certificate.CertificateAuthority;
import ringfence.manage.certificate.HostRequest;
import ringfence.manage.certificate.KeyKind;
import ringfence.manage.certificate.SubjectName;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Transport;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.CipherSet;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.RevocationLevel;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustAnchors;

/// Which TLS a unit speaks, as SIP > Transport says.
class TlsSettingsTest {
  private static final TlsPolicy OLD =
      TlsPolicy.legacy(Set.of(TlsVersion.TLS_1_0), List.of("TLS_RSA_WITH_AES_256_CBC_SHA"));

  private static final CertificateAuthority RSA =
      CertificateAuthority.make("Old CA", KeyKind.RSA_2048, 30, Instant.now());

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

  /// CS1 needs a server with an RSA certificate: its suites carry the secret under that key.
  @Test
  void F11_a_link_at_TLS_1_0_with_CS1_is_up_behind_the_fence() throws Exception {
    try (var server = TestServer.tls(OLD, TlsSettingsTest::rsaIdentity)) {
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(SipTls.CIPHER_SUITE, CipherSet.CS1)
              .with(SipTls.VERSION, TlsVersion.TLS_1_0);
      UnitOptions with = Units.options(settings, HostNetwork.at(Loopback.address()), events);
      TrustAnchors trust = TrustAnchors.of(RSA.certificate());
      try (var unit = Unit.start(with.with(settings, trust, Optional.empty()))) {
        TlsSession tls = await(unit, it -> line(it).operational()).links().getFirst().tls().get();
        assertThat(tls.version()).isEqualTo(TlsVersion.TLS_1_0);
        assertThat(tls.suite()).isEqualTo("TLS_RSA_WITH_AES_256_CBC_SHA");
      }
    }
  }

  private static TlsIdentity rsaIdentity(InetAddress address) {
    SubjectName name = SubjectName.parse(address.getHostAddress()).orElseThrow();
    var issued = RSA.issue(HostRequest.of("old", name).kind(KeyKind.RSA_2048), Instant.now());
    return ((TlsIdentity.Reading.Accepted) TlsIdentity.of(issued.chain(), issued.key())).identity();
  }

  @Test
  void an_OCSP_responder_that_the_settings_name_is_asked_and_must_answer_where_it_is_mandatory()
      throws Exception {
    try (var server = TestServer.tls();
        var responder = new ServerSocket(0, 5, Loopback.address())) {
      var asked = new CompletableFuture<String>();
      Thread.ofVirtual().start(() -> hangUp(responder, asked));
      URI address =
          URI.create(
              "http://%s:%d/ocsp"
                  .formatted(
                      responder.getInetAddress().getHostAddress(), responder.getLocalPort()));
      var trust =
          new TrustAnchors(
              TestServer.TRUST.certificates(), Map.of(TestServer.AUTHORITY.certificate(), address));
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(SipTls.TRUST_LEVEL, RevocationLevel.OCSP_MANDATORY);
      UnitOptions with = Units.options(settings, HostNetwork.at(Loopback.address()), events);
      try (var unit = Unit.start(with.with(settings, trust, Optional.empty()))) {
        UnitStatus status =
            await(unit, it -> it.links().stream().anyMatch(row -> row.refusal().isPresent()));
        assertThat(asked.get(10, TimeUnit.SECONDS)).startsWith("POST /ocsp ");
        assertThat(status.links().getFirst().refusal().get().cause())
            .isEqualTo(Refusal.Cause.REVOCATION_UNKNOWN);
        assertThat(String.join("\n", Units.told(events, "OpenSIPS")))
            .contains("whose revocation could not be excluded");
      }
    }
  }

  /// Notes what was asked and closes without an answer.
  private static void hangUp(ServerSocket responder, CompletableFuture<String> asked) {
    try (Socket asking = responder.accept()) {
      var in = new InputStreamReader(asking.getInputStream(), StandardCharsets.US_ASCII);
      asked.complete(new BufferedReader(in).readLine());
    } catch (IOException e) {
      asked.completeExceptionally(e);
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
