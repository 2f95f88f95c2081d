package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ServerHello;

class DissectionTest {
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void the_hellos_say_what_was_offered_and_chosen(String version) throws Exception {
    List<TlsEvent> events = read(new EnginePair(version).run());

    var hello = first(events, ClientHello.class);
    assertThat(hello.extensions().serverName()).contains("proxy.example.com");
    assertThat(hello.extensions().applicationProtocols()).containsExactly("sip/2");
    assertThat(hello.extensions().groups()).contains("x25519", "secp256r1");
    assertThat(hello.extensions().signatureAlgorithms()).contains("ecdsa_secp256r1_sha256");
    assertThat(hello.highestVersion()).hasToString(version.replace("v", " "));
    var answer = first(events, ServerHello.class);
    assertThat(answer.version()).hasToString(version.replace("v", " "));
    assertThat(hello.cipherSuites()).contains(answer.cipherSuite());
  }

  @Test
  void the_certificates_of_TLS_12_are_read_and_the_CAs_that_are_asked_for() throws Exception {
    List<TlsEvent> events = read(new EnginePair("TLSv1.2").run());

    var chain = first(events, CertificateMessage.class).chain();
    assertThat(chain).hasSize(2);
    assertThat(chain.getFirst().names()).containsExactly("DNS:proxy.example.com");
    assertThat(chain.getFirst().toString())
        .contains("CN=proxy.example.com", "issued by CN=Engine CA", "serial");
    var request = first(events, CertificateRequest.class);
    assertThat(request.authorities()).extracting(Object::toString).contains("CN=Engine CA");
    assertThat(request.signatureAlgorithms()).contains("ecdsa_secp256r1_sha256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void octet_by_octet_it_says_the_same(String version) throws Exception {
    List<EnginePair.Flight> flights = new EnginePair(version).run();
    var conversation = Recording.conversation(40_000, new TlsSecrets());
    List<TlsEvent> events = new ArrayList<>();
    for (EnginePair.Flight flight : flights) {
      for (byte octet : flight.octets().toArray()) {
        events.addAll(conversation.feed(flight.direction(), new byte[] {octet}));
      }
    }
    assertThat(events).isEqualTo(read(flights));
  }

  @Test
  void every_event_has_a_line() throws Exception {
    List<String> lines =
        read(new EnginePair("TLSv1.2").run()).stream().map(TlsEvent::info).toList();

    assertThat(lines)
        .contains(
            "Client Hello, up to TLS 1.2, SNI=proxy.example.com",
            "Certificate, CN=proxy.example.com",
            "Server Hello Done",
            "Change Cipher Spec")
        .anyMatch(line -> line.startsWith("Encrypted Handshake, 40 octets: ECDHE_ECDSA,"));
  }

  @Test
  void an_alert_is_said_in_words() {
    List<TlsEvent> events = Recording.read("unknown-ca", new TlsSecrets());

    assertThat(events)
        .extracting(TlsEvent::info)
        .contains(
            "Alert, fatal unknown_ca (48): "
                + "it does not know the CA of the certificate it was shown");
  }

  @Test
  void what_is_no_TLS_is_not_taken_for_it() {
    var conversation = Recording.conversation(40_000, new TlsSecrets());
    byte[] sip = "REGISTER sip:example.com SIP/2.0\r\n\r\n".getBytes();

    List<TlsEvent> events = conversation.feed(Direction.FORWARD, sip);

    assertThat(events).singleElement().isInstanceOf(TlsEvent.NotTls.class);
    assertThat(conversation.feed(Direction.FORWARD, sip)).isEmpty();
  }

  private static List<TlsEvent> read(List<EnginePair.Flight> flights) {
    var conversation = Recording.conversation(40_000, new TlsSecrets());
    return flights.stream()
        .flatMap(each -> conversation.feed(each.direction(), each.octets().toArray()).stream())
        .toList();
  }

  private static <T extends HandshakeMessage> T first(List<TlsEvent> events, Class<T> type) {
    return events.stream()
        .filter(TlsEvent.Handshake.class::isInstance)
        .map(event -> ((TlsEvent.Handshake) event).message())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }
}
