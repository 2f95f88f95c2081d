package ringfence.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.app.Main;
import ringfence.app.capture.DisclosureFiles;
import ringfence.app.option.ExitCode;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Configuration;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.pages.ProxyPages;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.Lookout;

/// A disclosure from the command line, by the pages of a proxy that runs.
class DiscloseCommandTest {
  private static final String[] ADMIN = {"--user", "admin", "--password-file"};

  @TempDir Path folder;

  private final EventLog events = new EventLog(100, InstantSource.system());
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private ProxyAdmin proxy;
  private WebServer web;

  @BeforeEach
  void a_proxy_with_pages() throws IOException {
    Path file = folder.resolve("proxy.conf");
    Files.writeString(file, "data = .\nlisten = udp:127.0.0.1:0\n");
    Files.writeString(folder.resolve("password"), "administrator\n");
    Files.writeString(folder.resolve("wrong"), "guessed\n");
    var opened =
        (Configuration.Opening.Opened)
            Configuration.open(file, ProxySettings.DECLARATIONS, ProxySettings.RULES);
    var disclosures = DisclosureFiles.in(folder.resolve("disclosures"), new Lookout(), events);
    Lifecycle.TakesUp log = _ -> {};
    proxy = new ProxyAdmin(opened.configuration(), folder, events, log, disclosures);
    assertThat(proxy.start()).isEmpty();
    var anywhere = new InetSocketAddress("127.0.0.1", 0);
    web =
        WebServer.start(
            anywhere, ProxyPages.routes(proxy, Optional.empty()), proxy.access(), Set.of());
  }

  @AfterEach
  void everything_closes() {
    web.close();
    proxy.close();
    events.close();
  }

  @Test
  void it_is_begun_listed_and_ended_and_the_proxy_tells_who_did_so() throws IOException {
    Path reader = folder.resolve("reader.crt");
    Files.writeString(reader, new Authority("test").issue(Wanted.server("r")).certificatePem());
    assertThat(disclose("begin", "100", "--minutes", "5", "--close", "--reader=" + reader))
        .isZero();
    assertThat(disclose("list")).isZero();
    assertThat(disclose("end", "1")).isZero();
    assertThat(out.toString().lines())
        .satisfiesExactly(
            begun ->
                assertThat(begun)
                    .startsWith("Disclosure 1 writes to " + folder.resolve("disclosures"))
                    .endsWith("Links closed so that they come again: 0."),
            row -> assertThat(row).startsWith("1  100  admin from 127.0.0.1  ").endsWith(".cms"),
            ended -> assertThat(ended).isEqualTo("Disclosure 1 has ended."));
    assertThat(events.recent().stream().map(Event::sentence))
        .contains("Disclosure 1 of 100 has ended: admin from 127.0.0.1 ended it.");
  }

  @Test
  void what_the_proxy_refuses_is_said_and_fails() {
    assertThat(disclose("begin", "a b", "--minutes", "5")).isEqualTo(ExitCode.FAILED);
    assertThat(disclose("end", "7")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("That is neither an account nor an address.")
        .contains("There is no disclosure 7.");
    assertThat(run("list", web.uri(), ADMIN[0], ADMIN[1], ADMIN[2], folder.resolve("wrong") + ""))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("it asks who you are");
    assertThat(proxy.disclosures().orElseThrow().table().now()).isEmpty();
  }

  @Test
  void a_password_goes_to_another_host_by_https_only() {
    assertThat(run("list", "http://192.0.2.1:8080", "--user", "admin")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("by https only");
    assertThat(run("list", "nowhere")).isEqualTo(ExitCode.USAGE);
  }

  private int disclose(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(ADMIN));
    arguments.add(folder.resolve("password").toString());
    arguments.add(web.uri());
    arguments.addAll(List.of(more));
    return run(command, arguments.toArray(String[]::new));
  }

  private int run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("disclose", command));
    arguments.addAll(List.of(more));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
