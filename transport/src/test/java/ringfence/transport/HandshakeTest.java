package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.HOST;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Clause;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.tls.CipherSet;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustLevel;

/// The handshake as the unit's note tells it (unit.md B5), octet by octet where that matters.
class HandshakeTest {
  private static final int TLS_RSA_WITH_AES_256_CBC_SHA = 0x0035;
  private static final int TLS_RSA_WITH_AES_128_CBC_SHA = 0x002F;

  private static ClientHello offered(TlsPolicy policy) throws Exception {
    try (var server = new ServerSocket();
        var client = new End()) {
      server.bind(End.anyPort());
      var address = (InetSocketAddress) server.getLocalSocketAddress();
      client.endpoint.connect(Connect.tls(address, client(policy, TrustLevel.HOST_NAME)));
      try (Socket socket = Raw.accept(server).socket) {
        return ClientHello.from(socket);
      }
    }
  }

  private static TlsClient client(TlsPolicy policy, TrustLevel level) {
    TlsClient modern = End.client(level, HOST);
    return new TlsClient(Optional.empty(), policy, modern.verifier(), modern.expected());
  }

  @Test
  void F8_the_first_set_is_offered_with_its_suites_in_order_and_no_compression() throws Exception {
    ClientHello hello = offered(TlsPolicy.of(CipherSet.CS1, TlsVersion.TLS_1_0));
    assertThat(hello.suites())
        .startsWith(TLS_RSA_WITH_AES_256_CBC_SHA, TLS_RSA_WITH_AES_128_CBC_SHA);
    assertThat(hello.suites()).hasSizeLessThanOrEqualTo(3); // with the signal of RFC 5746
    assertThat(hello.versions()).isEqualTo(List.of(0x0303));
    assertThat(hello.compressions()).containsExactly(0);
  }

  @Test
  @Clause("RFC 8446 4.2.1")
  void F8_the_modern_set_is_offered_for_TLS_1_3_and_1_2_alone() throws Exception {
    ClientHello hello = offered(TlsPolicy.modern());
    assertThat(hello.versions().stream().filter(it -> (it & 0x0F0F) != 0x0A0A).toList())
        .containsExactly(0x0304, 0x0303);
    assertThat(hello.suites())
        .contains(0x1301, 0xC02F)
        .doesNotContain(TLS_RSA_WITH_AES_256_CBC_SHA, TLS_RSA_WITH_AES_128_CBC_SHA);
    assertThat(hello.compressions()).containsExactly(0);
  }

