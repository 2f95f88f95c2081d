package ringfence.trace.hep;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.Secret;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;

class HepSenderTest {
  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
  private static final Secret KEY = Secret.of("geheim");

  private static Observed observed(String text) {
    var from = new InetSocketAddress(HOST, 5061);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new Observed(Instant.EPOCH, Carrier.TLS, from, from, bytes);
  }

  @Test
  void messages_go_out_by_UDP_without_their_secrets() throws Exception {
    try (var server = new DatagramSocket(0, HOST)) {
      server.setSoTimeout(10_000);
      var to = new InetSocketAddress(HOST, server.getLocalPort());
      var plan = new HepSender.Plan(to, HepSender.Transport.UDP, 7, KEY, false);
      assertThat(plan.toString()).doesNotContain("geheim");
      try (var sender = new HepSender(plan)) {
        sender.send(observed("REGISTER\r\nAuthorization: Digest response=\"abc\"\r\n"));
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        server.receive(packet);
        HepReader read = HepReader.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        assertThat(read.text(15)).contains("response=\"xxx\"");
        assertThat(read.text(14)).isEqualTo("geheim");
      }
    }
  }

  @Test
  void messages_go_out_by_TCP_one_behind_the_other() throws Exception {
    try (var server = new ServerSocket(0, 5, HOST)) {
      server.setSoTimeout(10_000);
      var to = new InetSocketAddress(HOST, server.getLocalPort());
      try (var sender =
          new HepSender(new HepSender.Plan(to, HepSender.Transport.TCP, 7, KEY, true))) {
        try (var peer = server.accept()) {
          for (String text : new String[] {"one", "two"}) {
            sender.send(observed(text));
            byte[] head = peer.getInputStream().readNBytes(6);
            int length = ByteBuffer.wrap(head).getShort(4) & 0xFFFF;
            byte[] packet = Arrays.copyOf(head, length);
            byte[] rest = peer.getInputStream().readNBytes(length - 6);
            System.arraycopy(rest, 0, packet, 6, rest.length);
            assertThat(HepReader.of(packet).text(15)).isEqualTo(text);
          }
        }
      }
    }
  }
}
