package ringfence.adapter.unit;

import java.util.List;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.PersistentLink;
import ringfence.manage.service.Service;
import ringfence.manage.service.ServiceStatus;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// What the unit shows of itself: the tables of its pages, of REST and of the command line.
public final class UnitTables {
  public static final String SYSTEM_SERVICES = "Scm.SystemServiceStatus";
  public static final String USER_SERVICES = "Scm.UserServiceStatus";
  public static final String LINKS = "SipEp.TlsPersistentConnectionStatus";
  public static final String REGISTRATIONS = "SipEp.RegistrationStatus";

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
            .actions(Scm.START, Scm.STOP, Scm.RESTART),
        new StatusTable(
                LINKS,
                "TLS Persistent Connections Status",
                List.of(
                    "Gateway",
                    "Local Port",
                    "Remote Host",
                    "Remote IP Address",
                    "Status",
                    "Security",
                    "Cause"),
                this::links)
            .none("This transport has no links."),
        new StatusTable(
            REGISTRATIONS,
            "Endpoints Registration Status",
            List.of("Endpoint", "User Name", "Registration", "Cause"),
            this::registrations));
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

  private List<List<Cell>> links() {
    return adapter.status().links().stream().map(UnitTables::link).toList();
  }

  private static List<Cell> link(LinkStatus link) {
    boolean up = link.status() == PersistentLink.Status.UP;
    String remote =
        link.remote().map(it -> it.getAddress().getHostAddress() + ":" + it.getPort()).orElse("");
    return List.of(
        Cell.of(link.gateway()),
        Cell.of(link.localPort()),
        Cell.of(link.remoteHost().toString()),
        Cell.of(remote),
        new Cell(link.status().toString(), up ? Tone.GOOD : Tone.BAD),
        Cell.of(link.tls().map(tls -> tls.version().text() + " " + tls.suite()).orElse("")),
        Cell.of(link.cause()));
  }

  private List<List<Cell>> registrations() {
    return adapter.status().lines().stream()
        .map(
            line ->
                List.of(
                    Cell.of(line.endpoint()),
                    Cell.of(line.user()),
                    registration(line),
                    Cell.of(line.cause())))
        .toList();
  }

  /// A registration's state; what is registered looks good.
  public static Cell registration(UnitStatus.Line line) {
    boolean good = line.registration().equals("Registered");
    return new Cell(line.registration(), good ? Tone.GOOD : Tone.PLAIN);
  }
}
