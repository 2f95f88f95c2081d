package ringfence.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ringfence.app.Main;
import ringfence.app.option.ExitCode;
import ringfence.sip.message.Transport;
import ringfence.transport.Lookout;

class CaptureOptionsTest {
  @TempDir Path folder;

  private final Capturing command = new Capturing();
  private final StringWriter err = new StringWriter();

  /// A command that captures nothing.
  @Command
  static final class Capturing implements Callable<Integer> {
    @Mixin private CaptureOptions capture;

    @Override
    public Integer call() throws Exception {
      capture.start(new Lookout()).close();
      return ExitCode.DONE;
    }
  }

  @Test
  void a_capture_that_will_lack_the_secrets_says_so_at_its_start() {
    assertThat(CaptureOptions.missing(true, true)).isEmpty();
    assertThat(CaptureOptions.missing(false, false)).isEmpty();
    assertThat(CaptureOptions.missing(true, false).orElseThrow())
        .contains("no TLS secrets", "JDK's engine");
    String file = folder.resolve("c.pcapng").toString();
    assertThat(run("--capture", file, "--capture-secrets")).isZero();
    assertThat(err.toString().isEmpty()).isEqualTo(Lookout.givesSecrets());
  }

  @Test
  void how_tshark_reads_it_is_told_with_the_port_and_the_file() {
    assertThat(run("--capture", folder.resolve("c.pcapng").toString())).isZero();
    assertThat(command.capture.reading(Transport.TLS, 5062))
        .contains("tshark -r " + folder + "/c.pcapng -d tls.port==5062,sip -Y 'sip || rtp'");
    assertThat(run("--capture", folder + "/r.pcapng", "--capture-ring-seconds", "5")).isZero();
    assertThat(command.capture.reading(Transport.TLS, 5062)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--capture-ring-files 3",
        "--capture-ring-seconds 0",
        "--capture-ring-size 5 --capture-ring-files 1",
        "--capture-start call:",
        "--capture-before -1",
        "--capture-stop tomorrow"
      })
  void what_cannot_be_is_refused(String options) {
    assertThat(run(("--capture " + folder + "/c.pcapng " + options).split(" "))).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--capture-secrets",
        "--capture-ring-size 5",
        "--capture-ring-seconds 5",
        "--capture-ring-files 3",
        "--capture-start down",
        "--capture-stop down",
        "--capture-before 5"
      })
  void nothing_is_said_of_a_capture_that_is_not_asked_for(String options) {
    assertThat(run(options.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(options.split(" ")[0] + ": only with --capture FILE");
  }

  @Test
  void a_proxy_has_no_Ready_light_to_wait_for() throws Exception {
    Path settings = folder.resolve("proxy.conf");
    Files.writeString(settings, "listen = udp:127.0.0.1:0\n");
    String file = folder.resolve("c.pcapng").toString();
    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("proxy", settings.toString(), "--capture", file, "--capture-stop", "ready");
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("a proxy has no Ready light");
  }

  private int run(String... arguments) {
    return new CommandLine(command).setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
