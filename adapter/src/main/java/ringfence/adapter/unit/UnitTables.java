package ringfence.adapter.unit;

import java.util.List;
import ringfence.manage.service.Service;
import ringfence.manage.service.ServiceStatus;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// What the unit shows of its services, on its pages, by REST and at the command line.
public final class UnitTables {
  public static final String SYSTEM_SERVICES = "Scm.SystemServiceStatus";
  public static final String USER_SERVICES = "Scm.UserServiceStatus";

  private final Adapter adapter;

  UnitTables(Adapter adapter) {
    this.adapter = adapter;
  }

  List<StatusTable> all() {
    return List.of(
        new StatusTable(
            SYSTEM_SERVICES, "System Service", List.of("Service", "Status"), this::systemServices),
        new StatusTable(
                USER_SERVICES,
                "User Service",
                List.of("Name", "Service", "Status", "Startup Type", "Comment"),
                this::userServices)
            .actions(Scm.START, Scm.STOP, Scm.RESTART));
  }

  private List<List<Cell>> systemServices() {
    return adapter.services().statuses().stream()
        .filter(it -> it.service().kind() == Service.Kind.SYSTEM)
        .map(it -> List.of(Cell.of(it.service().title()), state(it)))
        .toList();
  }

  private List<List<Cell>> userServices() {
    Settings stored = adapter.configuration().stored();
    return adapter.services().statuses().stream()
        .filter(it -> it.service().kind() != Service.Kind.SYSTEM)
        .map(it -> userService(it, stored))
        .toList();
  }

  private static List<Cell> userService(ServiceStatus status, Settings stored) {
    boolean starts = Scm.SERVICES.rows().contains(status.service().key());
    String startup =
        starts ? stored.get(Scm.STARTUP_TYPE, status.service().key()).toString() : "Auto";
    Cell comment =
        status.needsRestart()
            ? new Cell("needs a restart to use its new settings", Tone.WAITING)
            : Cell.of(status.cause());
    return List.of(
        Cell.of(status.service().key()),
        Cell.of(status.service().title()),
        state(status),
        Cell.of(startup),
        comment);
  }

  private static Cell state(ServiceStatus status) {
    Tone tone =
        switch (status.state()) {
          case STARTED -> Tone.GOOD;
          case STARTING, STOPPING -> Tone.WAITING;
          case STOPPED -> status.cause().isEmpty() ? Tone.PLAIN : Tone.BAD;
        };
    return new Cell(status.state().toString(), tone);
  }

  /// A registration's state; what is registered looks good.
  public static Cell registration(UnitStatus.Line line) {
    boolean good = line.registration().equals("Registered");
    return new Cell(line.registration(), good ? Tone.GOOD : Tone.PLAIN);
  }
}
