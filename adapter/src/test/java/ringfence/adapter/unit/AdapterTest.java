package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.pages.UnitPages;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration.Outcome;
import ringfence.manage.certificate.CertificateContents;
import ringfence.manage.certificate.CertificateFile;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Service;
import ringfence.manage.service.ServiceState;
import ringfence.manage.service.StartupType;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.WebServer;
import ringfence.sip.message.Method;
import ringfence.sip.message.Transport;
import ringfence.transport.tls.TrustAnchors;

/// The unit with its services and its pages, as an administrator handles it.
class AdapterTest {
  private static final String BANNER =
      "Some changes require to restart a service to apply new configuration.";

  @TempDir Path folder;

  private final EventLog events = new EventLog(1000, InstantSource.system());
  private final HttpClient browser = HttpClient.newHttpClient();

  @AfterEach
  void end() {
    browser.close();
    events.close();
  }

  /// An adapter with its pages.
  private record Running(Adapter adapter, WebServer web) implements AutoCloseable {
    @Override
    public void close() {
      web.close();
      adapter.close();
    }
  }

  private Running start(Settings settings, TrustAnchors trust) throws Exception {
    var network = HostNetwork.at(Loopback.address());
    var options = Units.options(settings, network, events);
    options =
        new UnitOptions(
            options.identity(),
            network,
            settings,
            trust,
            options.host(),
            events,
            options.lookout(),
            options.chance());
    var adapter =
        new Adapter(
            options,
            Configuration.inMemory(settings, UnitSettings.RULES),
            CertificateStore.open(folder.resolve("certificates")));
    var address = new InetSocketAddress(Loopback.address(), 0);
    var web =
        WebServer.start(
            address, UnitPages.routes(adapter, Optional.empty()), adapter.access(), Set.of());
    adapter.serveBy(web);
    adapter.start();
    return new Running(adapter, web);
  }

  private static void await(Adapter adapter, Predicate<Adapter> wanted) throws Exception {
    var met = new CompletableFuture<Void>();
    Runnable look =
        () -> {
          // off the loop of SIP, which answers what the status is
          var _ = CompletableFuture.runAsync(() -> look(adapter, wanted, met));
        };
    adapter.watch(look);
    look.run();
    met.get(10, TimeUnit.SECONDS);
  }

  private static void look(
      Adapter adapter, Predicate<Adapter> wanted, CompletableFuture<Void> met) {
    if (!met.isDone() && wanted.test(adapter)) met.complete(null);
  }

  private static boolean isRegistered(Adapter adapter) {
    return adapter.status().lines().getFirst().registration().equals("Registered");
  }

  private static void run(Adapter adapter, String... lines) {
    assertThat(adapter.administration().run("a test", List.of(lines), Role.ADMIN))
        .isInstanceOf(Outcome.Done.class);
  }

  private String page(Running running, String path) throws Exception {
    var asked = HttpRequest.newBuilder(URI.create(running.web().uri() + path)).build();
    return browser.send(asked, BodyHandlers.ofString()).body();
  }

