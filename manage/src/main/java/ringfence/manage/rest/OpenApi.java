package ringfence.manage.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Command;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonObject;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.StatusTable;

/// What `/api` answers, as an OpenAPI 3.1 document made from the declarations of a product.
final class OpenApi {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
  private static final String JSON = "application/json";

  private final Administration administration;
  private final Declarations declarations;
  private final List<Operation> others;
  private final Map<String, JsonObject> paths = new LinkedHashMap<>();

  OpenApi(Administration administration, List<Operation> others) {
    this.administration = administration;
    this.declarations = administration.configuration().stored().declarations();
    this.others = others;
  }

  JsonObject document() {
    addSettings();
    for (StatusTable table : administration.tables()) addStatus(table);
    for (Command command : administration.commands()) addCommand(command);
    addRest();
    for (Operation other : others) add(other.method(), other.path(), other(other.summary()));
    var all = Json.object();
    for (var path : paths.entrySet()) all = all.put(path.getKey(), path.getValue());
    var info = Json.object().put("title", "Ringfence").put("version", "1");
    return Json.object()
        .put("openapi", "3.1.0")
        .put("info", info)
        .put("paths", all)
        .put("components", Json.object().put("schemas", schemas()));
  }

  private void addSettings() {
    add("GET", SettingsApi.ALL, reads("Every setting but secrets.", reference("Settings")));
    add(
        "PATCH",
        SettingsApi.ALL,
        takes("Changes settings, adds and changes rows; all or nothing.", reference("Settings")));
    for (Declaration<?> one : declarations.all()) {
      if (one instanceof Variable<?> variable) addVariable(variable);
    }
    for (Table table : declarations.tables()) addTable(table);
  }

  private void addVariable(Variable<?> variable) {
    String path = SettingsApi.ALL + "/" + variable.name();
    var schema = Values.schema(variable);
    if (!Values.isSecret(variable)) add("GET", path, reads(variable.label() + ".", schema));
    add("PUT", path, takes("Sets " + variable.label() + ".", schema));
    add("DELETE", path, done("Sets " + variable.label() + " to its default."));
  }

  private void addTable(Table table) {
    String path = SettingsApi.ALL + "/" + table.name();
    String row = path + "/{row}";
    var schema = reference(table.name());
    var rows = Json.object().put("type", "array").put("items", schema);
    add("GET", path, reads("The rows of " + table.name() + ".", rows));
    add("GET", row, reads("One row.", schema));
    add("PUT", row, takes("Adds a row or sets all of it.", schema));
    add("PATCH", row, takes("Changes a row.", schema));
    if (table.fixed()) return;
    add("DELETE", row, done("Deletes a row."));
    add("POST", row + "/up", done("Moves a row up."));
    add("POST", row + "/down", done("Moves a row down."));
  }

  private void addStatus(StatusTable table) {
    var row = Json.object().put("type", "object").put("properties", texts(table.columns()));
    var rows = Json.object().put("type", "array").put("items", row);
    var properties =
        texts(List.of("name", "title"))
            .put("columns", Json.object().put("type", "array").put("items", text()))
            .put("rows", rows);
    var schema = Json.object().put("type", "object").put("properties", properties);
    add("GET", Rest.TABLES + "/" + table.name(), reads(table.title() + ".", schema));
  }

  private static JsonObject texts(List<String> names) {
    var properties = Json.object();
    for (String name : names) properties = properties.put(name, text());
    return properties;
  }

  private static JsonObject text() {
    return Json.object().put("type", "string");
  }

  private void addCommand(Command command) {
    String path = Rest.COMMANDS + "/" + command.wholeName();
    if (command.table().isEmpty()) {
      add("POST", path, said(command.help()));
    } else {
      add("POST", path + "/{row}", said(command.help()));
      add("POST", path + "?row={row}", said(command.help()));
    }
  }

  private static JsonObject said(String summary) {
    var said = Json.object().put("said", Json.object().put("type", "array").put("items", text()));
    return reads(summary, Json.object().put("type", "object").put("properties", said));
  }

