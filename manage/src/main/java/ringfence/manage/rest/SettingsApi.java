package ringfence.manage.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Administration.Outcome;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonObject;
import ringfence.manage.json.JsonParser;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.ScriptLine;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.WebRequest;

/// The settings over HTTP: all of them, one variable, a table, a row. Whatever changes something is
/// a script in the end, taken whole or not at all, with the rights of the one who asks.
final class SettingsApi {
  static final String ALL = "/api/settings";
  static final String ONE = ALL + "/{name}";
  static final String ROW = ONE + "/{row}";
  private static final String SOURCE = "the request";

  private final Administration administration;

  SettingsApi(Administration administration) {
    this.administration = administration;
  }

  void add(Routes routes) {
    routes.on(Role.OBSERVER, "GET", ALL, request -> Reply.json(all(request.role())));
    routes.on(Role.USER, "PATCH", ALL, this::patchAll);
    routes.on(Role.OBSERVER, "GET", ONE, this::readOne);
    routes.on(Role.USER, "PUT", ONE, this::putOne);
    routes.on(Role.USER, "DELETE", ONE, this::resetOne);
    routes.on(Role.OBSERVER, "GET", ROW, request -> withRow(request, this::readRow));
    routes.on(Role.USER, "PUT", ROW, request -> inTable(request, this::putRow));
    routes.on(Role.USER, "PATCH", ROW, request -> withRow(request, this::patchRow));
    routes.on(Role.USER, "DELETE", ROW, request -> withRow(request, this::deleteRow));
    for (String way : List.of("up", "down")) {
      routes.on(
          Role.USER, "POST", ROW + "/" + way, request -> withRow(request, it -> move(it, way)));
    }
  }

  private Settings stored() {
    return administration.configuration().stored();
  }

  private Declarations declarations() {
    return stored().declarations();
  }

  private Json all(Role role) {
    var all = Json.object();
    for (Declaration<?> one : declarations().all()) {
      if (one instanceof Variable<?> variable) {
        Optional<Json> value = value(variable, variable.name(), role);
        if (value.isPresent()) all = all.put(one.name(), value.get());
      }
    }
    for (Table table : declarations().tables()) {
      if (role.isAtLeast(leastToRead(table.name()))) all = all.put(table.name(), rows(table, role));
    }
    return all;
  }

  static Role leastToRead(String name) {
    return name.regionMatches(true, 0, "Aaa.", 0, 4) ? Role.ADMIN : Role.OBSERVER;
  }

  private Optional<Json> value(Declaration<?> declaration, String place, Role role) {
    if (Values.isSecret(declaration)) return Optional.empty();
    return administration.read(place, role).map(texts -> Values.json(declaration, texts));
  }

  private Json rows(Table table, Role role) {
    return Json.array(stored().rows(table).stream().map(row -> row(table, row, role)).toList());
  }

  private JsonObject row(Table table, String row, Role role) {
    var json = Json.object().put(table.key(), row);
    for (Column<?> column : declarations().columns(table)) {
      String name = column.variable().name();
      Optional<Json> value = value(column, table.place(row) + "." + name, role);
      if (value.isPresent()) json = json.put(name, value.get());
    }
    return json;
  }

  private Reply readOne(WebRequest request) {
    String name = request.part("name");
    if (!request.role().isAtLeast(leastToRead(name))) return denied();
    Optional<Table> table = declarations().table(name);
    if (table.isPresent()) return Reply.json(rows(table.get(), request.role()));
    return variable(name)
        .flatMap(it -> value(it, it.name(), request.role()))
        .map(Reply::json)
        .orElseGet(() -> Problem.notFound("setting " + name + " to be read"));
  }

  private Optional<Declaration<?>> variable(String name) {
    return declarations().named(name).filter(Variable.class::isInstance);
  }

  private static Reply denied() {
    return Problem.reply(403, "This takes the role " + Role.ADMIN + ".");
  }

  private Reply patchAll(WebRequest request) {
    return withObject(
        request,
        members -> {
          var script = new JsonScript(declarations());
          members.forEach(script::put);
          return run(script, request.role());
        });
  }

