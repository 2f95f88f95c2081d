package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.LinkTransition;
import ringfence.adapter.gateway.PersistentLink.Status;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipTls;
import ringfence.adapter.gateway.SipTransport;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.Transport;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.CipherSet;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// The links of a unit as its page shows them, and two units back to back.
class SecureLinkTest {
  private final EventLog events = new EventLog(500, InstantSource.system());

  @AfterEach
  void end() {
    events.close();
  }

  @Test
  void F6_F7_F9_F52_the_table_shows_the_link_as_it_is() throws Exception {
    try (var server = TestServer.tls();
        var unit = Units.start(Units.settings(server.address(), Transport.TLS), events)) {
      int port = server.await(Method.REGISTER).flow().remote().getPort();
      UnitStatus status = await(unit, it -> line(it).operational());
      LinkStatus link = status.links().getFirst();
      assertThat(link.gateway()).isEqualTo("OpenSIPS");
      assertThat(link.localPort()).isEqualTo(port).isBetween(16000, 16999);
      assertThat(link.remoteHost()).isEqualTo(server.address());
      assertThat(link.remote().orElseThrow().getPort())
          .isEqualTo(server.address().portOr(0))
          .isNotEqualTo(5061);
      assertThat(link.status()).isEqualTo(Status.UP);
      TlsSession tls = link.tls().orElseThrow();
      assertThat(tls.version().text()).isEqualTo("TLSv1.3");
      assertThat(tls.suite()).startsWith("TLS_AES_");
      assertThat(tls.peer().orElseThrow().certificate().getSubjectX500Principal().getName())
          .isEqualTo("CN=test");
      assertThat(link.history())
          .extracting(LinkTransition::status)
          .containsExactly(Status.UP, Status.WAITING_UP);
    }
  }

  @Test
  void F14_F17_F59_a_server_of_an_unknown_authority_stays_Down_in_the_table_and_in_the_log()
      throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(SipTransport.FAILBACK_INTERVAL, Duration.ofSeconds(5));
      UnitOptions with = Units.options(settings, HostNetwork.at(Loopback.address()), events);
      try (var unit = Unit.start(with.with(settings, TrustAnchors.none(), Optional.empty()))) {
        UnitStatus status =
            await(unit, it -> it.links().stream().anyMatch(one -> one.nextTry().isPresent()));
        LinkStatus link = status.links().getFirst();
        assertThat(link.status()).isEqualTo(Status.DOWN);
        assertThat(link.refusal().orElseThrow().cause()).isEqualTo(Refusal.Cause.UNKNOWN_CA);
        assertThat(String.join("\n", Units.told(events, "OpenSIPS"))).contains(link.cause());
        await(unit, it -> it.links().getFirst().attempts() == 2);
      }
    }
  }

  @Test
  void a_unit_with_a_legacy_cipher_set_says_so_and_no_other_does() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings = Units.settings(server.address(), Transport.TLS);
      try (var unit = Units.start(settings, events)) {
        await(unit, it -> line(it).operational());
      }
      assertThat(told()).doesNotContain("forward secrecy");
      try (var unit = Units.start(settings.with(SipTls.CIPHER_SUITE, CipherSet.CS1), events)) {
        UnitStatus status =
            await(unit, it -> it.links().stream().anyMatch(one -> one.nextTry().isPresent()));
        assertThat(told()).contains("forward secrecy");
        Refusal why = status.links().getFirst().refusal().orElseThrow();
        assertThat(why.cause()).isIn(Refusal.Cause.CIPHER, Refusal.Cause.VERSION);
      }
    }
  }

  private String told() {
    return String.join("\n", Units.told(events, "OpenSIPS"));
  }

  /// A unit whose server is the other one.
  private UnitOptions facing(InetAddress own, InetAddress other, String user, boolean host) {
    Settings settings =
        Units.settings(HostPort.of(other.getHostAddress(), 15061), Transport.TLS)
            .with(SipEp.SECURE_PORT, "OpenSIPS", 15061)
            .with(SipTransport.FAILBACK_INTERVAL, Duration.ofSeconds(5));
    settings = UnitSettings.line(settings, user, Secret.of("secret"), false);
    UnitOptions options = Units.options(settings, HostNetwork.at(own), events);
    Optional<TlsIdentity> identity =
        host ? Optional.of(TestServer.identity(own)) : Optional.empty();
    return options.with(settings, TestServer.TRUST, identity);
  }

  @Test
  void F18_two_units_with_host_certificates_call_each_other_without_a_proxy() throws Exception {
    InetAddress here = Loopback.address();
    InetAddress there = Loopback.address();
    try (var one = Unit.start(facing(here, there, "200", true));
        var other = Unit.start(facing(there, here, "100", true))) {
      await(one, it -> it.links().getFirst().status() == Status.UP);
      await(other, it -> it.links().getFirst().status() == Status.UP);
      call(one, "100", other);
      call(other, "200", one);
    }
  }

  private static void call(Unit caller, String number, Unit called) throws Exception {
    caller.handset(0).offHook();
    caller.dial(0, number);
    await(called, it -> line(it).state().equals("Ringing"));
    called.handset(0).offHook();
    await(caller, it -> line(it).state().equals("Talking"));
    caller.handset(0).onHook();
    await(called, it -> line(it).call().isEmpty());
    called.handset(0).onHook();
    await(called, it -> line(it).state().equals("Idle"));
    await(caller, it -> line(it).state().equals("Idle"));
  }

  @Test
  void F18_F34_F35_only_the_unit_with_a_host_certificate_can_be_called() throws Exception {
    InetAddress here = Loopback.address();
    InetAddress there = Loopback.address();
    try (var called = Unit.start(facing(here, there, "200", true));
        var caller = Unit.start(facing(there, here, "100", false))) {
      await(caller, it -> it.links().getFirst().status() == Status.UP);
      caller.handset(0).offHook();
      caller.dial(0, "200");
      await(called, it -> line(it).state().equals("Ringing"));
      called.handset(0).offHook();
      await(called, it -> line(it).state().equals("Talking"));
      await(caller, it -> line(it).state().equals("Talking"));
      called.handset(0).onHook();
      await(caller, it -> line(it).call().isEmpty());
      caller.handset(0).onHook();
      UnitStatus status = called.status().join();
      assertThat(status.links()).extracting(LinkStatus::status).isEqualTo(List.of(Status.DOWN));
      called.handset(0).offHook();
      called.dial(0, "100");
      await(called, it -> line(it).call().isEmpty());
      assertThat(line(caller.status().join()).state()).isEqualTo("Idle");
    }
  }
}
