package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.HOST;
import static ringfence.transport.End.anyPort;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.SipRequest;
import ringfence.sip.transaction.Flow;

/// Who is not let in gets neither a handshake nor an answer.
class SourceFilterTest {
  private final AtomicBoolean closed = new AtomicBoolean(true);

  private final SourceFilter filter =
      new SourceFilter() {
        @Override
        public boolean admits(InetAddress source) {
          return !closed.get();
        }

        @Override
        public boolean hears(SipRequest request, Flow flow) {
          return !request.callId().equals("unheard");
        }
      };

  private End guarded() {
    var end = new End();
    End.await(
        end.loop.ask(
            () -> {
              end.endpoint.filter(filter);
              return true;
            }));
    return end;
  }

  @Test
  void a_connection_is_closed_before_its_handshake() throws IOException {
    try (var end = guarded()) {
      InetSocketAddress address = end.listenTls(End.identity("ip:" + HOST));
      try (var peer = Raw.to(address)) {
        assertThat(peer.readToEnd()).isEmpty();
      }
      closed.set(false);
      try (var client = new End()) {
        client.connect(Connect.tls(address, End.client(End.identity("ip:" + HOST))));
      }
      assertThat(end.endpoint.counts().get(TransportEvent.Kind.HANDSHAKE_FAILED)).isZero();
    }
  }

  @Test
  void a_request_that_is_not_heard_gets_no_answer() throws IOException {
    try (var end = guarded();
        var peer = new DatagramSocket(0, InetAddress.getByName(HOST))) {
      peer.setSoTimeout(10_000);
      InetSocketAddress to = end.listen(new Listen.Udp(anyPort()));
      closed.set(false);
      send(peer, "unheard", to);
      send(peer, "heard", to);
      var packet = new DatagramPacket(new byte[65_535], 65_535);
      peer.receive(packet);
      String answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("SIP/2.0 200").contains("Call-ID: heard");
    }
  }

  private static void send(DatagramSocket peer, String callId, InetSocketAddress to)
      throws IOException {
    byte[] bytes = End.wire(Raw.OPTIONS.replace("Call-ID: raw", "Call-ID: " + callId));
    peer.send(new DatagramPacket(bytes, bytes.length, to));
  }
}
