package ringfence.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.app.Loopback;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.log.LogSettings;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.sip.message.Transport;

class ProxyTellingTest {
  private static final String OPTIONS =
      """
      OPTIONS sip:%1$s SIP/2.0
      Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$s
      From: <sip:100@example.com>;tag=1
      To: <sip:example.com>
      Call-ID: %3$s
      CSeq: 1 OPTIONS
      Max-Forwards: 70
      Content-Length: 0

      """;

  @TempDir private Path folder;
  private final InetAddress proxyAddress = InetAddress.ofLiteral(Loopback.network() + ".11");

  @Test
  void a_restart_of_the_log_sends_to_another_capture_server_and_no_longer_to_the_one_before()
      throws Exception {
    try (var first = collector();
        var second = collector();
        var events = new EventLog(10, InstantSource.system());
        ProxyServer proxy = proxy(events)) {
      var telling = new ProxyTelling(events, Severity.CRITICAL);
      telling.show(proxy);
      telling.start(sendingTo(first));
      ask("one");
      assertThat(received(first)).contains("OPTIONS sip:", "Call-ID: one");
      assertThat(received(first)).contains("SIP/2.0 ", "Call-ID: one");

      telling.stop();
      telling.start(sendingTo(second));
      ask("two");
      assertThat(received(second)).contains("OPTIONS sip:", "Call-ID: two");
      assertThat(received(second)).contains("SIP/2.0 ", "Call-ID: two");
      telling.stop();
      first.setSoTimeout(1);
      assertThatThrownBy(() -> received(first)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private ProxyServer proxy(EventLog events) {
    var listen = new ListenAddress(Transport.UDP, proxyAddress.getHostAddress(), 5060);
    Settings settings = ProxySettings.defaults().with(ListenerSettings.LISTEN, List.of(listen));
    return switch (ProxyServer.start(settings, folder, events)) {
      case ProxyServer.Starting.Running(ProxyServer running) -> running;
      case ProxyServer.Starting.NotStarted(List<String> reasons) ->
          throw new AssertionError(String.join(" ", reasons));
    };
  }

  private static DatagramSocket collector() throws Exception {
    var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Settings sendingTo(DatagramSocket collector) {
    return ProxySettings.defaults()
        .with(LogSettings.HEP_ADDRESS, "127.0.0.1:" + collector.getLocalPort());
  }

  /// Asks the proxy and waits for its answer.
  private void ask(String callId) throws Exception {
    try (var phone = collector()) {
      String text = OPTIONS.formatted(proxyAddress.getHostAddress(), phone.getLocalPort(), callId);
      byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
      phone.send(
          new DatagramPacket(octets, octets.length, new InetSocketAddress(proxyAddress, 5060)));
      assertThat(received(phone)).startsWith("SIP/2.0 ");
    }
  }

  private static String received(DatagramSocket socket) throws Exception {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
  }
}