  @Test
  void F9_the_version_and_the_suite_that_the_server_chose_are_known() {
    try (var server = new End();
        var client = new End()) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      var twelve = client(TlsPolicy.only(TlsVersion.TLS_1_2), TrustLevel.HOST_NAME);
      Flow flow = client.connect(Connect.tls(address, twelve));
      TlsSession session = client.facts(flow).tls().orElseThrow();
      assertThat(session.version()).isEqualTo(TlsVersion.TLS_1_2);
      assertThat(session.suite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
      assertThat(server.next(TransportEvent.Kind.ACCEPTED).text())
          .contains("TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    }
  }

  @Test
  @Clause("RFC 5246 7.3")
  void F12_no_application_data_passes_before_both_ends_are_finished() throws Exception {
    try (var server = new End();
        var client = new End();
        var relay = new Relay(server.listenTls(End.identity("ip:" + HOST)))) {
      var twelve = client(TlsPolicy.only(TlsVersion.TLS_1_2), TrustLevel.HOST_NAME);
      Flow flow = client.connect(Connect.tls(relay.address(), twelve));
      client.start(End.options("one"), flow);
      End.next(client.responses);
      assertThat(types(relay.records(), ">"))
          .containsSubsequence("22", "22", "20", "22", "23")
          .endsWith("23");
      List<String> all = relay.records();
      assertThat(all.indexOf("> 23")).isGreaterThan(all.lastIndexOf("< 22"));
      assertThat(all.indexOf("< 23")).isGreaterThan(all.lastIndexOf("> 22"));
    }
  }

  private static List<String> types(List<String> records, String side) {
    return records.stream().filter(it -> it.startsWith(side)).map(it -> it.substring(2)).toList();
  }

  @Test
  @Clause("RFC 5246 7.2.1")
  void F85_a_closed_link_says_close_notify_both_ways_and_the_next_one_shakes_hands_anew()
      throws Exception {
    try (var server = new End();
        var client = new End();
        var relay = new Relay(server.listenTls(End.identity("ip:" + HOST)))) {
      var twelve = client(TlsPolicy.only(TlsVersion.TLS_1_2), TrustLevel.HOST_NAME);
      Flow flow = client.connect(Connect.tls(relay.address(), twelve));
      End.await(client.loop.ask(() -> close(client, flow)));
      assertThat(End.next(client.ends).cause()).isEqualTo(FlowEnd.Cause.OURS);
      assertThat(End.next(server.ends).cause()).isEqualTo(FlowEnd.Cause.PEER);
      List<String> first = relay.recordsToTheEnd();
      assertThat(first).contains("> 21", "< 21");
      client.connect(Connect.tls(relay.address(), twelve));
      List<String> after = relay.records().subList(first.size(), relay.records().size());
      assertThat(types(after, ">")).startsWith("22");
      assertThat(types(after, "<")).contains("22");
    }
  }

  private static boolean close(End end, Flow flow) {
    end.endpoint.close(flow, "restart");
    return true;
  }

  @ParameterizedTest
  @EnumSource(TrustLevel.class)
  void F13_a_server_that_cannot_prove_its_key_is_refused_at_every_level(TrustLevel level)
      throws Exception {
    X509Certificate certificate = End.identity("ip:" + HOST).certificate();
    PrivateKey another = End.identity("ip:" + HOST).key();
    try (var server = tampered(certificate, another);
        var client = new End()) {
      var address = (InetSocketAddress) server.getLocalSocketAddress();
      Refusal why = client.refused(Connect.tls(address, End.client(level, HOST)));
      assertThat(why.cause()).isEqualTo(Refusal.Cause.BAD_SIGNATURE);
      assertThat(why.cure()).isNotEmpty();
    }
  }

  /// A server whose key does not belong to its certificate.
  private static ServerSocket tampered(X509Certificate certificate, PrivateKey key)
      throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(new X509ExtendedKeyManager[] {new OneKey(certificate, key)}, null, null);
    var server = context.getServerSocketFactory().createServerSocket();
    server.bind(End.anyPort());
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = server.accept()) {
                var _ = socket.getInputStream().read();
              } catch (java.io.IOException _) {
                // what the client is here to make happen
              }
            });
    return server;
  }

  @ParameterizedTest
  @EnumSource(TrustLevel.class)
  void F10_a_server_without_a_certificate_is_refused_at_every_level(TrustLevel level)
      throws Exception {
    try (var server = new ServerSocket();
        var client = new End()) {
      server.bind(End.anyPort());
      var address = (InetSocketAddress) server.getLocalSocketAddress();
      var connecting =
          client.endpoint.connect(
              Connect.tls(address, client(TlsPolicy.only(TlsVersion.TLS_1_2), level)));
      try (Socket socket = Raw.accept(server).socket) {
        ClientHello.from(socket);
        socket.getOutputStream().write(helloWithoutCertificate());
        assertThat(End.await(connecting)).isInstanceOf(Connecting.Refused.class);
      }
    }
  }

  /// ServerHello for TLS 1.2 and TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, then ServerHelloDone.
  private static byte[] helloWithoutCertificate() {
    var hello = java.nio.ByteBuffer.allocate(5 + 4 + 38 + 4);
    hello.put((byte) 22).putShort((short) 0x0303).putShort((short) 46);
    hello.put((byte) 2).put((byte) 0).putShort((short) 38).putShort((short) 0x0303);
    hello.put(new byte[32]).put((byte) 0).putShort((short) 0xC02F).put((byte) 0);
    hello.put((byte) 14).put(new byte[3]);
    return hello.array();
  }

  @Test
  void F16_a_server_is_refused_when_the_unit_s_clock_is_past_its_certificate() {
    Instant later = Instant.now().plus(Duration.ofDays(400));
    try (var server = new End();
        var client = new End(EndpointOptions.usual().with(() -> later))) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      Refusal why =
          client.refused(Connect.tls(address, End.client(TrustLevel.TRUSTED_CERTIFICATE, HOST)));
      assertThat(why.cause()).isEqualTo(Refusal.Cause.EXPIRED);
      assertThat(why.cure()).contains("SNTP");
    }
  }
}
