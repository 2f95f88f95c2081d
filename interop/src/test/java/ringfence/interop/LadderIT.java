package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Chromium, with the network off, opens the ladder that `ringfence trace` makes of a capture.
class LadderIT {
  /// A registration over TLS 1.3, of the tests of `trace`.
  private static final Path CAPTURES =
      Path.of(
          System.getProperty("ringfence.root", ".."),
          "trace/src/test/resources/ringfence/trace/decode");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void a_ladder_shows_the_handshake_and_a_click_shows_the_message() {
    Path page = ladder();
    try (var chromium = Chromium.start();
        var person = chromium.person(page.toUri().toString(), offline())) {
      List<String> errors = new ArrayList<>();
      person.page().onConsoleMessage(it -> errors.add(it.text()));
      person.page().navigate(page.toUri().toString());
      assertThat(person.page().title()).isEqualTo("registration-tls13.pcap");
      assertThat(person.page().locator("summary").allInnerTexts())
          .anyMatch(it -> it.contains("Client Hello"))
          .anyMatch(it -> it.contains("200 OK (1 binding)"));
      Locator message = person.page().locator("pre").filter(text("CSeq: ")).first();
      assertThat(message.isVisible()).isFalse();
      person.page().locator("summary").filter(text("REGISTER sip:")).first().click();
      assertThat(message.isVisible()).isTrue();
      assertThat(person.brightness("backgroundColor")).as("dark paper").isLessThan(60);
      assertThat(errors).isEmpty();
    }
  }

  private static Browser.NewContextOptions offline() {
    return new Browser.NewContextOptions().setOffline(true).setColorScheme(ColorScheme.DARK);
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private Path ladder() {
    var ground = new Ground(folder);
    var ringfence = new Ringfence(ground, Authority.ours());
    Path page = ground.file("ladder.html");
    Path capture = CAPTURES.resolve("registration-tls13.pcap").toAbsolutePath();
    Path keys = CAPTURES.resolve("registration-tls13.keys").toAbsolutePath();
    ringfence.run(
        List.of(
            "trace", capture.toString(), "--keylog", keys.toString(), "--html", page.toString()));
    return page;
  }
}
