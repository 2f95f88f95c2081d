package ringfence.adapter.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.host.Bni;
import ringfence.adapter.host.Hoc;
import ringfence.adapter.host.HostInterfaces;
import ringfence.adapter.host.HostService;
import ringfence.manage.admin.Administration;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Service;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.Page;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.manage.web.WebServer;
import ringfence.testkit.NameServer;

/// The page Network > Host in a real server, with its settings in a file.
class NetworkPagesTest {
  private static final Declarations ALL = Hoc.DECLARATIONS.and(Bni.DECLARATIONS);

  @TempDir Path folder;

  private final EventLog events = new EventLog(100, InstantSource.system());
  private final HostService host = new HostService(InstantSource.system(), new Random(1));
  private Services services;
  private WebServer web;
  private PageBrowser browser;

  private Configuration open() {
    var opening = Configuration.open(folder.resolve("settings"), ALL, List.of());
    return ((Configuration.Opening.Opened) opening).configuration();
  }

  @BeforeEach
  void start() throws IOException {
    Files.createFile(folder.resolve("settings"));
    Configuration configuration = open();
    services = new Services(configuration, events);
    services.addAtOnce(Service.system("Hoc", "Host Configuration (HOC)"), host);
    services.startAll(_ -> true).join();
    var interfaces = new HostInterfaces(configuration::inForce, Optional::empty);
    var administration = new Administration(configuration, services, host.tables(), List.of());
    var pages = NetworkPages.of(host, interfaces).toArray(Page[]::new);
    web =
        WebServer.start(
            new InetSocketAddress("127.0.0.1", 0),
            new Routes().site(Site.of("Unit", administration, pages)));
    browser = new PageBrowser(HttpClient.newHttpClient(), web.uri() + "network/host");
  }

  @AfterEach
  void stop() {
    browser.close();
    web.close();
    services.close();
    host.close();
    events.close();
  }

  /// The settings as whoever starts next finds them.
  private Settings reread() {
    return open().stored();
  }

  @Test
  void F39_the_domain_name_is_saved_and_names_without_a_dot_are_looked_up_in_it() throws Exception {
    try (var dns = NameServer.of("pbx.branch.example. 60 IN A 192.0.2.5")) {
      browser.submit(
          "Hoc.DnsConfigSource", "Static", "Hoc.StaticDns[Priority=1].IpAddress", dns.toString());
      String page =
          browser.submit(
              "Hoc.DomainNameConfigSource", "Static", "Hoc.StaticDomainName", "branch.example");
      assertThat(page).contains(">branch.example</td>");
      assertThat(host.address("pbx").getHostAddress()).isEqualTo("192.0.2.5");
    }
    assertThat(reread().get(Hoc.DOMAIN_NAME_SOURCE)).isEqualTo(Hoc.Source.STATIC);
    assertThat(reread().get(Hoc.STATIC_DOMAIN_NAME)).isEqualTo("branch.example");
    assertThat(browser.submit("Hoc.StaticDomainName", "not a name")).contains("a domain name");
    assertThat(reread().get(Hoc.STATIC_DOMAIN_NAME)).isEqualTo("branch.example");
  }

  @Test
  void F40_the_static_gateway_is_saved_and_the_page_says_when_the_system_has_another()
      throws Exception {
    assertThat(browser.open()).doesNotContain("The system does not route by");
    String page =
        browser.submit(
            "Hoc.DefaultGatewayConfigSource", "Static", "Hoc.StaticDefaultGateway", "192.0.2.254");
    assertThat(page).contains("The system does not route by 192.0.2.254");
    assertThat(reread().get(Hoc.DEFAULT_GATEWAY_SOURCE)).isEqualTo(Hoc.Source.STATIC);
    assertThat(reread().get(Hoc.STATIC_DEFAULT_GATEWAY)).isEqualTo("192.0.2.254");
    assertThat(browser.submit("Hoc.StaticDefaultGateway", "gw.example")).contains("an address");
  }

  @Test
  void F41_four_DNS_servers_are_saved_and_the_second_is_asked_when_the_first_is_down()
      throws Exception {
    try (var down = NameServer.of("").silent();
        var second = NameServer.of("pbx.example. 60 IN A 192.0.2.5");
        var third = NameServer.of("pbx.example. 60 IN A 192.0.2.66")) {
      List<String> servers =
          List.of(down.toString(), second.toString(), third.toString(), "2001:db8::53");
      String page =
          browser.submit(
              "Hoc.DnsConfigSource", "Static",
              "Hoc.StaticDns[Priority=1].IpAddress", servers.get(0),
              "Hoc.StaticDns[Priority=2].IpAddress", servers.get(1),
              "Hoc.StaticDns[Priority=3].IpAddress", servers.get(2),
              "Hoc.StaticDns[Priority=4].IpAddress", servers.get(3));
      assertThat(page).contains("DNS 4", ">" + down + "</td>", "2001:db8:0:0:0:0:0:53");
      assertThat(host.address("pbx.example").getHostAddress()).isEqualTo("192.0.2.5");
      assertThat(down.questions()).contains("pbx.example A");
      assertThat(second.questions()).contains("pbx.example A");
      assertThat(third.questions()).isEmpty();
      Settings stored = reread();
      assertThat(Hoc.DNS_SERVERS.rows())
          .extracting(row -> stored.get(Hoc.DNS_ADDRESS, row))
          .isEqualTo(servers);
    }
  }

  @Test
  void F44_a_time_is_shown_in_the_zone_of_the_settings_as_it_was_then() throws Exception {
    assertThat(browser.submit("Hoc.StaticTimeZone", "CET-1CEST,M3.5.0,M10.5.0/3"))
        .containsPattern(">CES?T</td>");
    assertThat(host.zone(Instant.parse("2026-10-25T00:59:59Z"))).hasToString("+02:00");
    assertThat(host.zone(Instant.parse("2026-10-25T01:00:00Z"))).hasToString("+01:00");
  }

  @Test
  void without_a_DNS_server_the_page_says_so_and_the_table_of_hosts_still_works() throws Exception {
    assertThat(browser.submit("Hoc.DnsConfigSource", "Static")).contains("No DNS server is set");
    assertThatThrownBy(() -> host.address("pbx.example"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("none is set");
    assertThat(host.address("localhost")).isEqualTo(InetAddress.getByName("127.0.0.1"));
    assertThat(host.address("192.0.2.1").getHostAddress()).isEqualTo("192.0.2.1");
  }
}