  private Reply putOne(WebRequest request) {
    String name = request.part("name");
    if (variable(name).isEmpty()) return Problem.notFound("variable " + name);
    return withJson(
        request,
        value -> {
          var script = new JsonScript(declarations());
          script.put(name, value);
          return run(script, request.role());
        });
  }

  /// Back to the default.
  private Reply resetOne(WebRequest request) {
    String name = request.part("name");
    Optional<Declaration<?>> variable = variable(name);
    if (variable.isEmpty()) return Problem.notFound("variable " + name);
    List<String> lines =
        Values.printed(variable.get()).stream().map(text -> ScriptLine.line(name, text)).toList();
    return run(lines, request.role());
  }

  /// A row of a table that a request names.
  private record Asked(WebRequest request, Table table, String row) {}

  private Reply inTable(WebRequest request, Function<Asked, Reply> answer) {
    String name = request.part("name");
    if (!request.role().isAtLeast(leastToRead(name))) return denied();
    return declarations()
        .table(name)
        .map(table -> answer.apply(new Asked(request, table, request.part("row"))))
        .orElseGet(() -> Problem.notFound("table " + name));
  }

  private Reply withRow(WebRequest request, Function<Asked, Reply> answer) {
    return inTable(
        request,
        asked ->
            stored().rows(asked.table()).contains(asked.row())
                ? answer.apply(asked)
                : Problem.notFound("row " + asked.table().place(asked.row())));
  }

  private Reply readRow(Asked asked) {
    return Reply.json(row(asked.table(), asked.row(), asked.request().role()));
  }

  /// The row as it is given, everything else of it at its default; a secret that is not given
  /// stays.
  private Reply putRow(Asked asked) {
    return withObject(
        asked.request(),
        members -> {
          var script = new JsonScript(declarations());
          if (!asked.table().fixed()) script.command(asked.table(), asked.row(), "Insert");
          for (Column<?> column : declarations().columns(asked.table())) {
            String name = column.variable().name();
            boolean given = members.keySet().stream().anyMatch(name::equalsIgnoreCase);
            if (!given && !Values.isSecret(column)) script.reset(column, asked.row());
          }
          script.putCells(asked.table(), asked.row(), members);
          return run(script, asked.request().role());
        });
  }

  private Reply patchRow(Asked asked) {
    return withObject(
        asked.request(),
        members -> {
          var script = new JsonScript(declarations());
          script.putCells(asked.table(), asked.row(), members);
          return run(script, asked.request().role());
        });
  }

  private Reply deleteRow(Asked asked) {
    return command(asked, "Delete");
  }

  private Reply move(Asked asked, String way) {
    return command(asked, way.equals("up") ? "Up" : "Down");
  }

  private Reply command(Asked asked, String name) {
    if (asked.table().fixed()) {
      return Problem.reply(409, asked.table().name() + " has these rows and no others.");
    }
    var script = new JsonScript(declarations());
    script.command(asked.table(), asked.row(), name);
    return run(script, asked.request().role());
  }

  private static Reply withJson(WebRequest request, Function<Json, Reply> answer) {
    return switch (JsonParser.parse(request.bodyText())) {
      case JsonParser.Outcome.Value(Json json) -> answer.apply(json);
      case JsonParser.Outcome.Malformed(int at, String reason) ->
          Problem.malformed("The body is not JSON: at character " + at + ", " + reason + ".");
    };
  }

  private static Reply withObject(WebRequest request, Function<Map<String, Json>, Reply> answer) {
    return withJson(
        request,
        json ->
            json instanceof JsonObject(Map<String, Json> members)
                ? answer.apply(members)
                : Problem.malformed("The body is no JSON object."));
  }

  private Reply run(JsonScript script, Role role) {
    Optional<String> fault = script.fault();
    return fault.isPresent() ? Problem.malformed(fault.get()) : run(script.lines(), role);
  }

  private Reply run(List<String> lines, Role role) {
    return switch (administration.run(SOURCE, new ArrayList<>(lines), role)) {
      case Outcome.Done _ -> Reply.nothing();
      case Outcome.Refused(var refusals) -> Problem.refused(refusals);
    };
  }
}
