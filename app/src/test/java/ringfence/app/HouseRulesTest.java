package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.HouseRules;

class HouseRulesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "testkit",
        "sip",
        "sdp",
        "rtp",
        "media",
        "transport",
        "manage",
        "trace",
        "adapter",
        "proxy",
        "app"
      })
  void the_rules_of_the_house_hold_in(String room) {
    Path folder = ROOT.resolve(room);
    assertThat(Files.isDirectory(folder.resolve("target/classes"))).as("is built").isTrue();
    List<String> broken = HouseRules.check(folder);
    assertThat(broken).isEmpty();
  }
}
