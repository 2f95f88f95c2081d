package ringfence.adapter.endpoint;

import ringfence.adapter.gateway.SipEp;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.StatusTable.RowAction;

/// The unit's endpoint administration: which of its lines may be used.
public interface EpAdm {
  Table ENDPOINTS =
      Table.of("EpAdm.Endpoint", SipEp.USER_AGENTS.key())
          .fixedTo(SipEp.USER_AGENTS.rows().toArray(String[]::new));
  Column<InitialState> INITIAL_STATE =
      ENDPOINTS.column(
          Variable.choice("InitialAdminState", InitialState.UNLOCKED)
              .label("Initial Administrative State")
              .help("Whether the endpoint may be used when the unit has started.")
              .page("System/Endpoints"));

  RowAction LOCK = command("Lock", "Lock");
  RowAction FORCE_LOCK = command("ForceLock", "Force Lock");
  RowAction UNLOCK = command("Unlock", "Unlock");

  Declarations DECLARATIONS = Declarations.of(INITIAL_STATE);

  private static RowAction command(String name, String label) {
    return new RowAction(ENDPOINTS.name(), ENDPOINTS.key(), name, label);
  }
}
