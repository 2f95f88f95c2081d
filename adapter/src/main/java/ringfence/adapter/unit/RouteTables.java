package ringfence.adapter.unit;

import java.util.List;
import java.util.stream.Stream;
import ringfence.adapter.route.AutoRouting;
import ringfence.adapter.route.CRout;
import ringfence.adapter.route.CallRouter.Route;
import ringfence.adapter.route.HuntSettings;
import ringfence.manage.admin.Command;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The call router as it is stored, with what is wrong with each row, and the command that applies
/// it.
public final class RouteTables {
  public static final String MODIFIED = "CRout.ConfigModifiedStatus";
  public static final String ROUTES = "CRout.RouteStatus";
  public static final String HUNTS = "CRout.HuntStatus";
  public static final String APPLY = "CRout.ApplyConfig";

  private final Configuration configuration;
  private final Services services;

  RouteTables(Configuration configuration, Services services) {
    this.configuration = configuration;
    this.services = services;
  }

  List<StatusTable> all() {
    List<String> route =
        List.of("Name", "Type", "Sources", "Criteria", "Destination", "Config Status");
    List<String> hunt = List.of("Name", "Destinations", "Config Status");
    return List.of(
        new StatusTable(
            MODIFIED, "Configuration", List.of("Config Modified", "Meaning"), this::modified),
        new StatusTable(ROUTES, "Route Status", route, this::routes)
            .none("No routes: no line can call or be called."),
        new StatusTable(HUNTS, "Hunt Status", hunt, this::hunts));
  }

  private boolean isModified() {
    return services.needRestart().contains(Scm.C_ROUT);
  }

  private List<List<Cell>> modified() {
    return List.of(
        isModified()
            ? List.of(new Cell("Yes", Tone.WAITING), Cell.of("Apply it, and calls go by it."))
            : List.of(Cell.of("No"), Cell.of("Calls go by what is shown here.")));
  }

  private List<List<Cell>> routes() {
    Settings stored = configuration.stored();
    return Stream.concat(
            stored.rows(CRout.ROUTES).stream().map(row -> user(stored, row)),
            AutoRouting.routes(stored).stream().map(RouteTables::auto))
        .toList();
  }

  private static List<Cell> user(Settings stored, String row) {
    String criteria = stored.get(CRout.PROPERTY, row) + " " + stored.get(CRout.RULE, row);
    return List.of(
        Cell.of(row),
        Cell.of("User"),
        Cell.of(stored.get(CRout.SOURCES, row)),
        Cell.of(criteria),
        Cell.of(stored.get(CRout.DESTINATION, row)),
        status(CRout.configStatus(stored, row)));
  }

  private static List<Cell> auto(Route route) {
    return List.of(
        Cell.of(route.name()),
        Cell.of("Auto"),
        Cell.of(String.join(", ", route.sources())),
        Cell.of(route.criterion().toString()),
        Cell.of(route.destination()),
        status(CRout.VALID));
  }

  private List<List<Cell>> hunts() {
    Settings stored = configuration.stored();
    return stored.rows(HuntSettings.HUNTS).stream()
        .map(
            row ->
                List.of(
                    Cell.of(row),
                    Cell.of(stored.get(HuntSettings.DESTINATIONS, row)),
                    status(HuntSettings.configStatus(stored, row))))
        .toList();
  }

  private static Cell status(String text) {
    return new Cell(text, text.equals(CRout.VALID) ? Tone.GOOD : Tone.BAD);
  }

  /// Takes the stored routes into use without touching calls that stand.
  Command apply() {
    return Command.of(
        APPLY,
        "Takes the routes, mappings, hunts and signaling properties that are stored into use.",
        () -> {
          if (!isModified()) return new Command.Result.Done("Nothing was modified.");
          services.restart(Scm.C_ROUT.key()).join();
          return new Command.Result.Done("The call router is applied.");
        });
  }
}
