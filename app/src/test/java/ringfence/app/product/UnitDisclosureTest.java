package ringfence.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.PersistentLink.Status;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.pages.UnitPages;
import ringfence.adapter.unit.Adapter;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitSettings;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.Main;
import ringfence.app.Office;
import ringfence.app.capture.DisclosureFiles;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.setting.Configuration;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxyServer;

/// A disclosure of a unit whose link is up already, over real sockets.
class UnitDisclosureTest {
  @TempDir private Path folder;
  private Office office;
  private ProxyServer proxy;
  private Adapter adapter;
  private WebServer web;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    proxy = office.proxy();
    var settings =
        Office.line(office.unitSettings(), "100", Office.PASSWORD)
            .with(SipTransport.FAILBACK_INTERVAL, Duration.ofSeconds(5));
    var options = office.options(30, settings, office.trust());
    var disclosures =
        DisclosureFiles.in(folder.resolve("disclosures"), options.lookout(), options.events());
    adapter =
        new Adapter(
            options,
            Configuration.inMemory(settings, UnitSettings.RULES),
            CertificateStore.open(folder.resolve("store")),
            disclosures);
    var anywhere = new InetSocketAddress("127.0.0.1", 0);
    web =
        WebServer.start(
            anywhere, UnitPages.routes(adapter, Optional.empty()), adapter.access(), Set.of());
    adapter.start();
  }

  @AfterEach
  void end() {
    web.close();
    adapter.close();
    proxy.close();
    office.close();
  }

  @Test
  void a_link_that_is_up_is_closed_when_asked_and_comes_again_with_its_secrets_in_the_file()
      throws Exception {
    Unit unit = adapter.unit().orElseThrow();
    UnitStatus before = Office.await(unit, now -> now.lines().getFirst().operational());
    int transitions = link(before).history().size();
    assertThat(disclose("begin", "100", "--minutes", "5", "--close"))
        .contains("Links closed so that they come again: 1.");
    Office.await(unit, now -> isUpAgain(link(now), transitions));
    disclose("end", "1");
    assertThat(written()).contains("CLIENT_TRAFFIC_SECRET_0 ");
  }

  @Test
  void a_link_that_stays_up_gives_no_secrets() throws Exception {
    Unit unit = adapter.unit().orElseThrow();
    UnitStatus before = Office.await(unit, now -> now.lines().getFirst().operational());
    disclose("begin", "100", "--minutes", "5");
    disclose("end", "1");
    assertThat(link(unit.status().join()).history()).isEqualTo(link(before).history());
    assertThat(written()).doesNotContain("CLIENT_TRAFFIC_SECRET_0 ");
  }

  private static LinkStatus link(UnitStatus status) {
    return status.links().getFirst();
  }

  private static boolean isUpAgain(LinkStatus link, int transitions) {
    return link.status() == Status.UP && link.history().size() > transitions;
  }

  private String written() throws Exception {
    try (var files = Files.list(folder.resolve("disclosures"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return Files.readString(all.getFirst(), StandardCharsets.ISO_8859_1);
    }
  }

  private String disclose(String command, String... more) {
    var out = new StringWriter();
    var arguments = new ArrayList<>(List.of("disclose", command, web.uri()));
    arguments.addAll(List.of(more));
    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(exit).as(out.toString()).isZero();
    return out.toString();
  }
}
