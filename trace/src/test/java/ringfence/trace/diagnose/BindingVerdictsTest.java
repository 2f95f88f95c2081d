package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.diagnose.Evidences.CLIENT;
import static ringfence.trace.diagnose.Evidences.NOW;
import static ringfence.trace.diagnose.Evidences.SERVER;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;

/// What becomes of a registration after it was made.
class BindingVerdictsTest {
  private final Evidences scene = new Evidences();

  @ParameterizedTest
  @CsvSource({"120, 3600, 1", "20, 3600, 0", "120, 60, 0"})
  void a_connection_that_is_ended_before_the_registration(int idle, int expires, int verdicts) {
    scene
        .tcp(CLIENT, "SYN")
        .sip(CLIENT, Carrier.TLS, register("TLS", "1", "sip:100@192.0.2.10;transport=tls"))
        .sip(SERVER, Carrier.TLS, registered("TLS", "1", "", "Expires: " + expires + "\n"))
        .at(NOW.plusSeconds(idle))
        .tcp(SERVER, "FIN, ACK");

    assertThat(Evidences.ids(scene.file)).filteredOn("sip.idle-timer"::equals).hasSize(verdicts);
  }

  @Test
  void a_keep_alive_is_traffic() {
    scene
        .tcp(CLIENT, "SYN")
        .sip(CLIENT, Carrier.TLS, register("TLS", "1", "sip:100@192.0.2.10;transport=tls"))
        .sip(SERVER, Carrier.TLS, registered("TLS", "1", "", "Expires: 3600\n"))
        .at(NOW.plusSeconds(110))
        .between(CLIENT, SERVER, new Content.KeepAlive(true, Carrier.TLS))
        .at(NOW.plusSeconds(120))
        .tcp(SERVER, "FIN, ACK");

    assertThat(Evidences.ids(scene.file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4000, 4000, 0", "4000, 4711, 1"})
  void a_NAT_that_gives_another_port(int first, int second, int verdicts) {
    scene
        .sip(CLIENT, Carrier.UDP, register("UDP", "1", "sip:100@192.0.2.10"))
        .sip(SERVER, Carrier.UDP, registered("UDP", "1", place(first), ""))
        .at(NOW.plusSeconds(60))
        .sip(SERVER, Carrier.UDP, registered("UDP", "1", place(second), ""));

    assertThat(Evidences.ids(scene.file)).filteredOn("sip.nat-rebinding"::equals).hasSize(verdicts);
  }

  private static String place(int port) {
    return ";received=198.51.100.7;rport=" + port;
  }

  @ParameterizedTest
  @CsvSource({"<sip:100@192.0.2.20>, 1", "'<sip:100@192.0.2.10>, <sip:100@192.0.2.20>', 0"})
  void another_device_of_the_same_user(String listed, int verdicts) {
    scene
        .sip(CLIENT, Carrier.TLS, register("TLS", "1", "sip:100@192.0.2.10"))
        .sip(SERVER, Carrier.TLS, registered("TLS", "1", "", "Contact: <sip:100@192.0.2.10>\n"))
        .sip(SERVER, Carrier.TLS, registered("TLS", "2", "", "Contact: " + listed + "\n"));

    assertThat(Evidences.ids(scene.file))
        .filteredOn("sip.registration-replaced"::equals)
        .hasSize(verdicts);
  }

  @Test
  void a_server_that_connects_to_the_Contact() {
    var device = new InetSocketAddress("192.0.2.10", 16_000);
    var server = new InetSocketAddress("192.0.2.1", 40_000);
    scene
        .sip(CLIENT, Carrier.TLS, register("TLS", "1", "sip:100@192.0.2.10:16000;transport=tls"))
        .between(server, device, new Content.Tcp(40_000, 16_000, "SYN", 0))
        .between(device, server, new Content.Tcp(16_000, 40_000, "RST, ACK", 0));

    assertThat(Evidences.ids(scene.file)).startsWith("sip.contact-unreachable", "tcp.refused");
  }

  @ParameterizedTest
  @CsvSource({"2000, 1", "10, 0"})
  void a_large_request_over_UDP(int octets, int verdicts) {
    String request =
        register("UDP", "1", "sip:100@192.0.2.10") + "Subject: " + "x".repeat(octets) + "\n";
    scene
        .sip(CLIENT, Carrier.UDP, request)
        .at(NOW.plusMillis(500))
        .sip(CLIENT, Carrier.UDP, request);

    assertThat(Evidences.ids(scene.file))
        .filteredOn("sip.udp-fragmentation"::equals)
        .hasSize(verdicts);
  }

  private static final String FIELDS =
      """
      Via: SIP/2.0/%s 192.0.2.10;branch=z9hG4bK1%s
      From: <sip:100@example.com>;tag=1
      To: <sip:100@example.com>
      Call-ID: %s
      CSeq: 1 REGISTER
      Max-Forwards: 70
      Content-Length: 0
      """;

  private static String register(String transport, String callId, String contact) {
    return "REGISTER sip:example.com SIP/2.0\n"
        + FIELDS.formatted(transport, "", callId)
        + "Contact: <"
        + contact
        + ">\n";
  }

  private static String registered(String transport, String callId, String via, String more) {
    return "SIP/2.0 200 OK\n" + FIELDS.formatted(transport, via, callId) + more;
  }
}
