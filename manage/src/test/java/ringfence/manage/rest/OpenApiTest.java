package ringfence.manage.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonArray;
import ringfence.manage.json.Json.JsonObject;
import ringfence.manage.json.Json.JsonText;
import ringfence.manage.json.JsonParser;
import ringfence.manage.web.SampleSite;

/// Walks the document of a product: what it says is there, and is as it says.
class OpenApiTest {
  private static final Map<String, String> ROWS =
      Map.of("SipEp.Gateway", "OpenSIPS", "Aaa.User", "anna", "EpAdm.Endpoint.Lock", "FXS1");

  private final HttpClient client = HttpClient.newHttpClient();
  private SampleSite site;
  private JsonObject document;

  @BeforeEach
  void start() throws Exception {
    site = SampleSite.here(InstantSource.system());
    document = (JsonObject) json(send("GET", "/api/openapi.json", "").body());
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  @Test
  void every_setting_table_and_command_is_described() {
    var declarations = site.configuration.stored().declarations();
    for (var one : declarations.all()) {
      boolean column = declarations.tables().stream().anyMatch(it -> isIn(it.name(), one.name()));
      if (!column) assertThat(paths()).containsKey("/api/settings/" + one.name());
    }
    for (var table : declarations.tables()) {
      assertThat(paths()).containsKey("/api/settings/" + table.name() + "/{row}");
    }
    assertThat(paths())
        .containsKeys(
            "/api/tables/EpAdm.Endpoint",
            "/api/commands/Scm.RestartRequiredServices",
            "/api/commands/EpAdm.Endpoint.Lock/{row}");
    assertThat(paths().get("/api/settings/SipEp.Password").toString())
        .contains("\"writeOnly\":true")
        .doesNotContain("\"get\"");
  }

  private static boolean isIn(String table, String name) {
    return name.startsWith(table + ".");
  }

  @Test
  void every_path_that_can_be_read_answers_what_its_schema_says() throws Exception {
    int read = 0;
    for (String path : paths().keySet()) {
      if (!operations(path).containsKey("get") || path.contains("Aaa.User/{row}")) continue;
      var answers = object(operations(path), "get", "responses", "200", "content");
      if (!answers.containsKey("application/json")) continue;
      var answer = send("GET", path.replace("{row}", row(path)), "");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertFits(json(answer.body()), schema(answers), path);
      read++;
    }
    assertThat(read).isGreaterThan(15);
  }

  @Test
  void every_variable_takes_its_own_default_back() throws Exception {
    for (String path : paths().keySet()) {
      if (!operations(path).containsKey("put") || path.contains("{row}")) continue;
      var schema = schema(object(operations(path), "put", "requestBody", "content"));
      if (!schema.members().containsKey("default")) continue;
      String value = schema.members().get("default").toString();
      assertThat(send("PUT", path, value).statusCode()).as(path).isEqualTo(204);
      assertThat(send("GET", path, "").body()).as(path).isEqualTo(value + "\n");
    }
  }

  @Test
  void every_operation_is_routed_and_every_reference_leads_somewhere() throws Exception {
    for (String path : paths().keySet()) {
      for (String method : operations(path).keySet()) {
        if (method.equals("get")) continue;
        String asked = path.replace("{row}", "no such row");
        var answer = send(method.toUpperCase(), asked.replace(" ", "%20"), "");
        assertThat(answer.statusCode()).as(method + " " + path).isNotIn(405, 500);
        if (!path.contains("{row}")) assertThat(answer.statusCode()).isNotEqualTo(404);
      }
    }
    assertReferences(document);
  }

  private void assertReferences(Json json) {
    switch (json) {
      case JsonObject(var members) -> {
        if (members.get("$ref") instanceof JsonText(String reference)) resolved(reference);
        members.values().forEach(this::assertReferences);
      }
      case JsonArray(var elements) -> elements.forEach(this::assertReferences);
      default -> {}
    }
  }

  private void assertFits(Json value, JsonObject schema, String where) {
    var keywords = schema.members();
    if (keywords.get("$ref") instanceof JsonText(String reference)) {
      assertFits(value, resolved(reference), where);
      return;
    }
    switch (((JsonText) keywords.get("type")).text()) {
      case "string" -> assertThat(value).as(where).isInstanceOf(JsonText.class);
      case "integer" -> assertThat(value.toString()).as(where).matches("-?\\d+");
      case "array" -> {
        for (Json element : ((JsonArray) value).elements()) {
          if (keywords.get("items") instanceof JsonObject items) assertFits(element, items, where);
        }
      }
      case "object" -> {
        var properties = (JsonObject) keywords.getOrDefault("properties", Json.object());
        if (properties.members().isEmpty()) return;
        for (var member : ((JsonObject) value).members().entrySet()) {
          assertThat(properties.members()).as(where).containsKey(member.getKey());
          var its = (JsonObject) properties.members().get(member.getKey());
          assertFits(member.getValue(), its, where + " " + member.getKey());
        }
      }
      default -> throw new AssertionError(where + " has the schema " + schema);
    }
    if (keywords.get("enum") instanceof JsonArray(var allowed)) {
      assertThat(allowed.contains(value)).as(where).isTrue();
    }
  }

  private JsonObject resolved(String reference) {
    String name = reference.replace("#/components/schemas/", "");
    var schemas = object(document.members(), "components", "schemas");
    assertThat(schemas).containsKey(name);
    return (JsonObject) schemas.get(name);
  }

  private static JsonObject schema(Map<String, Json> content) {
    return (JsonObject) ((JsonObject) content.get("application/json")).members().get("schema");
  }

  private Map<String, Json> paths() {
    return object(document.members(), "paths");
  }

  private Map<String, Json> operations(String path) {
    return ((JsonObject) paths().get(path)).members();
  }

  private static Map<String, Json> object(Map<String, Json> from, String... names) {
    Map<String, Json> at = from;
    for (String name : List.of(names)) at = ((JsonObject) at.get(name)).members();
    return at;
  }

  private static String row(String path) {
    return ROWS.entrySet().stream()
        .filter(row -> path.contains(row.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static Json json(String text) {
    return ((JsonParser.Outcome.Value) JsonParser.parse(text)).json();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var uri = URI.create(site.web.uri() + path.substring(1));
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
