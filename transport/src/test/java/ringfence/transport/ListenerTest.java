package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ringfence.transport.End.AUTHORITY;
import static ringfence.transport.End.HOST;
import static ringfence.transport.End.anyPort;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Refusal.Cause;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.Stapling;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustLevel;

/// What a listener may be told: which certificate for which name, who may come, what is resumed.
class ListenerTest {
  private static final EndpointOptions USUAL = EndpointOptions.usual();

  /// Notes what becomes of connections.
  private static final class Noted implements FlowWatcher {
    final BlockingQueue<FlowFacts> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<FlowEnd> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<FailedLink> failed = new LinkedBlockingQueue<>();

    @Override
    public void opened(FlowFacts facts) {
      opened.add(facts);
    }

    @Override
    public void closed(FlowFacts facts, FlowEnd end) {
      closed.add(end);
    }

    @Override
    public void failed(FailedLink link) {
      failed.add(link);
    }

    static Noted of(End end) {
      var noted = new Noted();
      end.endpoint.watch(noted);
      return noted;
    }
  }

  private static X509Certificate presented(End end, InetSocketAddress address, String name) {
    var flow = end.connect(Connect.tls(address, End.client(TrustLevel.TRUSTED_CERTIFICATE, name)));
    return end.facts(flow).tls().orElseThrow().peer().orElseThrow().certificate();
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  @Clause("RFC 6066 3")
  void a_name_that_is_asked_for_is_answered_with_its_certificate(TlsEngine engine) {
    TlsIdentity main = End.identity("dns:main.example");
    TlsIdentity other = End.identity("dns:other.example");
    TlsIdentity any = End.identity("dns:a.wild.example");
    TlsServer server =
        End.server(main, ClientCertificate.NONE)
            .naming(Map.of("other.example", other, "*.wild.example", any));
    try (var end = new End(USUAL.with(engine))) {
      InetSocketAddress address = end.listen(new Listen.Tls(anyPort(), server));
      assertThat(presented(end, address, "other.example")).isEqualTo(other.certificate());
      assertThat(presented(end, address, "OTHER.example")).isEqualTo(other.certificate());
      assertThat(presented(end, address, "a.wild.example")).isEqualTo(any.certificate());
      assertThat(presented(end, address, "main.example")).isEqualTo(main.certificate());
      // "continue the handshake" with a name that nobody has, and without one
      assertThat(presented(end, address, "b.example")).isEqualTo(main.certificate());
      assertThat(presented(end, address, HOST)).isEqualTo(main.certificate());
      assertThat(end.faults).isEmpty();
    }
  }

  @Test
  void a_peer_that_goes_before_it_names_anyone_is_told_of() throws Exception {
    TlsServer server =
        End.server(End.identity("dns:a.example"), ClientCertificate.NONE)
            .naming(Map.of("b.example", End.identity("dns:b.example")));
    try (var end = new End()) {
      Noted noted = Noted.of(end);
      Raw.to(end.listen(new Listen.Tls(anyPort(), server))).close();
      assertThat(End.next(noted.failed).why().cause()).isEqualTo(Cause.CLOSED);
    }
  }

  @Test
  void a_listener_for_some_networks_drops_everyone_else() throws Exception {
    InetAddress own = InetAddress.ofLiteral("127.0.0.2");
    try (var end = new End()) {
      InetSocketAddress tcp = end.listen(new Listen.Tcp(anyPort(), own::equals));
      try (var stranger = Raw.to(tcp)) {
        assertThat(stranger.readToEnd()).isEmpty();
      }
      end.next(TransportEvent.Kind.NOT_ALLOWED);
      var friend = new InetSocketAddress("127.0.0.2", 0);
      end.connect(Connect.tcp(tcp).from(friend));

      InetSocketAddress udp = end.listen(new Listen.Udp(anyPort(), own::equals));
      try (var stranger = new DatagramSocket(anyPort());
          var known = new DatagramSocket(friend)) {
        byte[] options = End.wire(Raw.OPTIONS);
        stranger.send(new DatagramPacket(options, options.length, udp));
        byte[] other = End.wire(Raw.OPTIONS.replace("Call-ID: ", "Call-ID: known"));
        known.send(new DatagramPacket(other, other.length, udp));
        assertThat(End.next(end.requests).callId()).startsWith("known");
      }
    }
  }

  /// A client on the JDK's TLS, which takes a session up again when it has one.
  private static SSLSocket jdk(SSLContext context, InetSocketAddress to, String version)
      throws IOException {
    var socket = (SSLSocket) context.getSocketFactory().createSocket(to.getAddress(), to.getPort());
    socket.setEnabledProtocols(new String[] {version});
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().read()).isEqualTo('\r'); // the tickets have come before it
    return socket;
  }