  private void addRest() {
    var list = Json.object().put("type", "array");
    add("GET", Rest.TABLES, reads("The names of the status tables.", list));
    add("GET", Rest.COMMANDS, reads("The commands.", list));
    add("GET", Rest.SERVICES, reads("The services and their states.", list));
    add("GET", Rest.SCRIPT, answers("The settings as a script.", "text/plain", text()));
    add(
        "POST",
        Rest.SCRIPT,
        said("Runs a script, the lines of the body.")
            .put("requestBody", body("text/plain", text())));
    add("GET", Rest.EVENTS, answers("Events as they happen.", "text/event-stream", text()));
    add("GET", Rest.DOCUMENT, reads("This document.", Json.object().put("type", "object")));
  }

  private void add(String method, String path, JsonObject operation) {
    List<Json> parameters = new ArrayList<>();
    int query = path.indexOf('?');
    Matcher part = PART.matcher(path);
    while (part.find()) {
      parameters.add(
          Json.object()
              .put("name", part.group(1))
              .put("in", query >= 0 && part.start() > query ? "query" : "path")
              .put("required", true)
              .put("schema", text()));
    }
    var whole =
        parameters.isEmpty() ? operation : operation.put("parameters", Json.array(parameters));
    String plain = query < 0 ? path : path.substring(0, query);
    var item = paths.getOrDefault(plain, Json.object());
    paths.put(plain, item.put(method.toLowerCase(Locale.ROOT), whole));
  }

  private static JsonObject reads(String summary, JsonObject schema) {
    return answers(summary, JSON, schema);
  }

  private static JsonObject answers(String summary, String type, JsonObject schema) {
    var ok =
        Json.object()
            .put("description", "What was asked for.")
            .put("content", content(type, schema));
    return operation(summary, Json.object().put("200", ok));
  }

  private static JsonObject takes(String summary, JsonObject schema) {
    return done(summary).put("requestBody", body(JSON, schema));
  }

  private static JsonObject done(String summary) {
    return operation(summary, Json.object().put("204", described("It is done.")));
  }

  private static JsonObject other(String summary) {
    return operation(summary, Json.object().put("2XX", described("It is done.")));
  }

  private static JsonObject operation(String summary, JsonObject responses) {
    var problem =
        described("Why it was not done.")
            .put("content", content(Problem.TYPE, reference("Problem")));
    return Json.object()
        .put("summary", summary)
        .put("responses", responses.put("default", problem));
  }

  private static JsonObject described(String description) {
    return Json.object().put("description", description);
  }

  private static JsonObject body(String type, JsonObject schema) {
    return Json.object().put("required", true).put("content", content(type, schema));
  }

  private static JsonObject content(String type, JsonObject schema) {
    return Json.object().put(type, Json.object().put("schema", schema));
  }

  private static JsonObject reference(String schema) {
    return Json.object().put("$ref", "#/components/schemas/" + schema);
  }

  private JsonObject schemas() {
    var all = Json.object();
    var settings = Json.object();
    for (Declaration<?> one : declarations.all()) {
      if (one instanceof Variable<?>) settings = settings.put(one.name(), Values.schema(one));
    }
    for (Table table : declarations.tables()) {
      all = all.put(table.name(), row(table));
      var rows = Json.object().put("type", "array").put("items", reference(table.name()));
      settings = settings.put(table.name(), rows);
    }
    var problem =
        texts(List.of("title", "detail")).put("status", Json.object().put("type", "integer"));
    return all.put("Settings", object(settings)).put("Problem", object(problem));
  }

  private JsonObject row(Table table) {
    var cells = Json.object().put(table.key(), text());
    for (Column<?> column : declarations.columns(table)) {
      cells = cells.put(column.variable().name(), Values.schema(column));
    }
    return object(cells);
  }

  private static JsonObject object(JsonObject properties) {
    return Json.object().put("type", "object").put("properties", properties);
  }
}
