package ringfence.adapter.host;

import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The unit's network interfaces: names that gateways and services use, each for an interface or an
/// address of the system that the unit runs on. A gateway takes a changed one up when it restarts.
public interface Bni {
  String PAGE = "Network/Interfaces";

  Table INTERFACES =
      Table.of("Bni.NetworkInterfaces", "InterfaceName").startingWith("Uplink").atMost(10);
  Column<Boolean> ACTIVATION =
      INTERFACES.column(
          Variable.enable("Activation", true).help("Whether it may be used.").page(PAGE));
  Column<String> LINK =
      INTERFACES.column(
          Variable.of(
                  "LinkName", Kind.of("an interface such as eth0, or an address", Bni::link), "")
              .label("Link")
              .help("The system's interface or address; empty is where the unit was started.")
              .page(PAGE));

  Declarations DECLARATIONS = Declarations.of(ACTIVATION, LINK);

  private static Optional<String> link(String text) {
    return text.matches("[A-Za-z0-9.:_%@-]{0,64}") ? Optional.of(text) : Optional.empty();
  }
}