  private static SSLContext client(Optional<Issued> own) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", AUTHORITY.certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (own.isPresent()) {
      X509Certificate[] chain = {own.get().certificate()};
      store.setKeyEntry("own", own.get().key(), new char[0], chain);
    }
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void nextMillisecond() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) Thread.onSpinWait();
  }

  static Stream<Arguments> enginesAndVersions() {
    return Stream.of(TlsEngine.values())
        .flatMap(
            engine ->
                Stream.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
                    .map(version -> Arguments.of(engine, version)));
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  @Clause("RFC 8446 2.2")
  void a_session_is_taken_up_again_with_its_verified_client(TlsEngine engine, TlsVersion version)
      throws Exception {
    var asked = new AtomicInteger();
    Revocation counting =
        (_, _, _) -> {
          asked.incrementAndGet();
          return CompletableFuture.completedFuture(Optional.empty());
        };
    TlsServer server =
        End.server(End.identity("ip:" + HOST), ClientCertificate.REQUIRE)
            .with(counting)
            .resuming(Duration.ofMinutes(10));
    SSLContext client = client(Optional.of(AUTHORITY.issue(Wanted.server("c", "dns:c.example"))));
    try (var end = new End(USUAL.with(engine))) {
      InetSocketAddress address = end.listen(new Listen.Tls(anyPort(), server));
      for (boolean resumed : List.of(false, true)) {
        nextMillisecond(); // by which the JDK's engine tells an older session
        jdk(client, address, version.text()).close();
        TlsSession session = End.next(end.opened).tls().orElseThrow();
        assertThat(session.resumed()).isEqualTo(resumed);
        assertThat(session.version()).isEqualTo(version);
        assertThat(session.peer().orElseThrow().name()).isEqualTo("c.example");
      }
      assertThat(asked).as("judged anew").hasValue(2);
      // RFC 8446 4.6.1: what the listener no longer accepts it does not resume either
      End.await(end.endpoint.renew(address, server.with(End.identity("ip:" + HOST))));
      jdk(client, address, version.text()).close();
      assertThat(End.next(end.opened).tls().orElseThrow().resumed()).isFalse();
      assertThat(end.faults).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void a_client_that_was_revoked_since_is_not_resumed(TlsEngine engine, TlsVersion version)
      throws Exception {
    var revoked = new AtomicBoolean();
    Revocation list =
        (_, _, _) ->
            CompletableFuture.completedFuture(
                Optional.of(new Refusal(Cause.REVOKED, "Revoked.", "", ""))
                    .filter(_ -> revoked.get()));
    TlsServer server =
        End.server(End.identity("ip:" + HOST), ClientCertificate.REQUIRE)
            .with(list)
            .resuming(Duration.ofMinutes(10));
    SSLContext client = client(Optional.of(AUTHORITY.issue(Wanted.server("c", "dns:c.example"))));
    try (var end = new End(USUAL.with(engine))) {
      Noted noted = Noted.of(end);
      InetSocketAddress address = end.listen(new Listen.Tls(anyPort(), server));
      jdk(client, address, version.text()).close();
      revoked.set(true);
      assertThatThrownBy(() -> jdk(client, address, version.text()).close())
          .isInstanceOfAny(IOException.class, AssertionError.class);
      assertThat(End.next(noted.failed).why().cause()).isEqualTo(Cause.REVOKED);
      assertThat(noted.opened).hasSize(1);
    }
  }

  @Test
  void nothing_is_resumed_where_no_life_is_given() throws Exception {
    TlsServer server = End.server(End.identity("ip:" + HOST), ClientCertificate.NONE);
    SSLContext client = client(Optional.empty());
    try (var end = new End()) {
      InetSocketAddress address = end.listen(new Listen.Tls(anyPort(), server));
      for (int i = 0; i < 2; i++) {
        jdk(client, address, "TLSv1.3").close();
        assertThat(End.next(end.opened).tls().orElseThrow().resumed()).isFalse();
      }
    }
  }

  @Test
  @Clause("RFC 6066 8")
  void an_OCSP_response_is_sent_along_with_the_certificate() {
    var own = End.identity("ip:" + HOST);
    var stapled = "a responder's answer".getBytes(StandardCharsets.US_ASCII);
    Stapling stapling = of -> Optional.of(stapled).filter(_ -> of.equals(own.certificate()));
    var seen = new LinkedBlockingQueue<Optional<byte[]>>();
    Revocation looking =
        (_, response, _) -> {
          seen.add(response);
          return CompletableFuture.completedFuture(Optional.empty());
        };
    try (var end = new End(USUAL.with(TlsEngine.BORING_SSL))) {
      TlsServer server = End.server(own, ClientCertificate.NONE).with(stapling);
      InetSocketAddress address = end.listen(new Listen.Tls(anyPort(), server));
      end.connect(Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST).with(looking)));
      assertThat(End.next(seen)).hasValueSatisfying(it -> assertThat(it).isEqualTo(stapled));
    }
  }

  @Test
  void a_thousand_silent_connections_stand_in_nobodys_way() throws Exception {
    var limits = new EndpointOptions.Limits(10_000, 10_000, 1 << 20, 400, 300);
    try (var end = new End(USUAL.with(limits))) {
      Noted noted = Noted.of(end);
      InetSocketAddress address = end.listenTls(End.identity("ip:" + HOST));
      List<Raw> silent = new ArrayList<>();
      try {
        for (int i = 0; i < 1000; i++) silent.add(Raw.to(address));
        for (int i = 0; i < 700; i++) {
          assertThat(End.next(noted.failed).why().cause()).isEqualTo(Cause.CROWDED);
        }
        try (var good = new End()) {
          var flow = good.connect(Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST)));
          good.start(End.options("hello"), flow);
          assertThat(End.next(good.responses).status().value()).isEqualTo(200);
        }
        assertThat(End.await(end.loop.ask(end.endpoint::silentConnections))).isEqualTo(299);
      } finally {
        for (Raw each : silent) each.close();
      }
    }
  }

  @Test
  void a_connection_that_has_spoken_makes_no_room() throws Exception {
    var limits = new EndpointOptions.Limits(100, 100, 1 << 20, 2, 2);
    try (var end = new End(USUAL.with(limits))) {
      Noted noted = Noted.of(end);
      InetSocketAddress address = end.listen(new Listen.Tcp(anyPort()));
      try (var known = Raw.to(address)) {
        known.send(Raw.OPTIONS).readUntil("\r\n\r\n");
        try (var _ = Raw.to(address);
            var _ = Raw.to(address);
            var _ = Raw.to(address)) {
          assertThat(End.next(noted.closed).cause()).isEqualTo(FlowEnd.Cause.CROWDED);
          known.send(Raw.OPTIONS).readUntil("\r\n\r\n");
        }
      }
    }
  }
}
