package ringfence.adapter.unit;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ringfence.adapter.gateway.GatewayState;
import ringfence.adapter.gateway.GatewayStatus;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// What SIPEP shows of its gateways, links and registrations.
///
/// @param zone of the times
public record SipTables(Supplier<UnitStatus> status, Supplier<ZoneId> zone) {
  /// The table at the head of SIP > Gateways.
  public StatusTable gateways() {
    return new StatusTable(
            "SipEp.GatewayStatus",
            "Gateway Status",
            List.of(
                "Name", "Network Interface", "Port", "Secure Port", "SIP Domain", "State", "Cause"),
            () -> status.get().gateways().stream().map(SipTables::row).toList())
        .none("No gateway is started.");
  }

  private static List<Cell> row(GatewayStatus gateway) {
    return List.of(
        Cell.of(gateway.name()),
        Cell.of(gateway.networkInterface()),
        Cell.of(gateway.port()),
        Cell.of(gateway.securePort()),
        Cell.of(gateway.domain()),
        new Cell(gateway.state().toString(), tone(gateway.state())),
        Cell.of(gateway.cause()));
  }

  private static Tone tone(GatewayState state) {
    return switch (state) {
      case READY -> Tone.GOOD;
      case RESTARTING, WAITING_FOR_TIME -> Tone.WAITING;
      case PORT_IN_USE, NETWORK_DOWN, SERVER_UNREACHABLE, INVALID_CONFIGURATION, UNREGISTERED ->
          Tone.BAD;
    };
  }

  /// The tables at the head of SIP > Servers.
  public LinkTables links() {
    return new LinkTables(status, zone);
  }

  /// The lines' table at the head of SIP > Registrations.
  public StatusTable endpoints() {
    return new StatusTable(
            "SipEp.RegistrationStatus",
            "Endpoints Registration Status",
            List.of("Endpoint", "User Name", "Gateway Name", "Registrar", "Registration", "Cause"),
            () -> rows(it -> !it.endpoint().isEmpty()))
        .none("No line registers.")
        .actions(UnitDiagnoses.ENDPOINT);
  }

  /// The same of the users who are no lines.
  public StatusTable unit() {
    return new StatusTable(
            "SipEp.UnitRegistrationStatus",
            "Unit Registration Status",
            List.of("User Name", "Gateway Name", "Registrar", "Registration", "Cause"),
            () ->
                rows(it -> it.endpoint().isEmpty()).stream().map(SipTables::withoutFirst).toList())
        .none("No user of the unit registers.")
        .actions(UnitDiagnoses.USER);
  }

  private static List<Cell> withoutFirst(List<Cell> row) {
    return row.subList(1, row.size());
  }

  private List<List<Cell>> rows(Predicate<RegistrationStatus> wanted) {
    return status.get().registrations().stream().filter(wanted).map(SipTables::row).toList();
  }

  private static List<Cell> row(RegistrationStatus registration) {
    return List.of(
        Cell.of(registration.endpoint()),
        Cell.of(registration.user()),
        Cell.of(registration.gateway()),
        Cell.of(registration.registrar().toString()),
        new Cell(registration.state(), tone(registration)),
        Cell.of(registration.cause()));
  }

  private static Tone tone(RegistrationStatus registration) {
    if (registration.isRegistered()) return Tone.GOOD;
    return registration.cause().isEmpty() ? Tone.WAITING : Tone.BAD;
  }

  /// Every one of them.
  public List<StatusTable> all() {
    List<StatusTable> all = new ArrayList<>(List.of(gateways(), endpoints(), unit()));
    all.addAll(links().all());
    return all;
  }
}
