package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DiagnoseCommandTest {
  /// Captures between openssl programs, made by `record.sh` beside them.
  private static final String CAPTURES = "../trace/src/test/resources/ringfence/trace/tls/";

  private final StringWriter out = new StringWriter();

  @Test
  void a_cause_comes_with_its_evidence_and_its_cure() {
    assertThat(run(CAPTURES + "unknown-ca.pcap")).isEqualTo(Main.FAILED);

    assertThat(out.toString())
        .startsWith("tls.unknown-ca (90 %)")
        .contains("frame 8: the client answers fatal unknown_ca (48)")
        .contains("Cure: Install the certificate of CN=Example CA, O=Example where it is refused.")
        .contains("In our unit: Management/Certificates");
  }

  @Test
  void with_a_key_log_it_sees_what_TLS_13_hides() {
    String capture = CAPTURES + "certificate-required";
    assertThat(run(capture + ".pcap", "--json")).isEqualTo(Main.DONE);
    assertThat(out.toString()).contains("\"id\":\"capture.unread\"");

    assertThat(run(capture + ".pcap", "--json", "--keylog", capture + ".keys"))
        .isEqualTo(Main.FAILED);
    assertThat(out.toString()).contains("\"id\":\"tls.client-certificate-missing\"");
  }

  @Test
  void what_went_well_has_no_verdict() {
    String capture = CAPTURES + "tls13-aes128";
    assertThat(run(capture + ".pcap", "--keylog", capture + ".keys")).isEqualTo(Main.DONE);

    assertThat(out).hasToString("Nothing is seen that failed.\n");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "diagnose";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.commandLine().setOut(new PrintWriter(out, true)).execute(all);
  }
}
