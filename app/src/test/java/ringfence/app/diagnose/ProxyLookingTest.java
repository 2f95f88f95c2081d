package ringfence.app.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.unit.Unit;
import ringfence.app.Office;
import ringfence.app.lab.LabCertificates;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.setting.Declaration;
import ringfence.manage.status.Cell;
import ringfence.manage.web.WebServer;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.pages.ProxyPages;
import ringfence.proxy.peer.PeerSettings;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.sip.message.SipUri;

/// The buttons Diagnose of a proxy, over real sockets.
class ProxyLookingTest {
  @TempDir private Path folder;
  private Office office;
  private ProxyAdmin proxy;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    var settings =
        office
            .proxySettings()
            .with(ListenerSettings.CERTIFICATE_CHECK_INTERVAL, Duration.ZERO)
            .with(
                PeerSettings.ADDRESS,
                "away",
                Optional.of(SipUri.parse("sip:" + office.network + ".40:9;transport=tls")));
    proxy = office.admin(settings);
    proxy.diagnoses().by(new ProxyLooking());
  }

  @AfterEach
  void end() {
    proxy.close();
    office.close();
  }

  @Test
  void a_trunk_at_which_nobody_listens_leads_to_the_field_of_its_address() throws Exception {
    List<Cell> row = diagnosed("Proxy.Trunk", "away");
    assertThat(row.get(1).text()).contains("Nobody listens", "(tcp.refused)");
    assertThat(row.getLast().link()).isEqualTo("/proxy/trunks#trunk.address");
  }

  @Test
  void a_user_with_a_wrong_password_is_told_from_what_the_proxy_remembers() throws Exception {
    var options =
        office.options(30, Office.line(office.unitSettings(), "100", "guess"), office.trust());
    try (Unit unit = Unit.start(options)) {
      Office.await(unit, now -> now.lines().getFirst().registration().equals("AuthFailed"));
      String aor = "sip:100@" + office.network + ".11";
      assertThat(rows("Proxy.Failures").getFirst())
          .extracting(Cell::text)
          .contains("401 Unauthorized");
      assertThat(diagnosed("Proxy.Registration", aor).get(1).text())
          .contains("(sip.challenge-loop)");
    }
  }

  @Test
  void a_certificate_that_was_renewed_and_not_loaded_is_found_at_our_own_listener()
      throws Exception {
    String file = rows("Proxy.Certificates").getFirst().getFirst().text();
    Path renewed = Files.createDirectory(folder.resolve("renewed"));
    var fresh = LabCertificates.in(renewed, office.network + ".11");
    Files.copy(fresh.proxyCertificate(), Path.of(file), StandardCopyOption.REPLACE_EXISTING);
    assertThat(diagnosed("Proxy.Certificate", file).get(1).text()).contains("(tls.not-the-file)");
  }

  @Test
  void nothing_that_the_proxy_does_not_have_is_looked_into() {
    for (String table :
        List.of(
            "Proxy.Trunk", "Proxy.Flow", "Proxy.Registration", "Proxy.Call", "Proxy.Certificate")) {
      assertThat(press(table, "192.0.2.99")).as(table).isInstanceOf(Command.Result.NotDone.class);
    }
  }

  @Test
  void every_field_that_a_verdict_leads_to_is_on_its_page() throws Exception {
    try (var server =
            WebServer.start(
                new InetSocketAddress("127.0.0.1", 0), ProxyPages.routes(proxy, Optional.empty()));
        var client = HttpClient.newHttpClient()) {
      for (Declaration<?> setting : settings()) {
        String link = ProxyFields.field(setting).link();
        int hash = link.indexOf('#');
        var uri = URI.create(server.uri() + link.substring(1, hash));
        String page =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        assertThat(page).as(link).contains("id=\"" + link.substring(hash + 1) + "\"");
      }
    }
  }

  private static List<Declaration<?>> settings() {
    List<Declaration<?>> all = new ArrayList<>(ProxyFields.BY_VERDICT.values());
    all.addAll(ProxyFields.OF_CLIENTS.values());
    return all;
  }

  private Command.Result press(String table, String row) {
    return proxy
        .administration()
        .command(table + ".Diagnose")
        .orElseThrow()
        .action()
        .apply(row, Asker.by("the test", Role.USER));
  }

  /// The first row of what was found.
  private List<Cell> diagnosed(String table, String row) throws Exception {
    var done = new CountDownLatch(2);
    proxy.watch(done::countDown);
    assertThat(press(table, row)).isInstanceOf(Command.Result.Done.class);
    done.await();
    return rows(table + "Diagnosis").getFirst();
  }

  private List<List<Cell>> rows(String table) {
    return proxy.administration().table(table).orElseThrow().now();
  }
}
