package ringfence.manage.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Administration.Outcome;
import ringfence.manage.admin.Command;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.json.Json;
import ringfence.manage.service.ServiceStatus;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.Broadcast;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.manage.web.WebRequest;

/// A product over HTTP for programs, under `/api`: its settings, status tables, commands, services,
/// scripts and events, with the rights that people have. `/api/openapi.json` describes it, made
/// from the same declarations.
///
/// ```
/// curl http://127.0.0.1:8080/api/settings/SipEp.TransportPersistentBasePort
/// curl -X PUT -d 17000 http://127.0.0.1:8080/api/settings/SipEp.TransportPersistentBasePort
/// curl -X POST http://127.0.0.1:8080/api/commands/Scm.RestartRequiredServices
/// ```
public final class Rest {
  static final String TABLES = "/api/tables";
  static final String COMMANDS = "/api/commands";
  static final String SERVICES = "/api/services";
  static final String SCRIPT = "/api/script";
  static final String EVENTS = "/api/events";
  static final String DOCUMENT = "/api/openapi.json";

  private final Administration administration;

  private Rest(Administration administration) {
    this.administration = administration;
  }

  /// Adds it to the routes of a product with a site whose forms change its settings.
  ///
  /// @param events what listeners are told of, as it happens
  /// @param others what the product answers under `/api` besides
  public static Routes add(Routes routes, Site site, EventLog events, List<Operation> others) {
    var administration = site.administration().orElseThrow();
    var rest = new Rest(administration);
    List<Operation> more = new ArrayList<>(Transfers.add(routes, site));
    more.addAll(Entries.add(routes, site));
    more.addAll(others);
    new SettingsApi(administration).add(routes);
    routes.get(TABLES, _ -> Reply.json(rest.tables()));
    routes.get(TABLES + "/{name}", rest::table);
    routes.get(COMMANDS, _ -> Reply.json(rest.commands()));
    routes.post(
        COMMANDS + "/{name}", request -> rest.command(request, request.field("row").orElse("")));
    routes.post(COMMANDS + "/{name}/{row}", request -> rest.command(request, request.part("row")));
    routes.get(SERVICES, _ -> Reply.json(rest.services()));
    routes.on(Role.USER, "GET", SCRIPT, rest::export);
    routes.post(SCRIPT, rest::run);
    routes.events(EVENTS, broadcast(events));
    return routes.get(DOCUMENT, _ -> Reply.json(new OpenApi(administration, more).document()));
  }

  private static Broadcast broadcast(EventLog events) {
    var broadcast = new Broadcast();
    var _ = events.listen(event -> broadcast.publish("event", json(event).toString()));
    return broadcast;
  }

  private static Json json(Event event) {
    var fields = Json.object();
    for (var field : event.fields().entrySet()) {
      fields = fields.put(field.getKey(), field.getValue());
    }
    return Json.object()
        .put("id", event.id())
        .put("time", event.time().toString())
        .put("severity", event.severity().toString())
        .put("service", event.service())
        .put("about", event.about())
        .put("sentence", event.sentence())
        .put("fields", fields);
  }

  private Json tables() {
    return Json.texts(administration.tables().stream().map(StatusTable::name).toList());
  }

  private Reply table(WebRequest request) {
    String name = request.part("name");
    return administration
        .table(name)
        .map(table -> Reply.json(json(table)))
        .orElseGet(() -> Problem.notFound("status table " + name));
  }

  private static Json json(StatusTable table) {
    var rows = table.now().stream().map(row -> row(table.columns(), row)).toList();
    return Json.object()
        .put("name", table.name())
        .put("title", table.title())
        .put("columns", Json.texts(table.columns()))
        .put("rows", Json.array(rows));
  }

  private static Json row(List<String> columns, List<Cell> cells) {
    var row = Json.object();
    for (int i = 0; i < columns.size(); i++) row = row.put(columns.get(i), cells.get(i).text());
    return row;
  }

  private Json commands() {
    return Json.array(administration.commands().stream().map(Rest::json).toList());
  }

  private static Json json(Command command) {
    return Json.object()
        .put("name", command.wholeName())
        .put("key", command.key())
        .put("help", command.help())
        .put("role", command.least().toString());
  }

  private Reply command(WebRequest request, String row) {
    String name = request.part("name");
    Optional<Command> command =
        administration.commands().stream()
            .filter(it -> it.wholeName().equalsIgnoreCase(name))
            .filter(it -> it.table().isEmpty() == row.isEmpty())
            .findFirst();
    return command
        .map(it -> run(List.of(it.line(row)), request.asker()))
        .orElseGet(() -> noCommand(name, row));
  }

  private Reply noCommand(String name, String row) {
    boolean known = administration.command(name).isPresent();
    if (!known) return Problem.notFound("command " + name);
    return Problem.malformed(
        row.isEmpty()
            ? name + " is for a row: name it in the path, or as ?row=."
            : name + " is for no row: give it without one.");
  }

  private Reply run(List<String> lines, Asker asker) {
    return switch (administration.run("the request", lines, asker)) {
      case Outcome.Done(var said) -> Reply.json(Json.object().put("said", Json.texts(said)));
      case Outcome.Refused(var refusals) -> Problem.refused(refusals);
    };
  }

  private Json services() {
    return Json.array(administration.services().statuses().stream().map(Rest::json).toList());
  }

  private static Json json(ServiceStatus status) {
    return Json.object()
        .put("key", status.service().key())
        .put("title", status.service().title())
        .put("state", status.state().toString())
        .put("needsRestart", status.needsRestart())
        .put("cause", status.cause());
  }

  /// The settings as a script: those that were set, or with `?whole=yes` all.
  private Reply export(WebRequest request) {
    boolean whole = request.field("whole").filter("yes"::equals).isPresent();
    return Reply.plain(administration.export(whole, request.role()));
  }

  private Reply run(WebRequest request) {
    return run(request.bodyText().lines().toList(), request.asker());
  }
}
