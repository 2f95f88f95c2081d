package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.HOST;
import static ringfence.transport.End.anyPort;
import static ringfence.transport.End.millis;
import static ringfence.transport.End.next;
import static ringfence.transport.End.times;
import static ringfence.transport.Raw.OPTIONS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Clause;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.Refusal.Cause;
import ringfence.transport.tls.TrustLevel;

/// What links over TCP and TLS do for those who use them.
class StreamTest {
  private static final String KEEP_ALIVE_TIMER = "02";

  @Test
  @Clause({"RFC 3261 18.2.1", "RFC 3581 4"})
  void a_request_is_answered_on_its_connection_with_received_and_rport() throws IOException {
    try (var end = new End();
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      String answer = peer.send(OPTIONS).readUntil("\r\n\r\n");
      assertThat(answer)
          .startsWith("SIP/2.0 200 OK")
          .contains("received=127.0.0.1")
          .contains("rport=" + peer.local().getPort());
    }
  }

  @Test
  void a_link_that_a_peer_opened_is_used_to_reach_it() {
    try (var proxy = new End();
        var adapter = new End()) {
      InetSocketAddress address = proxy.listenTls(End.identity("ip:" + HOST));
      var connect = Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST));
      Flow up = adapter.connect(connect.from(new InetSocketAddress(HOST, 16000)));
      assertThat(up.local().getPort()).isBetween(16000, 16999);
      next(proxy.opened);
      var contact = new InetSocketAddress(HOST, up.local().getPort());
      var down = End.await(proxy.loop.ask(() -> proxy.endpoint.flows().to(Transport.TLS, contact)));
      proxy.start(End.options("down"), down.orElseThrow());
      assertThat(next(adapter.requests).callId()).isEqualTo("down");
      assertThat(next(proxy.responses).status().value()).isEqualTo(200);
      assertThat(proxy.openFlows()).isEqualTo(1);
    }
  }

  @Test
  void a_link_takes_the_first_local_port_that_is_free() throws IOException {
    try (var server = new End();
        var client = new End()) {
      InetSocketAddress address = server.listen(new Listen.Tcp(anyPort()));
      int first = client.connect(from(address, 16100)).local().getPort();
      int second = client.connect(from(address, 16100)).local().getPort();
      assertThat(second).isGreaterThan(first);
      assertThat(first).isGreaterThanOrEqualTo(16100);
    }
  }

  private static Connect from(InetSocketAddress remote, int port) {
    return Connect.tcp(remote).from(new InetSocketAddress(HOST, port));
  }

  @Test
  void a_peer_that_accepts_and_says_nothing_costs_only_its_own_link() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getByName(HOST));
        var server = new End();
        var client = new End()) {
      var black = new InetSocketAddress(HOST, silent.getLocalPort());
      var tls = End.client(TrustLevel.HOST_NAME, HOST);
      var waiting = client.endpoint.connect(Connect.tls(black, tls).within(millis(1500)));
      InetSocketAddress good = server.listenTls(End.identity("ip:" + HOST));
      client.start(End.options("meanwhile"), client.connect(Connect.tls(good, tls)));
      assertThat(next(client.responses).status().value()).isEqualTo(200);
      assertThat(waiting).isNotDone();
      var refused = (Connecting.Refused) End.await(waiting);
      assertThat(refused.why().cause()).isEqualTo(Cause.TIMEOUT);
      assertThat(refused.why().what()).contains("did not complete the TLS handshake within 1.5 s");
      assertThat(client.openFlows()).isEqualTo(1);
    }
  }

  @Test
  void nobody_listening_and_an_answer_in_clear_are_told_apart() throws IOException {
    try (var client = new End()) {
      Connect connect;
      try (var plain = new ServerSocket(0, 50, InetAddress.getByName(HOST))) {
        var address = new InetSocketAddress(HOST, plain.getLocalPort());
        connect = Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST));
        answeredInClear(client, connect, plain, "SIP/2.0 400 Bad Request\n\n");
        answeredInClear(client, connect, plain, "HTTP/1.1 400 Bad Request\n\n");
      }
      assertThat(client.refused(connect).cause()).isEqualTo(Cause.REFUSED);
    }
  }

  private static void answeredInClear(
      End client, Connect connect, ServerSocket plain, String answer) throws IOException {
    var waiting = client.endpoint.connect(connect);
    try (var peer = Raw.accept(plain)) {
      peer.send(answer);
      var why = ((Connecting.Refused) End.await(waiting)).why();
      assertThat(why.cause()).isEqualTo(Cause.NOT_TLS);
      assertThat(why.text()).contains(answer.startsWith("SIP") ? "plain SIP" : "plain HTTP");
    }
  }

  @Test
  @Clause("RFC 5626 4.4.1")
  void a_link_with_nothing_but_pings_stays_up_as_long_as_they_are_answered() {
    try (var server = new End();
        var client =
            new End(EndpointOptions.usual().with(times().withPing(millis(50), millis(2000))))) {
      Flow flow = client.connect(Connect.tcp(server.listen(new Listen.Tcp(anyPort()))));
      long octetsOfSixPings = 24;
      while (client.facts(flow).bytesOut() < octetsOfSixPings) Thread.onSpinWait();
      assertThat(client.facts(flow).bytesIn()).as("one answer each").isBetween(10L, 12L);
    }
  }

  @Test
  @Clause("RFC 5626 4.4.1")
  void a_peer_that_opened_the_link_owes_no_answer_to_a_ping_until_it_has_given_one()
      throws IOException {
    var often = times().withPing(Duration.ZERO, millis(200)).withPingInbound(millis(100));
    try (var end = new End(EndpointOptions.usual().with(often));
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      for (int i = 0; i < 5; i++) peer.readUntil("\r\n\r\n"); // half a second, and still there
      Flow flow = End.next(end.opened).flow();
      assertThat(end.facts(flow).roundTrip()).isEmpty();
      peer.send("\n");
      while (end.facts(flow).roundTrip().isEmpty()) Thread.onSpinWait();
      peer.readToEnd();
      assertThat(End.next(end.ends).cause()).isEqualTo(FlowEnd.Cause.NO_PONG);
    }
  }

  @Test
  @Clause("RFC 9293 3.8.4")
  void TCP_itself_asks_for_a_silent_peer_where_that_is_wanted() throws IOException {
    var probes = new TcpProbes(Duration.ofSeconds(20), Duration.ofSeconds(2), 4);
    try (var mute = new ServerSocket(0, 50, InetAddress.getByName(HOST));
        var asking = new End(EndpointOptions.usual().with(times().withProbes(probes)));
        var other = new End()) {
      Connect connect = Connect.tcp(new InetSocketAddress(HOST, mute.getLocalPort()));
      assertThat(timer(asking.connect(connect))).isEqualTo(KEEP_ALIVE_TIMER);
      assertThat(timer(other.connect(connect))).isNotEqualTo(KEEP_ALIVE_TIMER);
    }
  }

  /// Which timer of a connection runs, as Linux lists it in the column `tr`.
  private static String timer(Flow flow) throws IOException {
    String port = ":%04X ".formatted(flow.local().getPort());
    return Files.readAllLines(Path.of("/proc/net/tcp6")).stream()
        .map(line -> line.strip().split(" +"))
        .filter(fields -> (fields[1] + " ").endsWith(port))
        .map(fields -> fields[5].substring(0, 2))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_peer_that_closes_its_half_ends_the_link() throws IOException {
    try (var end = new End();
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      peer.send(OPTIONS).readUntil("\r\n\r\n");
      peer.socket.shutdownOutput();
      assertThat(peer.readToEnd()).isEmpty();
      assertThat(next(end.ends).cause()).isEqualTo(FlowEnd.Cause.PEER);
    }
  }

  @Test
  void a_server_that_restarts_is_noticed_and_reached_again() {
    try (var client = new End()) {
      var identity = End.identity("ip:" + HOST);
      InetSocketAddress address;
      var tls = End.client(TrustLevel.HOST_NAME, HOST);
      try (var server = new End()) {
        address = server.listenTls(identity);
        Flow flow = client.connect(Connect.tls(address, tls));
        client.start(End.options("silent"), flow);
        next(server.requests);
      }
      assertThat(next(client.ends).cause()).isEqualTo(FlowEnd.Cause.PEER);
      assertThat(next(client.failures)).isEqualTo(Failure.TRANSPORT);
      assertThat(client.refused(Connect.tls(address, tls)).cause()).isEqualTo(Cause.REFUSED);
      try (var server = new End()) {
        server.listen(new Listen.Tls(address, End.server(identity, ClientCertificate.NONE)));
        client.start(End.options("again"), client.connect(Connect.tls(address, tls)));
        assertThat(next(client.responses).status().value()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_port_in_use_is_a_value() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(HOST));
        var end = new End()) {
      var address = new InetSocketAddress(HOST, taken.getLocalPort());
      assertThat(End.await(end.endpoint.listen(new Listen.Tcp(address))))
          .isInstanceOfSatisfying(
              Listening.Failed.class, no -> assertThat(no.reason()).contains("in use"));
    }
  }

  @Test
  void a_tap_sees_every_message_in_clear_with_its_addresses() {
    try (var server = new End();
        var client = new End()) {
      var seen = new LinkedBlockingQueue<WireTap.Observed>();
      client.endpoint.tap(seen::add);
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      Flow flow = client.connect(Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST)));
      client.start(End.options("seen"), flow);
      var out = next(seen);
      assertThat(new String(out.bytes())).startsWith("OPTIONS ").contains("Call-ID: seen");
      assertThat(out.direction()).isEqualTo(WireTap.Direction.OUT);
      assertThat(out.remote()).isEqualTo(address);
      var in = next(seen);
      assertThat(new String(in.bytes())).startsWith("SIP/2.0 200");
      assertThat(in.flow()).isEqualTo(flow.id());
    }
  }
}
