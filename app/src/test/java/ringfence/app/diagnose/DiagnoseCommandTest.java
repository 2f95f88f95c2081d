package ringfence.app.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.app.Main;
import ringfence.app.option.ExitCode;
import ringfence.trace.capture.Passed;
import ringfence.trace.capture.Recorder;

class DiagnoseCommandTest {
  /// Captures between openssl programs, made by `record.sh` beside them.
  private static final String CAPTURES = "../trace/src/test/resources/ringfence/trace/tls/";

  private final StringWriter out = new StringWriter();

  @TempDir private Path folder;

  @Test
  void a_cause_comes_with_its_evidence_and_its_cure() {
    assertThat(run(CAPTURES + "unknown-ca.pcap")).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString())
        .startsWith("tls.unknown-ca (90 %)")
        .contains("frame 8: the client answers fatal unknown_ca (48)")
        .contains("Cure: Install the certificate of CN=Example CA, O=Example where it is refused.")
        .contains("In our unit: Management/Certificates");
  }

  @Test
  void with_a_key_log_it_sees_what_TLS_13_hides() {
    String capture = CAPTURES + "certificate-required";
    assertThat(run(capture + ".pcap", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("\"id\":\"capture.unread\"");

    assertThat(run(capture + ".pcap", "--json", "--keylog", capture + ".keys"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("\"id\":\"tls.client-certificate-missing\"");
  }

  @Test
  void what_went_well_has_no_verdict() {
    String capture = CAPTURES + "tls13-aes128";
    assertThat(run(capture + ".pcap", "--keylog", capture + ".keys")).isEqualTo(ExitCode.DONE);

    assertThat(out).hasToString("Nothing is seen that failed.\n");
  }

  @Test
  void a_capture_of_which_not_all_was_looked_at_is_said_to_be_one() throws IOException {
    Path capture = folder.resolve("long.pcapng");
    try (var recorder = Recorder.to(capture)) {
      for (int i = 0; i < 501; i++) recorder.record(ping(i));
    }
    assertThat(run(capture.toString())).isEqualTo(ExitCode.DONE);
    assertThat(run(capture.toString(), "--json")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .startsWith("Nothing is seen that failed.\nNot all of it was looked at: ")
        .endsWith("\"partial\":true}\n");
  }

  private static Passed ping(int number) {
    String text =
        """
        OPTIONS sip:b.example SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK%1$d
        From: <sip:a@b.example>;tag=1
        To: <sip:b.example>
        Call-ID: pings
        CSeq: %1$d OPTIONS
        Content-Length: 0

        """
            .formatted(number)
            .replace("\n", "\r\n");
    var here = new InetSocketAddress("192.0.2.30", 5060);
    var there = new InetSocketAddress("192.0.2.11", 5060);
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new Passed.Datagram(Instant.EPOCH, here, there, octets);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "diagnose";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.commandLine().setOut(new PrintWriter(out, true)).execute(all);
  }
}
