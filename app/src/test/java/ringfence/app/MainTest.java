package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.app.option.ExitCode;

/// The commands as a person types them.
class MainTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lab --bogus | ringfence lab: Unknown option: '--bogus' (see ringfence lab --help)",
        "lab --seconds 0 | ringfence lab: --seconds 0 is not 1 to 300 (see ringfence lab --help)",
        "lab --network 10.0.0 | ringfence lab: --network 10.0.0 is not three octets that begin with"
            + " 127 (see ringfence lab --help)",
        "call nonsense | ringfence call: nonsense is not sip:USER@HOST:PORT",
        "answer | ringfence answer: answer needs --registrar HOST:PORT, where callers look for it",
        "proxy | ringfence proxy: give a settings file, or --opensips FILE",
        "certificate show none.pem | ringfence certificate show: none.pem: there is no such file",
      })
  void wrong_usage_is_one_line_that_names_it(String command, String line) {
    assertThat(run(command.strip().split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().strip()).isEqualTo(line.strip());
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_wrong_settings_line_is_refused_with_file_line_and_what_is_allowed() throws Exception {
    Path file = folder.resolve("unit.conf");
    Files.writeString(
        file, "# the unit\nSipEp.UserAgent[EpId=FXS1].Username=\"100\"\nMipt.RtpBasePort=80\n");
    assertThat(run("adapter", file.toString(), "--bind", "127.0.0.1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("unit.conf", "3", "Mipt.RtpBasePort", "80", "1024 to 65000")
        .hasLineCount(1);
  }

  @Test
  void every_wrong_line_of_settings_is_told_at_once() throws Exception {
    Path file = Files.writeString(folder.resolve("proxy.conf"), "foo = 3\nmax_calls = many\n");
    assertThat(run("proxy", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("ringfence proxy: ").contains("line 1", "foo"),
            two -> assertThat(two).startsWith("ringfence proxy: ").contains("line 2", "max_calls"));
  }

  @Test
  void a_ca_issues_a_certificate_that_a_check_accepts_under_its_name_only() {
    String ca = folder.resolve("ca").toString();
    String out127 = folder.toString();
    assertThat(run("certificate", "ca", "--out", ca)).isZero();
    assertThat(run("certificate", "issue", "127.0.0.1", "--ca", ca, "--out", out127)).isZero();
    String file = folder.resolve("127.0.0.1.crt").toString();
    String root = folder.resolve("ca/ca.crt").toString();
    assertThat(run("certificate", "check", file, "--ca", root, "--name", "127.0.0.1")).isZero();
    assertThat(run("certificate", "check", file, "--ca", root, "--name", "a.example", "--json"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .contains("\"accepted\":false,\"cause\":\"wrong-name\"", "\"issuedTo\":\"127.0.0.1\"");
    assertThat(run("certificate", "check", file, "--name", "127.0.0.1")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("unknown-ca");
  }

  @Test
  void what_is_there_is_not_overwritten() {
    String ca = folder.resolve("ca").toString();
    assertThat(run("certificate", "ca", "--out", ca)).isZero();
    assertThat(run("certificate", "ca", "--out", ca)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("ca.crt exists and is not overwritten");
  }

  @Test
  void every_command_has_help_with_an_example() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      assertThat(run(command, "--help")).isZero();
    }
    assertThat(out.toString().split("Example: ", -1))
        .hasSize(Main.commandLine().getSubcommands().size() + 1);
  }
}
