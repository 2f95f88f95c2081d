package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.HOST;
import static ringfence.transport.End.anyPort;
import static ringfence.transport.End.next;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Clause;

class DatagramTest {
  private static final String OPTIONS =
      """
      OPTIONS sip:b@127.0.0.1 SIP/2.0
      Via: SIP/2.0/UDP VIA
      Max-Forwards: 70
      From: <sip:a@127.0.0.1>;tag=1
      To: <sip:b@127.0.0.1>
      Call-ID: raw
      CSeq: 1 OPTIONS
      Content-Length: 0

      """;

  /// A UDP peer by hand.
  private static final class Peer implements AutoCloseable {
    private final DatagramSocket socket;

    Peer() throws IOException {
      socket = new DatagramSocket(0, InetAddress.getByName(HOST));
      socket.setSoTimeout(10_000);
    }

    InetSocketAddress address() {
      return new InetSocketAddress(HOST, socket.getLocalPort());
    }

    void send(String text, InetSocketAddress to) throws IOException {
      byte[] bytes = End.wire(text);
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    String receive() throws IOException {
      var packet = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    /// Answers 200 to a request.
    void answer(String request, InetSocketAddress to) throws IOException {
      String headers = request.substring(request.indexOf("\r\n") + 2).replace("\r\n", "\n");
      send("SIP/2.0 200 OK\n" + headers, to);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static Flow flow(End end, InetSocketAddress remote) {
    return End.await(end.loop.ask(() -> end.endpoint.datagrams(remote).orElseThrow()));
  }

  @Test
  @Clause("RFC 3261 17.1.2.2")
  void a_request_is_repeated_until_a_peer_on_a_lossy_path_answers() throws IOException {
    try (var end = new End();
        var peer = new Peer()) {
      InetSocketAddress here = end.listen(new Listen.Udp(anyPort()));
      end.start(End.options("lossy"), flow(end, peer.address()));
      String first = peer.receive(); // and lost
      String second = peer.receive(); // and lost
      String third = peer.receive();
      assertThat(second).isEqualTo(first);
      assertThat(third).isEqualTo(first);
      peer.answer(third, here);
      assertThat(next(end.responses).status().value()).isEqualTo(200);
    }
  }

  @Test
  @Clause("RFC 3261 17.2.2")
  void a_request_that_comes_again_is_answered_again_and_served_once() throws IOException {
    try (var end = new End();
        var peer = new Peer()) {
      InetSocketAddress there = end.listen(new Listen.Udp(anyPort()));
      String request = OPTIONS.replace("VIA", HOST + ":9;branch=z9hG4bKtwice;rport");
      peer.send(request, there);
      String first = peer.receive();
      peer.send(request, there);
      assertThat(peer.receive()).isEqualTo(first);
      assertThat(end.requests).hasSize(1);
    }
  }

  @Test
  @Clause({"RFC 3261 18.2.2", "RFC 3581 4"})
  void a_response_goes_to_rport_where_asked_and_else_to_the_port_of_sent_by() throws IOException {
    try (var end = new End();
        var sender = new Peer();
        var sentBy = new Peer()) {
      InetSocketAddress there = end.listen(new Listen.Udp(anyPort()));
      int port = sentBy.address().getPort();
      sender.send(OPTIONS.replace("VIA", "a.invalid:" + port + ";branch=z9hG4bK1;rport"), there);
      assertThat(sender.receive())
          .contains("rport=" + sender.address().getPort())
          .contains("received=127.0.0.1");
      sender.send(OPTIONS.replace("VIA", "a.invalid:" + port + ";branch=z9hG4bK2"), there);
      assertThat(sentBy.receive()).contains("received=127.0.0.1").doesNotContain("rport");
    }
  }

  @Test
  @Clause("RFC 3261 18.1.1")
  void a_request_too_large_for_a_datagram_goes_by_TCP_or_failing_that_by_UDP() throws IOException {
    try (var end = new End();
        var peer = new Peer();
        var other = new End()) {
      end.listen(new Listen.Udp(anyPort()));
      InetSocketAddress stream = other.listen(new Listen.Tcp(anyPort()));
      SipRequest small = End.options("small");
      SipRequest large = End.options("large" + "x".repeat(1400));
      Flow udp = flow(end, stream);
      assertThat(End.await(end.endpoint.flowFor(small, udp))).isEqualTo(udp);
      Flow tcp = End.await(end.endpoint.flowFor(large, udp));
      assertThat(tcp.transport()).isEqualTo(Transport.TCP);
      assertThat(End.await(end.endpoint.flowFor(large, udp))).isEqualTo(tcp);
      end.start(large, tcp);
      assertThat(next(other.requests).callId()).isEqualTo(large.callId());
      Flow alone = flow(end, peer.address());
      assertThat(End.await(end.endpoint.flowFor(large, alone))).isEqualTo(alone);
    }
  }

  @Test
  void noise_and_keep_alives_are_dropped_and_the_port_goes_on() throws IOException {
    try (var end = new End();
        var peer = new Peer()) {
      InetSocketAddress there = end.listen(new Listen.Udp(anyPort()));
      RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
      peer.send("\n\n", there);
      peer.send("", there);
      String good = OPTIONS.replace("VIA", HOST + ":9;branch=z9hG4bKnoise;rport");
      for (int i = 0; i < 300; i++) {
        var damaged = new StringBuilder(good);
        for (int n = 0; n < 4; n++) {
          damaged.setCharAt(chance.nextInt(damaged.length()), (char) chance.nextInt(256));
        }
        peer.send(damaged.toString(), there);
      }
      peer.send(good.replace("raw", "last").replace("noise", "last"), there);
      String answer = peer.receive();
      while (!answer.contains("Call-ID: last")) answer = peer.receive();
      assertThat(answer).startsWith("SIP/2.0 200");
      assertThat(end.faults).isEmpty();
    }
  }

  @Test
  void a_wire_without_a_listener_has_no_datagrams() throws IOException {
    try (var end = new End();
        var nobody = new ServerSocket(0)) {
      var remote = new InetSocketAddress(HOST, nobody.getLocalPort());
      assertThat(End.await(end.loop.ask(() -> end.endpoint.datagrams(remote)))).isEmpty();
    }
  }
}
