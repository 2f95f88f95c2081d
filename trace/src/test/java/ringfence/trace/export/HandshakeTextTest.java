package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;

class HandshakeTextTest {
  /// Made by `record.sh` there.
  private static final Path CAPTURES = Path.of("src/test/resources/ringfence/trace/tls");

  @Test
  void F83_suites_certificates_and_alerts_are_told_field_by_field() throws IOException {
    assertThat(lines("unknown-ca.pcap"))
        .anyMatch(it -> it.matches("\\d+  \\S+Z  127\\.\\S+:\\d+ > 127\\.\\S+:\\d+  TLS.*"))
        .anyMatch(it -> it.startsWith("  Client Hello"))
        .anyMatch(it -> it.matches("    .*suite.*TLS_.*"))
        .anyMatch(it -> it.startsWith("  Alert, "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls12-session-id | session id     | RFC 5246 7.4.1.3",
        "tls12-ticket     | session ticket | RFC 5077 3.4",
        "tls13-ticket     | pre_shared_key | RFC 8446 2.2"
      })
  void a_session_that_is_resumed_says_by_what_and_why_no_certificate_is_seen(
      String name, String by, String clause) throws IOException {
    assertThat(lines(name + ".pcap"))
        .containsOnlyOnce(
            "    resumes a session by: " + by + " (" + clause + ")",
            "    certificates: none are sent, see the handshake that made the session");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls12-ticket-refused", "tls13-ticket-refused"})
  void a_session_that_is_refused_was_asked_for(String name) throws IOException {
    assertThat(lines(name + ".pcap"))
        .anyMatch(it -> it.startsWith("    asks to resume by: "))
        .noneMatch(it -> it.contains("resumes"));
  }

  private static List<String> lines(String capture) throws IOException {
    List<String> lines = new ArrayList<>();
    var decoder = new Decoder(Knowledge.none());
    try (var captures = Captures.open(List.of(CAPTURES.resolve(capture)))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        decoder.read(item.get()).forEach(row -> lines.addAll(HandshakeText.lines(row)));
      }
    }
    return lines;
  }
}
