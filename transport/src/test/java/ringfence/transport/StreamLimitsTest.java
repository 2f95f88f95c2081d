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
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Clause;

/// What an endpoint does not put up with on a stream, and whom that costs.
class StreamLimitsTest {
  private static final byte[] RECORD = {0x16, 3, 1, 0, 100}; // a handshake record of 100 octets

  private final EndpointOptions usual = EndpointOptions.usual();

  @Test
  void plain_SIP_and_garbage_on_a_TLS_port_are_counted_and_closed() throws IOException {
    try (var end = new End()) {
      InetSocketAddress address = end.listenTls(End.identity("ip:" + HOST));
      try (var peer = Raw.to(address)) {
        assertThat(peer.send(OPTIONS).readToEnd()).isEmpty();
        assertThat(end.next(TransportEvent.Kind.NOT_TLS).text()).contains("plain SIP");
      }
      RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
      for (int i = 0; i < 50; i++) {
        try (var peer = Raw.to(address)) {
          var noise = new byte[400];
          chance.nextBytes(noise);
          if (i % 2 == 0) System.arraycopy(RECORD, 0, noise, 0, RECORD.length);
          else noise[0] = 'x';
          peer.socket.getOutputStream().write(noise);
          peer.socket.shutdownOutput();
          peer.readToEnd();
        } catch (IOException _) {
          continue; // closed while we were still talking
        }
      }
      assertThat(end.openFlows()).isZero();
      assertThat(end.faults).isEmpty();
      var counts = end.endpoint.counts();
      assertThat(counts.get(TransportEvent.Kind.NOT_TLS)).isGreaterThan(20);
      assertThat(counts.get(TransportEvent.Kind.HANDSHAKE_FAILED)).isGreaterThan(20);
    }
  }

  @Test
  void a_handshake_that_is_not_finished_in_time_is_closed() throws IOException {
    try (var end = new End(usual.with(times().withHandshake(millis(300))));
        var peer = Raw.to(end.listenTls(End.identity("ip:" + HOST)))) {
      peer.socket.getOutputStream().write(RECORD);
      assertThat(peer.readToEnd()).isEmpty();
      assertThat(end.next(TransportEvent.Kind.HANDSHAKE_FAILED).text())
          .contains("timeout", "not finished within 300 ms");
    }
  }

  @Test
  void a_peer_that_connects_and_never_speaks_is_closed_before_a_handshake() throws IOException {
    try (var end = new End(usual.with(times().withHandshake(millis(300))));
        var peer = Raw.to(end.listenTls(End.identity("ip:" + HOST)))) {
      assertThat(peer.readToEnd()).isEmpty();
      assertThat(end.next(TransportEvent.Kind.HANDSHAKE_FAILED).text())
          .contains("timeout", "sent nothing for 300 ms");
    }
  }

  @Test
  void many_that_connect_at_once_leave_their_turn_to_others_in_between() throws Exception {
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    try (var end = new End()) {
      end.endpoint.watch(
          new FlowWatcher() {
            @Override
            public void opened(FlowFacts facts) {
              done.add("opened");
              end.loop.post(() -> done.add("other"));
            }
          });
      InetSocketAddress address = end.listen(new Listen.Tcp(anyPort()));
      var all = new ArrayList<Raw>();
      var connected = new CompletableFuture<Boolean>();
      end.loop.post(connected::join); // nothing is accepted until all are there
      for (int i = 0; i < 4; i++) all.add(Raw.to(address));
      connected.complete(true);
      for (int i = 0; i < 4; i++) {
        assertThat(next(done)).isEqualTo("opened");
        assertThat(next(done)).isEqualTo("other");
      }
      for (Raw peer : all) peer.close();
    }
  }

  @Test
  void a_message_that_comes_too_slowly_ends_its_link() throws IOException {
    try (var end = new End(usual.with(times().withMessage(millis(400))));
        var slow = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      slow.send(OPTIONS).readUntil("\r\n\r\n");
      slow.send("OPTIONS sip:b@127.0.0.1 SIP/2.0\n");
      slow.readToEnd();
      assertThat(next(end.ends).cause()).isEqualTo(FlowEnd.Cause.BROKEN);
    }
  }

  @Test
  void a_connection_that_never_brings_a_message_is_closed() throws IOException {
    try (var end = new End(usual.with(times().withMessage(millis(300))));
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      assertThat(peer.readToEnd()).isEmpty();
      assertThat(next(end.ends).cause()).isEqualTo(FlowEnd.Cause.BROKEN);
    }
  }

