package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class Rfc8448Test {
  @Test
  @Clause("RFC 8448 3")
  void the_simple_handshake_is_read_to_its_last_record() throws IOException {
    String text = Files.readString(Recording.path("rfc8448-section-3.txt"));
    var secrets = new TlsSecrets();
    assertThat(secrets.addKeyLog(text)).isEqualTo(4);
    var conversation = Recording.conversation(40_000, secrets);
    List<TlsEvent> events = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("client ")) feed(conversation, Direction.FORWARD, line, events);
      if (line.startsWith("server ")) feed(conversation, Direction.BACKWARD, line, events);
    }
    var application = new StringBuilder();
    for (int i = 0; i < 50; i++) application.append("%02x".formatted(i));
    assertThat(events)
        .extracting(Rfc8448Test::line)
        .containsExactly(
            "FORWARD Client Hello, up to TLS 1.3, SNI=server",
            "BACKWARD Server Hello, TLS 1.3, TLS_AES_128_GCM_SHA256",
            "BACKWARD Encrypted Extensions",
            "BACKWARD Certificate, CN=rsa",
            "BACKWARD Certificate Verify",
            "BACKWARD Finished",
            "FORWARD Finished",
            "BACKWARD New Session Ticket",
            "FORWARD " + application,
            "BACKWARD " + application,
            "FORWARD Alert, warning close_notify (0): it ends the connection in good order",
            "BACKWARD Alert, warning close_notify (0): it ends the connection in good order");
  }

  private static void feed(
      TlsConversation conversation, Direction direction, String line, List<TlsEvent> events) {
    events.addAll(conversation.feed(direction, Octets.ofHex(line.substring(7)).toArray()));
  }

  private static String line(TlsEvent event) {
    String said =
        event instanceof TlsEvent.ApplicationData(_, var octets) ? octets.hex() : event.info();
    return event.direction() + " " + said;
  }
}
