package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.AUTHORITY;
import static ringfence.transport.End.HOST;
import static ringfence.transport.End.next;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.tls.Chains;
import ringfence.transport.tls.CipherSet;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal.Cause;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

class TlsLinkTest {
  private static final List<TrustLevel> NONE = List.of(TrustLevel.NO_VALIDATION);
  private static final List<TrustLevel> CHAIN =
      List.of(TrustLevel.NO_VALIDATION, TrustLevel.TRUSTED_CERTIFICATE);
  private static final List<TrustLevel> ALL = List.of(TrustLevel.values());

  /// What a server presents, the levels that accept it, and why the others do not.
  private record Row(
      String name, TlsIdentity identity, List<TrustLevel> accepted, Cause cause, String alert) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Row> rows() {
    Instant now = Instant.now();
    Wanted good = Wanted.server("test", "ip:" + HOST);
    Wanted expired = good.valid(now.minus(Duration.ofDays(2)), now.minus(Duration.ofHours(1)));
    Wanted early = good.valid(now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(2)));
    Wanted usage = good.usages(KeyPurposeId.id_kp_clientAuth);
    var stranger = new Authority("A stranger").issue(good);
    return List.of(
        new Row("good IP", End.identity(AUTHORITY.issue(good)), ALL, Cause.LOCAL, ""),
        new Row(
            "CN only", End.identity(AUTHORITY.issue(Wanted.server(HOST))), ALL, Cause.LOCAL, ""),
        new Row("unknown CA", End.identity(stranger), NONE, Cause.UNKNOWN_CA, "unknown_ca"),
        new Row(
            "expired",
            End.identity(AUTHORITY.issue(expired)),
            NONE,
            Cause.EXPIRED,
            "certificate_expired"),
        new Row(
            "not yet valid", End.identity(AUTHORITY.issue(early)), NONE, Cause.NOT_YET_VALID, ""),
        new Row("wrong name", End.identity("ip:127.0.0.2"), CHAIN, Cause.WRONG_NAME, ""),
        new Row("wrong usage", End.identity(AUTHORITY.issue(usage)), NONE, Cause.WRONG_USAGE, ""));
  }

  static Stream<Arguments> matrix() {
    return Stream.of(TlsEngine.values())
        .flatMap(
            engine ->
                rows().stream()
                    .flatMap(
                        row ->
                            Stream.of(TrustLevel.values())
                                .map(level -> Arguments.of(engine, row, level))));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("matrix")
  @Clause("RFC 5922 7.3")
  void F10_F14_F15_F16_a_server_is_judged_by_the_level(
      TlsEngine engine, Row row, TrustLevel level) {
    var options = EndpointOptions.usual().with(engine);
    try (var server = new End(options);
        var client = new End(options)) {
      InetSocketAddress address = server.listenTls(row.identity());
      var connect = Connect.tls(address, End.client(level, HOST));
      if (row.accepted().contains(level)) {
        Flow flow = client.connect(connect);
        var peer = client.facts(flow).tls().orElseThrow().peer().orElseThrow();
        assertThat(peer.level()).isEqualTo(level);
        assertThat(peer.certificate()).isEqualTo(row.identity().certificate());
      } else {
        assertThat(client.refused(connect).cause()).isEqualTo(row.cause());
        TransportEvent event = server.next(TransportEvent.Kind.HANDSHAKE_FAILED);
        assertThat(event.text()).contains("The peer sent the TLS alert");
        // The JDK's engine can only say certificate_unknown for most of them.
        if (engine == TlsEngine.BORING_SSL) assertThat(event.text()).contains(row.alert());
        assertThat(server.openFlows()).isZero();
      }
      assertThat(client.faults).isEmpty();
      assertThat(server.faults).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void a_DNS_name_is_checked_and_asked_for(TlsEngine engine) {
    var options = EndpointOptions.usual().with(engine);
    try (var server = new End(options);
        var client = new End(options)) {
      InetSocketAddress address = server.listenTls(End.identity("dns:proxy.a.example"));
      client.connect(Connect.tls(address, End.client(TrustLevel.HOST_NAME, "Proxy.A.example")));
      var wrong = Connect.tls(address, End.client(TrustLevel.HOST_NAME, "a.example"));
      assertThat(client.refused(wrong).text())
          .contains("DNS:proxy.a.example")
          .contains("Name expected: a.example");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void a_client_certificate_is_asked_for_as_the_listener_says(TlsEngine engine) {
    var options = EndpointOptions.usual().with(engine);
    try (var server = new End(options);
        var client = new End(options)) {
      TlsIdentity own = End.identity("ip:" + HOST);
      var without = End.client(TrustLevel.HOST_NAME, HOST);
      InetSocketAddress asks = server.listenTls(own, ClientCertificate.REQUEST);
      client.connect(Connect.tls(asks, without));
      assertThat(next(server.opened).tls().orElseThrow().peer()).isEmpty();
      client.connect(Connect.tls(asks, End.client(End.identity("dns:unit.example"))));
      var peer = next(server.opened).tls().orElseThrow().peer().orElseThrow();
      assertThat(peer.names()).contains("DNS:unit.example");
      InetSocketAddress requires = server.listenTls(own, ClientCertificate.REQUIRE);
      client.endpoint.connect(Connect.tls(requires, without));
      assertThat(server.next(TransportEvent.Kind.HANDSHAKE_FAILED).text())
          .contains("no-certificate");
      var foreign = End.identity(new Authority("x").issue(Wanted.server("dns:unit.example")));
      client.endpoint.connect(Connect.tls(asks, End.client(foreign)));
      assertThat(server.next(TransportEvent.Kind.HANDSHAKE_FAILED).text()).contains("unknown-ca");
      assertThat(server.openFlows()).isEqualTo(2);
    }
  }

  /// Each engine with a stranger, and with an authority made anew under the name of the known one.
  static Stream<Arguments> foreignAuthorities() {
    return Stream.of(TlsEngine.values())
        .flatMap(it -> Stream.of(Arguments.of(it, "x"), Arguments.of(it, "Test CA")));
  }

  @ParameterizedTest
  @MethodSource("foreignAuthorities")
  @Clause("RFC 8446 6.2")
  void a_client_whose_certificate_is_refused_learns_why(TlsEngine engine, String name) {
    var options = EndpointOptions.usual().with(engine);
    try (var server = new End(options);
        var client = new End(options)) {
      TlsIdentity own = End.identity("ip:" + HOST);
      InetSocketAddress address = server.listenTls(own, ClientCertificate.REQUIRE);
      var foreign = End.identity(new Authority(name).issue(Wanted.server("unit")));
      var result = End.await(client.endpoint.connect(Connect.tls(address, End.client(foreign))));
      // In TLS 1.3 the client is done before the server has looked at it.
      String text =
          switch (result) {
            case Connecting.Connected _ -> next(client.ends).text();
            case Connecting.Refused(var why) -> why.text();
          };
      assertThat(text)
          .contains(engine == TlsEngine.BORING_SSL ? "unknown_ca" : "certificate_unknown");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void ends_without_a_version_in_common_say_so(TlsEngine engine) {
    var options = EndpointOptions.usual().with(engine);
    try (var server = new End(options);
        var client = new End(options)) {
      InetSocketAddress address = server.listen(only(TlsVersion.TLS_1_3));
      var old = Connect.tls(address, only12());
      assertThat(client.refused(old).cause()).isEqualTo(Cause.VERSION);
      assertThat(server.next(TransportEvent.Kind.HANDSHAKE_FAILED).text()).contains("version");
    }
  }

  private static Listen only(TlsVersion version) {
    var modern = End.server(End.identity("ip:" + HOST), ClientCertificate.NONE);
    return new Listen.Tls(
        End.anyPort(),
        new Listen.TlsServer(
            modern.identity(), TlsPolicy.only(version), modern.wanted(), modern.clients()));
  }

  private static TlsClient only12() {
    var modern = End.client(TrustLevel.HOST_NAME, HOST);
    return new TlsClient(
        Optional.empty(), TlsPolicy.only(TlsVersion.TLS_1_2), modern.verifier(), modern.expected());
  }

  @Test
  void F11_an_old_device_is_spoken_to_behind_the_fence_and_nowhere_else() {
    try (var server = new End(EndpointOptions.usual().with(TlsEngine.BORING_SSL));
        var client = new End(EndpointOptions.usual().with(TlsEngine.BORING_SSL))) {
      TlsIdentity rsa = Chains.rsaIdentity(2048, HOST);
      var legacy = TlsPolicy.legacy(EnumSet.of(TlsVersion.TLS_1_0), CipherSet.CS1.suites());
      var verifier = new PeerVerifier(TrustLevel.HOST_NAME, TrustAnchors.of(rsa.certificate()));
      var modern = End.server(rsa, ClientCertificate.NONE);
      var fenced = new Listen.TlsServer(rsa, legacy, ClientCertificate.NONE, modern.clients());
      InetSocketAddress behind = server.listen(new Listen.Tls(End.anyPort(), fenced));
      InetSocketAddress elsewhere = server.listen(new Listen.Tls(End.anyPort(), modern));
      var old = new TlsClient(Optional.empty(), legacy, verifier, new ExpectedPeer(HOST));
      Flow flow = client.connect(Connect.tls(behind, old));
      var session = client.facts(flow).tls().orElseThrow();
      assertThat(session.version()).isEqualTo(TlsVersion.TLS_1_0);
      assertThat(session.suite()).isEqualTo("TLS_RSA_WITH_AES_256_CBC_SHA");
      assertThat(client.refused(Connect.tls(elsewhere, old)).cause()).isEqualTo(Cause.VERSION);
    }
  }

  @Test
  void a_hundred_failed_verifications_leak_no_descriptor() throws IOException {
    try (var server = new End();
        var client = new End()) {
      InetSocketAddress address = server.listenTls(End.identity("ip:127.0.0.9"));
      var connect = Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST));
      client.refused(connect);
      server.next(TransportEvent.Kind.HANDSHAKE_FAILED);
      long before = descriptors();
      for (int i = 0; i < 100; i++) {
        assertThat(client.refused(connect).cause()).isEqualTo(Cause.WRONG_NAME);
        server.next(TransportEvent.Kind.HANDSHAKE_FAILED);
      }
      End.await(client.loop.ask(() -> true));
      End.await(server.loop.ask(() -> true));
      assertThat(descriptors()).isLessThan(before + 10);
    }
  }

  private static long descriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  @Test
  void a_renewed_identity_is_presented_from_the_next_handshake_on() {
    try (var server = new End();
        var client = new End()) {
      TlsIdentity first = End.identity("ip:" + HOST);
      TlsIdentity second = End.identity("ip:" + HOST);
      InetSocketAddress address = server.listenTls(first);
      var connect = Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST));
      Flow old = client.connect(connect);
      assertThat(
              End.await(server.endpoint.renew(address, End.server(second, ClientCertificate.NONE))))
          .isTrue();
      Flow young = client.connect(connect);
      assertThat(certificate(client, young)).isEqualTo(second.certificate());
      client.start(End.options("still-there"), old);
      assertThat(next(client.responses).status().value()).isEqualTo(200);
    }
  }

  private static Object certificate(End end, Flow flow) {
    return end.facts(flow).tls().orElseThrow().peer().orElseThrow().certificate();
  }

  @Test
  void the_secrets_of_a_session_reach_the_key_log() {
    try (var server = new End();
        var client = new End()) {
      var lines = new LinkedBlockingQueue<String>();
      client.endpoint.keyLog(lines::add);
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      client.connect(Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST)));
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < 5; i++) labels.add(next(lines).split(" ")[0]);
      assertThat(labels).contains("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_TRAFFIC_SECRET_0");
    }
  }

  @Test
  void certificates_are_held_against_the_clock_given() {
    Instant later = Instant.now().plus(Duration.ofDays(9));
    try (var server = new End();
        var client = new End(EndpointOptions.usual().with(() -> later))) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      var connect = Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST));
      assertThat(client.refused(connect).cause()).isEqualTo(Cause.EXPIRED);
    }
  }
}