  @Test
  void a_link_with_nothing_on_it_ends_after_its_idle_lifetime() throws IOException {
    try (var end = new End(usual.with(times().withIdle(millis(400))));
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      peer.send(OPTIONS).readUntil("\r\n\r\n");
      assertThat(peer.readToEnd()).isEmpty();
      assertThat(next(end.ends).cause()).isEqualTo(FlowEnd.Cause.IDLE);
    }
  }

  @Test
  @Clause("RFC 5626 4.4.1")
  void pings_are_answered_and_a_peer_that_answers_none_is_dead() throws IOException {
    try (var server = new End();
        var mute = new ServerSocket(0, 50, InetAddress.getByName(HOST));
        var client = new End(usual.with(times().withPing(millis(100), millis(400))))) {
      Flow good = client.connect(Connect.tcp(server.listen(new Listen.Tcp(anyPort()))));
      Flow dead = client.connect(Connect.tcp(new InetSocketAddress(HOST, mute.getLocalPort())));
      assertThat(next(client.ends).cause()).isEqualTo(FlowEnd.Cause.NO_PONG);
      assertThat(client.facts(good).roundTrip()).isPresent();
      assertThat(End.await(client.loop.ask(() -> client.endpoint.flows().isOpen(dead)))).isFalse();
    }
  }

  @Test
  void a_malformed_request_is_answered_400_and_the_next_is_served() throws IOException {
    try (var end = new End();
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      String answer = peer.send(OPTIONS.replace("CSeq: 1", "CSeq: one")).readUntil("\r\n\r\n");
      assertThat(answer).startsWith("SIP/2.0 400 ").contains("rport=" + peer.local().getPort());
      assertThat(peer.send(OPTIONS).readUntil("\r\n\r\n")).startsWith("SIP/2.0 200 OK");
      assertThat(end.endpoint.counts().get(TransportEvent.Kind.MALFORMED)).isEqualTo(1);
    }
  }

  @Test
  void a_stream_that_cannot_be_cut_is_closed() throws IOException {
    try (var end = new End();
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      peer.send("X".repeat(100_000));
      peer.socket.shutdownOutput();
      peer.readToEnd();
      assertThat(next(end.ends).cause()).isIn(FlowEnd.Cause.BROKEN, FlowEnd.Cause.PEER);
      assertThat(end.openFlows()).isZero();
      assertThat(end.faults).isEmpty();
    }
  }

  @Test
  void a_peer_that_reads_nothing_is_given_up() throws IOException {
    var limits = new EndpointOptions.Limits(100, 100, 64 * 1024);
    try (var end = new End(usual.with(limits));
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      Flow flow = next(end.opened).flow();
      assertThat(flow.remote()).isEqualTo(peer.local());
      for (int i = 0; i < 100_000 && end.ends.isEmpty(); i++) {
        end.start(End.options("silent" + i), flow);
      }
      assertThat(next(end.ends).cause()).isEqualTo(FlowEnd.Cause.SLOW_READER);
      assertThat(next(end.failures)).isEqualTo(Failure.TRANSPORT);
    }
  }

  @Test
  void no_more_connections_are_let_in_than_allowed() throws IOException {
    try (var end = new End(usual.with(new EndpointOptions.Limits(10, 2, 1 << 20)))) {
      InetSocketAddress address = end.listen(new Listen.Tcp(anyPort()));
      try (var first = Raw.to(address);
          var second = Raw.to(address);
          var third = Raw.to(address)) {
        assertThat(third.readToEnd()).isEmpty();
        end.next(TransportEvent.Kind.TOO_MANY_CONNECTIONS);
        first.socket.close();
        next(end.ends);
        try (var fourth = Raw.to(address)) {
          assertThat(fourth.send(OPTIONS).readUntil("\r\n\r\n")).startsWith("SIP/2.0 200");
          assertThat(second.send(OPTIONS).readUntil("\r\n\r\n")).startsWith("SIP/2.0 200");
        }
      }
    }
  }

  @Test
  void what_a_user_throws_is_reported_and_the_loop_goes_on() throws IOException {
    try (var end = new End();
        var peer = Raw.to(end.listen(new Listen.Tcp(anyPort())))) {
      peer.send(
          OPTIONS.replace("Call-ID: raw", "Call-ID: throw").replace("z9hG4bKraw", "z9hG4bKx"));
      assertThat(peer.send(OPTIONS).readUntil("\r\n\r\n")).startsWith("SIP/2.0 200");
      assertThat(end.faults).hasSize(1);
    }
  }
}