  private int post(Running running, String path, String field, String value) throws Exception {
    String form =
        URLEncoder.encode(field, StandardCharsets.UTF_8)
            + "="
            + URLEncoder.encode(value, StandardCharsets.UTF_8);
    var asked =
        HttpRequest.newBuilder(URI.create(running.web().uri() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return browser.send(asked, BodyHandlers.ofString()).statusCode();
  }

  @Test
  void F32_the_banner_stands_on_every_page_from_a_change_until_the_restart() throws Exception {
    try (var running = start(UnitSettings.defaults(), TrustAnchors.none())) {
      assertThat(page(running, "sip/transport")).doesNotContain(BANNER);
      int status = post(running, "sip/transport", "SipEp.TransportPersistentBasePort", "17000");
      assertThat(status).isEqualTo(303);
      for (String path : List.of("sip/transport", "system/information", "telephony/lines")) {
        assertThat(page(running, path))
            .contains(BANNER, "Please click this link to access the services table", "/services");
      }
      int restart = post(running, "system/services", "Scm.RestartRequiredServices", "10");
      assertThat(restart).isEqualTo(303);
      await(running.adapter(), it -> it.services().needRestart().isEmpty());
      assertThat(page(running, "sip/transport")).doesNotContain(BANNER).contains("17000");
    }
  }

  @Test
  void F33_a_new_certificate_is_used_after_the_restart_of_SIPEP_and_not_before() throws Exception {
    try (var server = TestServer.tls();
        var running = start(Units.settings(server.address(), Transport.TLS), TrustAnchors.none())) {
      Adapter adapter = running.adapter();
      await(adapter, it -> it.status().links().getFirst().cause().contains("authority"));
      String pem = CertificateFile.pem(TestServer.AUTHORITY.certificate());
      var read = CertificateContents.read(pem.getBytes(StandardCharsets.US_ASCII), Secret.of(""));
      var contents = ((CertificateContents.Outcome.Read) read).contents();
      var added =
          adapter
              .certificates()
              .add(CertificateType.OTHER, "ca.crt", contents, InstantSource.system().instant());
      assertThat(added).isInstanceOf(CertificateStore.Added.Stored.class);

      assertThat(adapter.services().needRestart()).containsExactly(Scm.SIP_EP);
      assertThat(page(running, "sip/servers")).contains(BANNER);
      assertThat(isRegistered(adapter)).isFalse();
      run(adapter, "Scm.ServiceCommands[Name=SipEp].Restart=10");
      await(adapter, AdapterTest::isRegistered);
      assertThat(page(running, "sip/servers")).doesNotContain(BANNER);
    }
  }

  @Test
  void F56_F92_TLS_is_enabled_now_and_used_after_the_restart_without_a_reboot() throws Exception {
    try (var server = TestServer.tls();
        var running = start(Units.settings(server.address(), Transport.UDP), TestServer.TRUST)) {
      Adapter adapter = running.adapter();
      String row = "SipEp.TransportConfig[GatewayName=default].";
      run(adapter, row + "UdpEnable=\"Disable\"", row + "TlsEnable=\"Enable\"");
      assertThat(adapter.status().links()).isEmpty();
      assertThat(adapter.services().needRestart()).containsExactly(Scm.SIP_EP);
      Duration before = adapter.uptime();

      run(adapter, "Scm.RestartRequiredServices");
      await(adapter, AdapterTest::isRegistered);
      assertThat(adapter.status().links().getFirst().tls()).isPresent();
      assertThat(adapter.uptime()).isGreaterThan(before);
    }
  }

  @Test
  void F49_F52_the_servers_page_has_the_links_tables_and_asks_in_the_words_of_the_seed()
      throws Exception {
    try (var server = TestServer.tls();
        var running = start(Units.settings(server.address(), Transport.TLS), TestServer.TRUST)) {
      await(running.adapter(), AdapterTest::isRegistered);
      assertThat(page(running, "sip/servers"))
          .contains("TLS Persistent Connections Status", "TLS Persistent Connections Security")
          .contains("<summary>TLS Persistent Connections History (2)</summary>")
          .contains("<option value=\"Enable\">Yes</option>")
          .contains("<option value=\"Disable\" selected=\"\">No</option>");
    }
  }

  @Test
  void F84_the_services_page_has_both_tables_with_states_and_actions() throws Exception {
    try (var running = start(UnitSettings.defaults(), TrustAnchors.none())) {
      assertThat(page(running, "system/services"))
          .contains("System Service", "User Service")
          .contains("Configuration Manager (CONF)", "SIP Endpoint (SIPEP)", "Web (WEB)")
          .contains("Started", "Startup Type", "Restart Required Services")
          .contains("Scm.ServiceCommands[Name=SipEp].Restart");
    }
  }

  @Test
  void F84_a_service_is_stopped_and_started_and_a_system_service_is_not() throws Exception {
    try (var running = start(UnitSettings.defaults(), TrustAnchors.none())) {
      Adapter adapter = running.adapter();
      run(adapter, "Scm.ServiceCommands[Name=SipEp].Stop=10");
      await(adapter, it -> state(it, Scm.SIP_EP) == ServiceState.STOPPED);
      assertThat(adapter.unit()).isEmpty();
      assertThat(adapter.status().readyLed()).isEqualTo(ReadyLed.OFF);
      assertThat(page(running, "telephony/lines")).contains("FXS1");
      run(adapter, "Scm.ServiceCommands[Name=SipEp].Start=10");
      await(adapter, it -> state(it, Scm.SIP_EP) == ServiceState.STARTED);
      assertThat(
              adapter
                  .administration()
                  .run("a test", List.of("Scm.ServiceCommands[Name=Conf].Stop=10"), Role.ADMIN))
          .hasToString("Refused[refusals=[a test, line 1: Conf runs as long as the unit does.]]");
    }
  }

  @Test
  void F84_a_service_of_manual_start_waits_to_be_started() throws Exception {
    Settings manual = UnitSettings.defaults().with(Scm.STARTUP_TYPE, "SipEp", StartupType.MANUAL);
    try (var running = start(manual, TrustAnchors.none())) {
      assertThat(state(running.adapter(), Scm.SIP_EP)).isEqualTo(ServiceState.STOPPED);
      assertThat(running.adapter().unit()).isEmpty();
    }
  }

  @Test
  void F86_exactly_the_services_that_wait_are_restarted() throws Exception {
    try (var server = TestServer.tls();
        var running = start(Units.settings(server.address(), Transport.TLS), TestServer.TRUST)) {
      Adapter adapter = running.adapter();
      await(adapter, AdapterTest::isRegistered);
      Unit before = adapter.unit().orElseThrow();
      run(adapter, "Mipt.DefaultSecurityKeyManagement=\"SDES\"");
      assertThat(adapter.services().needRestart()).containsExactly(Scm.MIPT);
      run(adapter, "Scm.RestartRequiredServices");
      await(adapter, it -> it.services().needRestart().isEmpty());
      assertThat(adapter.unit()).containsSame(before);
      assertThat(isRegistered(adapter)).isTrue();
    }
  }

  @Test
  void F87_a_reboot_restarts_everything_and_keeps_the_settings() throws Exception {
    try (var server = TestServer.tls();
        var running = start(Units.settings(server.address(), Transport.TLS), TestServer.TRUST)) {
      Adapter adapter = running.adapter();
      await(adapter, AdapterTest::isRegistered);
      Unit before = adapter.unit().orElseThrow();
      Settings stored = adapter.configuration().stored();
      run(adapter, "EpAdm.Endpoint[EpId=FXS2].ForceLock=10");
      await(adapter, it -> administrative(it, "FXS2").equals("Locked"));
      server.forget();
      Duration uptime = adapter.uptime();

      run(adapter, "Scm.Reboot");
      assertThat(adapter.uptime()).isLessThan(uptime);
      server.await(Method.REGISTER);
      await(adapter, it -> it.unit().filter(now -> now != before).isPresent());
      await(adapter, AdapterTest::isRegistered);
      assertThat(adapter.configuration().stored()).isEqualTo(stored);
      assertThat(administrative(adapter, "FXS2")).isEqualTo("Unlocked");
    }
  }

  private static String administrative(Adapter adapter, String endpoint) {
    var table = adapter.administration().table("EpAdm.EndpointStatus").orElseThrow();
    return table.now().stream()
        .filter(row -> row.get(0).text().equals(endpoint))
        .map(row -> row.get(1).text())
        .findFirst()
        .orElse("");
  }

  private static ServiceState state(Adapter adapter, Service service) {
    return adapter.services().statuses().stream()
        .filter(it -> it.service().equals(service))
        .findFirst()
        .orElseThrow()
        .state();
  }
}
