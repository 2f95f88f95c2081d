package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;

class HandshakeTextTest {
  /// A client that does not know the authority, made by `record.sh` beside it.
  private static final Path CAPTURE =
      Path.of("src/test/resources/ringfence/trace/tls/unknown-ca.pcap");

  @Test
  void F83_suites_certificates_and_alerts_are_told_field_by_field() throws IOException {
    List<String> lines = new ArrayList<>();
    var decoder = new Decoder(Knowledge.none());
    try (var captures = Captures.open(List.of(CAPTURE))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        decoder.read(item.get()).forEach(row -> lines.addAll(HandshakeText.lines(row)));
      }
    }
    assertThat(lines)
        .anyMatch(it -> it.matches("\\d+  \\S+Z  127\\.\\S+:\\d+ > 127\\.\\S+:\\d+  TLS.*"))
        .anyMatch(it -> it.startsWith("  Client Hello"))
        .anyMatch(it -> it.matches("    .*suite.*TLS_.*"))
        .anyMatch(it -> it.startsWith("  Alert, "));
  }
}
