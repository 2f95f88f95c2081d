package ringfence.proxy.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.json.Json;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Configuration;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.ScriptedPhone;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.admin.ProxyServices;
import ringfence.proxy.defence.DefenceSettings;
import ringfence.proxy.log.LogSettings;
import ringfence.sip.message.Transport;

/// What people and machines see of a proxy over HTTP, and what they can change.
class ProxyPagesTest {
  private final EventLog events = new EventLog(1000, InstantSource.system());
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;
  private final List<String> formats = new ArrayList<>();
  private final Lifecycle.TakesUp told =
      inForce -> formats.add(inForce.get(LogSettings.LOG_FORMAT).toString());
  private ProxyAdmin proxy;
  private WebServer web;

  @BeforeEach
  void a_proxy_with_pages() throws IOException {
    Path file = folder.resolve("proxy.conf");
    Files.writeString(
        file,
        "data = .\n"
            + "listen = udp:127.0.0.1:0\n"
            + "listen = tcp:127.0.0.1:0\n"
            + "user[name=100].password = geheim\n");
    var opened =
        (Configuration.Opening.Opened)
            Configuration.open(file, ProxySettings.DECLARATIONS, ProxySettings.RULES);
    proxy = new ProxyAdmin(opened.configuration(), folder, events, told);
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

  private HttpRequest.Builder request(String path) {
    return request(path, "admin:administrator");
  }

  private HttpRequest.Builder request(String path, String credentials) {
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return anybodys(path).header("Authorization", "Basic " + basic);
  }

  private HttpRequest.Builder anybodys(String path) {
    return HttpRequest.newBuilder(URI.create(web.uri()).resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private int command(String path) throws Exception {
    return command(path, "admin:administrator");
  }

  private int command(String path, String credentials) throws Exception {
    var post =
        request("/api/commands/" + path, credentials).POST(HttpRequest.BodyPublishers.noBody());
    return send(post).statusCode();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/status/overview",
        "/status/registrations",
        "/status/users",
        "/status/flows",
        "/status/calls-under-way",
        "/status/banned-sources",
        "/status/counts",
        "/proxy/transport",
        "/proxy/routing",
        "/proxy/users",
        "/proxy/defence",
        "/management/services",
        "/management/access-control",
      })
  void every_page_shows_no_password(String path) throws Exception {
    assertThat(get(path)).contains("<html").doesNotContain("geheim");
  }

  @Test
  void once_there_is_a_user_only_health_is_for_everybody() throws Exception {
    var root =
        List.of(
            "Aaa.User[Name=root].Password=verysecret", "Aaa.User[Name=root].AccessRights=Admin");
    proxy.configuration().script("test", root);
    for (String path : List.of("/status/overview", "/metrics", "/api/tables/Proxy.Flows")) {
      assertThat(send(anybodys(path)).statusCode()).as(path).isIn(303, 401);
    }
    assertThat(send(anybodys("/ready")).statusCode()).isEqualTo(200);
    assertThat(send(anybodys("/health")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_setting_of_the_defence_is_stored_and_in_force_at_once() throws Exception {
    var put = HttpRequest.BodyPublishers.ofString("[\"203.0.113.0/24\"]");
    var answer = send(request("/api/settings/deny").PUT(put));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(Files.readString(folder.resolve("proxy.conf"))).contains("deny = 203.0.113.0/24");
    assertThat(proxy.configuration().stored().get(DefenceSettings.DENY)).hasSize(1);
    proxy.services().restart("Defence").join();
    assertThat(proxy.services().needRestart()).isEmpty();
  }

  @Test
  void a_setting_of_the_proxy_waits_for_its_restart() throws Exception {
    send(
        request("/api/settings/domain")
            .PUT(HttpRequest.BodyPublishers.ofString("[\"a.example\"]")));
    assertThat(get("/status/overview"))
        .contains("restart", "<a href=\"/management/services\">Please")
        .doesNotContain("a.example");
    proxy.services().restartRequired().join();
    assertThat(get("/status/overview")).contains("a.example");
  }

  @Test
  void a_setting_of_the_log_waits_for_the_restart_of_that_service_alone() throws Exception {
    send(request("/api/settings/log_format").PUT(HttpRequest.BodyPublishers.ofString("\"json\"")));
    assertThat(get("/status/overview")).contains("Some changes require to restart a service");
    assertThat(proxy.services().needRestart()).containsExactly(ProxyServices.LOG);
    proxy.services().restartRequired().join();
    assertThat(formats).containsExactly("text", "json");
    assertThat(get("/status/overview")).doesNotContain("Some changes require");
  }

  @Test
  void a_proxy_whose_start_fails_says_why_and_leaves_nothing_open() throws Exception {
    int port = proxy.proxy().orElseThrow().address(Transport.TCP).orElseThrow().getPort();
    proxy
        .configuration()
        .script("test", List.of("data = proxy.conf", "listen = tcp:127.0.0.1:" + port));
    proxy.services().restart("Proxy").join();
    assertThat(proxy.start()).singleElement().asString().contains("proxy.conf");
    proxy.configuration().script("test", List.of("data = ."));
    proxy.services().restart("Proxy").join();
    assertThat(proxy.proxy()).isPresent();
  }

  @Test
  void a_ban_is_seen_and_undone() throws Exception {
    assertThat(command("Defence.Source.Ban/203.0.113.9")).isEqualTo(200);
    assertThat(get("/api/tables/Defence.Bans")).contains("203.0.113.9");
    assertThat(get("/status/banned-sources")).contains("203.0.113.9", "Lift");
    assertThat(get("/metrics")).contains("bans_active 1");
    assertThat(command("Defence.Ban.Lift/203.0.113.9")).isEqualTo(200);
    assertThat(get("/api/tables/Defence.Bans")).doesNotContain("203.0.113.9");
    assertThat(command("Defence.Ban.Lift/203.0.113.9")).isNotEqualTo(200);
  }

  @Test
  void a_link_is_followed_from_the_list_to_its_end() throws Exception {
    try (var phone = phone()) {
      phone.registers("100", "geheim");
      assertThat(get("/status/flows"))
          .contains("100@127.0.0.1", "none (TCP)", "No link has closed");
      assertThat(get("/status/flows?search=nobody")).doesNotContain("100@127.0.0.1");
      String id = id(get("/api/flows"));
      assertThat(get("/status/flows")).contains("<a href=\"/status/flow?id=" + id + "\">");
      assertThat(get("/status/flow?id=" + id))
          .contains("Up", "Opened by", "It came up: TCP.", "100@127.0.0.1")
          .doesNotContain("Certificate of");
      assertThat(get("/api/flows/" + id)).contains("\"state\":\"up\"", "\"kind\":\"opened\"");
      assertThat(command("Proxy.Flow.Close/" + id)).isEqualTo(200);
      assertThat(get("/status/flow?id=" + id)).contains("Closed (ours)", "100@127.0.0.1");
      assertThat(get("/api/tables/Proxy.ClosedFlows")).contains("Closed by the operator.");
      assertThat(get("/api/flows/" + id)).contains("\"cause\":\"ours\"", "\"kind\":\"closed\"");
    }
    assertThat(get("/status/flow?id=x")).contains("No such link");
    assertThat(send(request("/api/flows/123456")).statusCode()).isEqualTo(404);
  }

  private static String id(String json) {
    return json.replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");
  }

  @Test
  void a_user_is_added_gets_another_password_and_is_removed() throws Exception {
    assertThat(entered("Proxy.AddUser", "200@127.0.0.1", "first")).isEqualTo(200);
    assertThat(entered("Proxy.AddUser", "200@127.0.0.1", "again")).isEqualTo(422);
    assertThat(get("/status/users")).contains("200@127.0.0.1", "Remove 200@127.0.0.1");
    assertThat(get("/api/tables/Proxy.FixedUsers")).contains("100@127.0.0.1");
    try (var phone = phone()) {
      phone.registers("200", "first");
      assertThat(get("/api/tables/Proxy.Users")).contains("1 contact");
    }
    assertThat(entered("Proxy.ChangePassword", "200@127.0.0.1", "second")).isEqualTo(200);
    assertThat(registers("200", "first")).isNotEqualTo(200);
    assertThat(registers("200", "second")).isEqualTo(200);
    assertThat(get("/status/users?search=200")).doesNotContain("first", "second", "100@127");
    assertThat(command("Proxy.User.Remove/200@127.0.0.1")).isEqualTo(200);
    assertThat(registers("200", "second")).isNotEqualTo(200);
    assertThat(get("/api/tables/Proxy.Users")).doesNotContain("200@127.0.0.1");
    assertThat(get("/api/tables/Proxy.Registrations")).doesNotContain("200@127.0.0.1");
    assertThat(events.recent())
        .extracting(Event::sentence)
        .contains("200@127.0.0.1 is added.", "200@127.0.0.1 is removed.")
        .noneMatch(sentence -> sentence.contains("second"));
    assertThat(events.recent())
        .filteredOn(event -> event.sentence().contains("200@127.0.0.1 is"))
        .extracting(Event::fields)
        .as("who did it and from where")
        .containsExactly(
            Map.of("by", "admin", "from", "127.0.0.1"), Map.of("by", "admin", "from", "127.0.0.1"));
  }

  @Test
  void a_visitor_who_is_no_admin_is_offered_nothing_that_is_refused_to_him() throws Exception {
    assertThat(entered("Proxy.AddUser", "200@127.0.0.1", "first")).isEqualTo(200);
    proxy
        .configuration()
        .script(
            "test",
            List.of(
                "Aaa.User[Name=root].Password=verysecret",
                "Aaa.User[Name=root].AccessRights=Admin",
                "Aaa.User[Name=guest].Password=alsosecret",
                "Aaa.User[Name=guest].AccessRights=User"));
    String guest = "guest:alsosecret";
    assertThat(send(request("/status/users", "root:verysecret")).body())
        .contains("Remove 200@127.0.0.1", "Add a User");
    assertThat(send(request("/status/users", guest)).body())
        .contains("200@127.0.0.1")
        .doesNotContain("Remove", "Add a User", "Change a Password");
    assertThat(command("Defence.Source.Ban/203.0.113.9", guest)).isEqualTo(200);
    assertThat(send(request("/status/banned-sources", guest)).body()).contains("Lift");
    assertThat(command("Proxy.User.Remove/200@127.0.0.1", guest)).isEqualTo(403);
    assertThat(command("Proxy.User.Remove/200@127.0.0.1", "root:verysecret")).isEqualTo(200);
    assertThat(events.recent().getLast().fields()).containsEntry("by", "root");
  }

  @Test
  void a_user_of_the_settings_or_of_no_form_is_not_changed_here() throws Exception {
    assertThat(command("Proxy.User.Remove/100@127.0.0.1")).isEqualTo(422);
    assertThat(entered("Proxy.ChangePassword", "100@127.0.0.1", "x")).isEqualTo(422);
    assertThat(entered("Proxy.AddUser", "200", "x")).as("no domain").isEqualTo(422);
    assertThat(entered("Proxy.AddUser", "2:0@a.example", "x")).isEqualTo(422);
    assertThat(entered("Proxy.AddUser", "200@a.example", " ")).isEqualTo(422);
    assertThat(get("/api/tables/Proxy.Users")).contains("\"rows\":[]");
  }

  private int entered(String form, String user, String password) throws Exception {
    var json = Json.object().put("user", user).put("password", password).toString();
    var post = request("/api/commands/" + form).POST(HttpRequest.BodyPublishers.ofString(json));
    return send(post).statusCode();
  }

  private int registers(String user, String password) throws Exception {
    try (var phone = phone()) {
      return phone.triesToRegister(user, password);
    }
  }

  private ScriptedPhone phone() throws IOException {
    return ScriptedPhone.tcp(proxy.proxy().orElseThrow().address(Transport.TCP).orElseThrow());
  }

  @Test
  void readiness_goes_off_while_it_drains_and_the_program_stays_alive() throws Exception {
    assertThat(send(anybodys("/ready")).body()).contains("\"ready\":true");
    assertThat(command("Proxy.Drain")).isEqualTo(200);
    HttpResponse<String> draining = send(anybodys("/ready"));
    assertThat(draining.statusCode()).isEqualTo(503);
    assertThat(draining.body()).contains("\"draining\":true");
    assertThat(send(anybodys("/health")).statusCode()).isEqualTo(200);
    assertThat(command("Proxy.Resume")).isEqualTo(200);
    assertThat(send(anybodys("/ready")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_stopped_proxy_is_not_ready_and_its_pages_say_so() throws Exception {
    proxy.services().stop("Proxy").join();
    assertThat(send(anybodys("/ready")).statusCode()).isEqualTo(503);
    assertThat(get("/status/overview")).contains("The proxy is stopped.");
    assertThat(get("/metrics")).contains("sip_proxy_up 0");
    assertThat(command("Proxy.Drain")).isNotEqualTo(200);
  }

  @Test
  void the_OpenAPI_document_has_the_tables_and_the_commands() throws Exception {
    assertThat(get("/api/openapi.json"))
        .contains(
            "/api/tables/Proxy.Flows",
            "/api/commands/Defence.Ban.Lift/{row}",
            "/api/settings/trusted_network",
            "/ready");
  }

  @Test
  void metrics_count_proofs_and_the_ends_of_links() throws Exception {
    assertThat(registers("100", "geheim")).isEqualTo(200);
    assertThat(get("/api/flows")).contains("\"open\"");
    for (int i = 0; !get("/metrics").contains("cause=\"peer\"} 1") && i < 100; i++) {
      Thread.onSpinWait();
    }
    assertThat(get("/metrics").lines())
        .contains(
            "digest_algorithm_total{alg=\"MD5\"} 1",
            "sip_flow_closed_total{cause=\"peer\"} 1",
            "sip_flow_closed_total{cause=\"no_pong\"} 0",
            "sip_flows{state=\"up\",transport=\"tcp\",peer=\"devices\"} 0",
            "sip_requests_total{method=\"REGISTER\",dir=\"in\"} 2",
            "sip_responses_total{code=\"2xx\",dir=\"out\"} 1",
            "sip_responses_total{code=\"4xx\",dir=\"out\"} 1",
            "# TYPE tls_handshake_seconds summary",
            "tls_handshake_seconds_count 0");
  }

  @Test
  void every_line_of_the_metrics_is_a_comment_or_a_sample() throws Exception {
    List<String> lines = get("/metrics").lines().toList();
    assertThat(lines)
        .allMatch(
            line ->
                line.matches("# (?:HELP|TYPE) [a-z0-9_]+ .+")
                    || line.matches(
                        "[a-z0-9_]+(?:\\{\\w+=\"[^\"]*\"(?:,\\w+=\"[^\"]*\")*})? [0-9.E]+"))
        .contains("sip_proxy_up 1", "sip_users 1", "sip_registrations{state=\"reachable\"} 0")
        .doesNotHaveDuplicates();
  }
}
