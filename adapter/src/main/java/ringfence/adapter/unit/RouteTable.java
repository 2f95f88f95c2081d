package ringfence.adapter.unit;

import java.util.List;
import ringfence.adapter.route.CRout;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The routes as they are stored, with what is wrong with each and whether they are used yet.
final class RouteTable {
  private final Configuration configuration;

  RouteTable(Configuration configuration) {
    this.configuration = configuration;
  }

  StatusTable routes() {
    List<String> columns =
        List.of("Name", "Sources", "Criteria", "Destination", "Config Status", "Applied");
    return new StatusTable("CRout.RouteStatus", "Route Status", columns, this::rows)
        .none("No routes: a line calls by its gateway, and is called by its user name.");
  }

  private List<List<Cell>> rows() {
    Settings stored = configuration.stored();
    boolean waits = configuration.needRestart().contains(Scm.C_ROUT.key());
    return stored.rows(CRout.ROUTES).stream().map(row -> row(stored, row, waits)).toList();
  }

  private static List<Cell> row(Settings stored, String row, boolean waits) {
    String status = CRout.configStatus(stored, row);
    return List.of(
        Cell.of(row),
        Cell.of(stored.get(CRout.SOURCES, row)),
        Cell.of(stored.get(CRout.PROPERTY, row) + " " + stored.get(CRout.RULE, row)),
        Cell.of(stored.get(CRout.DESTINATION, row)),
        new Cell(status, status.equals("Valid") ? Tone.GOOD : Tone.BAD),
        waits ? new Cell("after a restart of CROUT", Tone.WAITING) : new Cell("yes", Tone.GOOD));
  }
}
