package ringfence.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.app.Main;
import ringfence.app.option.ExitCode;

class HepOptionTest {
  @ParameterizedTest
  @CsvSource({
    "no-such-host.invalid, no host of this name is known; HOST:PORT is wanted",
    "no-such-host.invalid:9060, no host of this name is known; HOST:PORT is wanted",
  })
  void a_capture_server_that_nobody_knows_is_refused_with_what_is_wanted(String hep, String why) {
    assertThat(refused(hep)).isEqualTo("ringfence call: --hep " + hep + ": " + why + "\n");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:70000", "127.0.0.1:nine", ":9060"})
  void what_is_no_host_and_port_is_refused(String hep) {
    assertThat(refused(hep)).isEqualTo("ringfence call: --hep " + hep + " is not HOST:PORT\n");
  }

  private static String refused(String hep) {
    var err = new StringWriter();
    String[] command = {"call", "sip:101@127.0.0.1:9", "--transport", "udp", "--hep", hep};
    int code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(command);
    assertThat(code).isEqualTo(ExitCode.USAGE);
    return err.toString();
  }
}
