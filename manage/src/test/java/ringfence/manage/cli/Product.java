package ringfence.manage.cli;

import java.time.InstantSource;
import java.util.List;
import ringfence.manage.access.Aaa;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Command;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.service.Service;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.StatusTable.RowAction;

/// A small product with a setting of every kind.
final class Product {
  static final Variable<Integer> PORT =
      Variable.number("SipEp.BasePort", 16000, 1025, 64535).help("Where ports begin.");
  static final Variable<Secret> PASSWORD = Variable.secret("SipEp.Password").help("A secret.");
  static final Table GATEWAY = Table.of("SipEp.Gateway", "Name").startingWith("default").atMost(3);
  static final Column<Boolean> TLS = GATEWAY.column(Variable.enable("Tls", true).help("TLS."));
  static final Declarations DECLARATIONS =
      Declarations.of(PORT, PASSWORD, TLS)
          .and(Cli.DECLARATIONS.all().toArray(Declaration<?>[]::new))
          .and(Aaa.DECLARATIONS.all().toArray(Declaration<?>[]::new));

  static final RowAction CALL = new RowAction("Proxy.Call", "CallId", "Diagnose", "Diagnose");

  final Configuration configuration =
      Configuration.inMemory(Settings.of(DECLARATIONS), List.of(Aaa.AN_ADMIN_REMAINS));
  final EventLog events = new EventLog(9, InstantSource.system());
  final Services services = new Services(configuration, events);
  final Administration administration;

  Product() {
    services.add(Service.user("SipEp", "SIP Endpoint"), (Lifecycle.TakesUp) _ -> {});
    var status =
        new StatusTable(
            "SipEp.RegistrationStatus",
            "Registration Status",
            List.of("Endpoint", "State"),
            () -> List.of(List.of(Cell.of("FXS1"), Cell.of("Registered"))));
    var ring =
        Command.of("Pots.Ring", "Rings the phone.", () -> new Command.Result.Done("It rings."));
    var fail =
        Command.of("Pots.Fail", "Fails.", () -> new Command.Result.NotDone("nobody is there"));
    this.administration =
        new Administration(
            configuration,
            services,
            List.of(status),
            List.of(ring, fail.least(Role.ADMIN), Command.row(CALL, "Looks.", Product::look)));
  }

  private static Command.Result look(String callId) {
    return new Command.Result.Done("Looked at " + callId + ".");
  }
}
