package ringfence.adapter.unit;

import java.util.List;
import ringfence.adapter.endpoint.AdministrativeState;
import ringfence.adapter.endpoint.EndpointStatus;
import ringfence.adapter.endpoint.EpAdm;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The tables of page System > Endpoints.
final class EndpointTables {
  private static final List<String> STATES = List.of("Administrative", "Operational", "Usage");

  private final Adapter adapter;

  EndpointTables(Adapter adapter) {
    this.adapter = adapter;
  }

  List<StatusTable> all() {
    return List.of(unit(), endpoints());
  }

  private StatusTable unit() {
    return new StatusTable("EpAdm.UnitStatus", "Unit States", STATES, () -> rows(true));
  }

  private StatusTable endpoints() {
    List<String> columns = List.of("Endpoint", STATES.get(0), STATES.get(1), STATES.get(2));
    return new StatusTable("EpAdm.EndpointStatus", "Endpoint States", columns, () -> rows(false))
        .none("The SIP endpoint service is stopped.")
        .actions(EpAdm.LOCK, EpAdm.FORCE_LOCK, EpAdm.UNLOCK);
  }

  private List<List<Cell>> rows(boolean ofUnit) {
    return adapter.unit().map(unit -> unit.endpoints().statuses().join()).orElse(List.of()).stream()
        .filter(it -> it.endpoint().equals(EndpointStatus.UNIT) == ofUnit)
        .map(it -> ofUnit ? states(it) : row(it))
        .toList();
  }

  private static List<Cell> row(EndpointStatus status) {
    List<Cell> states = states(status);
    return List.of(Cell.of(status.endpoint()), states.get(0), states.get(1), states.get(2));
  }

  private static List<Cell> states(EndpointStatus status) {
    boolean unlocked = status.administrative() == AdministrativeState.UNLOCKED;
    return List.of(
        new Cell(status.administrative().toString(), unlocked ? Tone.GOOD : Tone.WAITING),
        status.operational() ? new Cell("Enabled", Tone.GOOD) : new Cell("Disabled", Tone.BAD),
        Cell.of(status.usage().toString()));
  }
}
