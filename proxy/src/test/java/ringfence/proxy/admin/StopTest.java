package ringfence.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Configuration;
import ringfence.proxy.ProxySettings;

/// What an operator reads from SIGTERM to the end.
class StopTest {
  private static final Lifecycle.TakesUp TO_NOBODY = _ -> {};

  private final EventLog events = new EventLog(100, InstantSource.system());
  @TempDir private Path folder;

  @Test
  void a_stop_without_calls_is_told_from_its_beginning_to_its_end() throws Exception {
    try (var proxy = proxy("listen = udp:127.0.0.1:0\n")) {
      assertThat(proxy.start()).isEmpty();
      proxy.drain(Duration.ofSeconds(30));
    }
    assertThat(sentences())
        .containsSubsequence(
            "The proxy is about to stop; calls under way: 0, for which it waits at most 30 s.",
            "The proxy has stopped; its listeners and links are closed.");
  }

  @Test
  void a_proxy_that_never_ran_has_not_stopped() throws Exception {
    try (var proxy = proxy("listen = udp:192.0.2.1:5060\n")) {
      assertThat(proxy.start()).isNotEmpty();
      proxy.drain(Duration.ofSeconds(30));
    }
    assertThat(sentences()).noneMatch(it -> it.contains("stop;") || it.contains("has stopped"));
  }

  private List<String> sentences() {
    return events.recent().stream().map(Event::sentence).toList();
  }

  private ProxyAdmin proxy(String settings) throws Exception {
    Path file = Files.writeString(folder.resolve("proxy.conf"), settings);
    var opened =
        (Configuration.Opening.Opened)
            Configuration.open(file, ProxySettings.DECLARATIONS, ProxySettings.RULES);
    return new ProxyAdmin(opened.configuration(), folder, events, TO_NOBODY);
  }
}
