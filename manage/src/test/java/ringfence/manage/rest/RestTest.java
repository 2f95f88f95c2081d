package ringfence.manage.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Aaa;
import ringfence.manage.access.PasswordHash;
import ringfence.manage.access.Role;
import ringfence.manage.event.Report;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.SampleSite;

class RestTest {
  private static final String PORT = "settings/SipEp.TransportPersistentBasePort";
  private static final String GATEWAY = "settings/SipEp.Gateway";

  private final HttpClient client = HttpClient.newHttpClient();
  private SampleSite site;
  private String authorization = "";

  @BeforeEach
  void start() throws IOException {
    site = SampleSite.here(InstantSource.system());
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  @Test
  void a_variable_is_read_set_and_set_back_to_its_default() throws Exception {
    assertThat(get(PORT)).isEqualTo("16000\n");
    assertThat(send("PUT", PORT, "17000").statusCode()).isEqualTo(204);
    assertThat(get(PORT)).isEqualTo("17000\n");
    assertThat(get("settings/sipep.transportpersistentbaseport")).isEqualTo("17000\n");
    assertThat(send("DELETE", PORT, "").statusCode()).isEqualTo(204);
    assertThat(stored().get(SampleSite.BASE_PORT)).isEqualTo(16000);
    assertThat(send("PUT", "settings/Hoc.Dns", "[\"10.0.0.1\",\"10.0.0.2\"]").statusCode())
        .isEqualTo(204);
    assertThat(get("settings/Hoc.Dns")).isEqualTo("[\"10.0.0.1\",\"10.0.0.2\"]\n");
    assertThat(send("PUT", "settings/Hoc.Dns", "[]").statusCode()).isEqualTo(204);
    assertThat(get("settings/Hoc.Dns")).isEqualTo("[]\n");
  }

  @Test
  void what_is_not_allowed_is_refused_by_place_and_reason() throws Exception {
    var answer = send("PUT", PORT, "80");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains("\"place\":\"SipEp.TransportPersistentBasePort\",\"reason\":\"NOT_ALLOWED\"")
        .contains("allowed: a number from 1025 to 64535");
    assertThat(send("PUT", PORT, "{}").statusCode()).isEqualTo(400);
    assertThat(send("PUT", PORT, "17000 17001").body()).contains("at character 6");
    assertThat(send("PUT", "settings/SipEp.Nothing", "1").statusCode()).isEqualTo(404);
    assertThat(send("GET", "settings/SipEp.Nothing", "").statusCode()).isEqualTo(404);
    assertThat(stored()).isEqualTo(Settings.of(stored().declarations()));
  }

  @Test
  void many_settings_change_together_or_not_at_all() throws Exception {
    String good =
        """
        {"SipEp.TransportPersistentBasePort": 17000, "Mipt.Mode": "UNSECURE",
         "SipEp.Gateway": [{"Name": "third", "Port": 5080}, {"Name": "default", "Port": 5070}]}\
        """;
    assertThat(send("PATCH", "settings", good.replace("5080", "70000")).statusCode())
        .isEqualTo(422);
    assertThat(stored()).isEqualTo(Settings.of(stored().declarations()));
    assertThat(send("PATCH", "settings", good).statusCode()).isEqualTo(204);
    assertThat(get("settings"))
        .contains("\"SipEp.TransportPersistentBasePort\":17000")
        .contains("{\"Name\":\"default\",\"NetworkInterface\":\"Uplink\",\"Port\":5070}")
        .contains("{\"Name\":\"third\",\"NetworkInterface\":\"Uplink\",\"Port\":5080}");
    for (String wrong : List.of("[]", "{\"SipEp.Gateway\":{}}", "{\"SipEp.Gateway\":[{}]}", "")) {
      assertThat(send("PATCH", "settings", wrong).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void F46_rows_are_put_changed_moved_and_deleted() throws Exception {
    String third = GATEWAY + "/third";
    assertThat(send("GET", third, "").statusCode()).isEqualTo(404);
    assertThat(send("PATCH", third, "{}").statusCode()).isEqualTo(404);
    assertThat(send("PUT", third, "{\"Port\":5080}").statusCode()).isEqualTo(204);
    assertThat(send("PATCH", third, "{\"NetworkInterface\":\"Lan1\"}").statusCode()).isEqualTo(204);
    assertThat(get(third))
        .isEqualTo("{\"Name\":\"third\",\"NetworkInterface\":\"Lan1\",\"Port\":5080}\n");
    assertThat(send("PUT", third, "{\"Name\":\"third\",\"Port\":5081}").statusCode())
        .isEqualTo(204);
    assertThat(get(third))
        .isEqualTo("{\"Name\":\"third\",\"NetworkInterface\":\"Uplink\",\"Port\":5081}\n");
    assertThat(send("PATCH", third, "{\"Name\":\"other\"}").statusCode()).isEqualTo(400);
    assertThat(send("PUT", GATEWAY + "/fourth", "{}").statusCode()).isEqualTo(422);
    assertThat(send("POST", third + "/up", "").statusCode()).isEqualTo(204);
    assertThat(stored().rows(SampleSite.GATEWAY)).containsExactly("default", "third", "OpenSIPS");
    assertThat(send("DELETE", third, "").statusCode()).isEqualTo(204);
    assertThat(stored().rows(SampleSite.GATEWAY)).containsExactly("default", "OpenSIPS");
  }

  @Test
  void a_secret_is_set_and_never_read() throws Exception {
    String password = "settings/SipEp.Password";
    assertThat(send("PUT", password, "\"hush hush\"").statusCode()).isEqualTo(204);
    assertThat(stored().get(SampleSite.PASSWORD)).isEqualTo(Secret.of("hush hush"));
    assertThat(send("GET", password, "").statusCode()).isEqualTo(404);
    for (String path : List.of("settings", "script", "script?whole=yes", "openapi.json")) {
      assertThat(get(path)).doesNotContain("hush");
    }
  }

  @Test
  void roles_hold_here_as_well() throws Exception {
    user("anna", Role.ADMIN);
    user("ute", Role.USER);
    user("otto", Role.OBSERVER);
    assertThat(send("GET", PORT, "").statusCode()).isEqualTo(401);

    as("otto");
    assertThat(get(PORT)).isEqualTo("16000\n");
    assertThat(send("PUT", PORT, "17000").statusCode()).isEqualTo(403);
    assertThat(send("POST", "commands/Scm.RestartRequiredServices", "").statusCode())
        .isEqualTo(403);
    assertThat(send("POST", "script", "Mipt.Mode=UNSECURE").statusCode()).isEqualTo(403);

    as("ute");
    assertThat(send("PUT", PORT, "17000").statusCode()).isEqualTo(204);
    assertThat(send("PUT", "settings/SipEp.Password", "\"x\"").statusCode()).isEqualTo(403);
    for (String path : List.of("settings/Aaa.User", "settings/Aaa.User/anna")) {
      assertThat(send("GET", path, "").statusCode()).isEqualTo(403);
    }
    assertThat(send("PATCH", "settings/Aaa.User/ute", "{\"AccessRights\":\"Admin\"}").statusCode())
        .isEqualTo(403);
    assertThat(send("PATCH", "settings", "{\"Aaa.LoginLockFailures\":1}").statusCode())
        .isEqualTo(403);
    assertThat(send("POST", "script", "Aaa.User[Name=x].Insert=10").statusCode()).isEqualTo(403);
    assertThat(get("settings") + get("script?whole=yes")).doesNotContain("Aaa.");

    as("anna");
    assertThat(get("settings/Aaa.User/ute"))
        .isEqualTo("{\"Name\":\"ute\",\"AccessRights\":\"User\"}\n");
    assertThat(send("PUT", "settings/SipEp.Password", "\"x\"").statusCode()).isEqualTo(204);
  }

  @Test
  void status_tables_commands_and_services_are_those_of_the_pages() throws Exception {
    assertThat(get("tables")).isEqualTo("[\"EpAdm.Endpoint\"]\n");
    assertThat(get("tables/EpAdm.Endpoint"))
        .contains("\"rows\":[{\"Endpoint\":\"FXS1\",\"State\":\"Idle\"},");
    assertThat(send("GET", "tables/X", "").statusCode()).isEqualTo(404);
    assertThat(get("commands")).contains("Scm.RestartRequiredServices", "EpAdm.Endpoint.Lock");
    assertThat(send("POST", "commands/EpAdm.Endpoint.Lock/FXS1", "").body())
        .isEqualTo("{\"said\":[\"FXS1 is locked.\"]}\n");
    assertThat(site.done).containsExactly("lock FXS1");
    assertThat(send("POST", "commands/EpAdm.Endpoint.Lock/FXS9", "").statusCode()).isEqualTo(422);
    assertThat(send("POST", "commands/EpAdm.Endpoint.Lock", "").statusCode()).isEqualTo(400);
    assertThat(send("POST", "commands/EpAdm.Endpoint.Lock", "").body())
        .contains("is for a row: name it in the path, or as ?row=");

    assertThat(get("services")).contains("\"state\":\"Started\",\"needsRestart\":false");
    send("PUT", PORT, "17000");
    assertThat(get("services")).contains("\"needsRestart\":true");
    assertThat(send("POST", "commands/Scm.RestartRequiredServices", "").statusCode())
        .isEqualTo(200);
    assertThat(get("services")).contains("\"needsRestart\":false");
  }

  @Test
  void a_command_of_a_row_takes_whatever_name_the_row_has() throws Exception {
    String odd = URLEncoder.encode(SampleSite.ODD, StandardCharsets.UTF_8);
    assertThat(send("POST", "commands/EpAdm.Endpoint.Lock?row=" + odd, "").statusCode())
        .isEqualTo(200);
    assertThat(send("POST", "commands/EpAdm.Endpoint.Lock/a%5Db%22", "").body())
        .contains("there is no a]b\\\"");
    assertThat(send("POST", "commands/EpAdm.Endpoint.Lock?row=%0A", "").body())
        .contains("a row has a name of 1 to 512 characters");
    assertThat(send("PUT", "settings/SipEp.Gateway/a%5Db", "{}").body())
        .contains("a name of 1 to 64 characters without ]");
    assertThat(site.done).containsExactly("lock " + SampleSite.ODD);
  }

  @Test
  void a_script_is_run_whole_and_exported() throws Exception {
    assertThat(get("script")).isEmpty();
    String script = "Mipt.Mode=\"UNSECURE\"\n# a comment\nSipEp.Gateway[Name=default].Port=5070\n";
    assertThat(send("POST", "script", script).statusCode()).isEqualTo(200);
    assertThat(get("script").lines().toList())
        .containsExactlyInAnyOrder(
            "Mipt.Mode=\"UNSECURE\"", "SipEp.Gateway[Name=default].Port=5070");
    assertThat(send("POST", "script", "Mipt.Mode=SECURE\nnonsense\n").statusCode()).isEqualTo(422);
    assertThat(stored().get(SampleSite.MODE)).isEqualTo(SampleSite.Mode.UNSECURE);
  }

  @Test
  void events_are_told_as_they_happen() throws Exception {
    var request = HttpRequest.newBuilder(URI.create(site.web.uri() + "api/events")).build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    try (var reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(reader.readLine()).isEqualTo(": listening");
      assertThat(reader.readLine()).isEmpty();
      site.events.report(Report.error("SipEp", "The link is down."));
      assertThat(reader.readLine()).isEqualTo("event: event");
      assertThat(reader.readLine()).contains("\"sentence\":\"The link is down.\"");
    }
  }

  private void user(String name, Role role) {
    var hash = PasswordHash.of((name + " password").toCharArray(), new SecureRandom());
    site.configuration.change(
        "test", it -> it.with(Aaa.ACCESS_RIGHTS, name, role).with(Aaa.PASSWORD, name, hash));
  }

  private void as(String name) {
    byte[] pair = (name + ":" + name + " password").getBytes(StandardCharsets.UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private Settings stored() {
    return site.configuration.stored();
  }

  private String get(String path) throws Exception {
    var answer = send("GET", path, "");
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(site.web.uri() + "api/" + path))
            .method(method, BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) request.header("Authorization", authorization);
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
