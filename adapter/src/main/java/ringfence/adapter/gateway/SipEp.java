package ringfence.adapter.gateway;

import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.HostPort;

/// The settings of the unit's SIP endpoint service, under the vendor's names: its gateways (page
/// SIP
/// > Gateways) and who its lines are there (page SIP > Registrations).
public interface SipEp {
  /// The gateway there is from the factory.
  String GATEWAY = "default";

  /// What a line says that belongs to every gateway.
  String ALL_GATEWAYS = "all";

  /// The most gateways of a unit.
  int MOST_GATEWAYS = 10;

  Table GATEWAYS = Table.of("SipEp.Gateway", "Name").startingWith(GATEWAY).atMost(MOST_GATEWAYS);
  Column<GatewayType> TYPE =
      GATEWAYS.column(
          Variable.choice("Type", GatewayType.TRUNK)
              .help("A Trunk listens at its ports; an Endpoint is reached by its own links only.")
              .page("SIP/Gateways"));
  Column<String> NETWORK_INTERFACE =
      GATEWAYS.column(
          Variable.text("NetworkInterfaceName", "Uplink")
              .label("Network Interface")
              .help("The network interface whose address the gateway uses, and no other.")
              .page("SIP/Gateways"));
  Column<Integer> PORT =
      GATEWAYS.column(
          Variable.number("Port", 0, 0, 65535)
              .help("Where it listens for UDP and TCP; 0 is the protocol's own, 5060.")
              .page("SIP/Gateways"));
  Column<Integer> SECURE_PORT =
      GATEWAYS.column(
          Variable.number("SecurePort", 0, 0, 65535)
              .help("Where it listens for TLS if it has a host certificate; 0 is 5061.")
              .page("SIP/Gateways"));
  Column<String> DOMAIN =
      GATEWAYS.column(
          Variable.of("Domain", domain(), "")
              .label("SIP Domain")
              .help("Stands in addresses for the name of the server; empty for that name itself.")
              .page("SIP/Gateways"));

  Table USER_AGENTS = Table.of("SipEp.UserAgent", "EpId").fixedTo("FXS1", "FXS2");
  Column<String> USER_NAME =
      USER_AGENTS.column(
          Variable.text("Username", "")
              .label("User Name")
              .help("The user part of the line's address.")
              .page("SIP/Registrations"));
  Column<String> FRIENDLY_NAME =
      USER_AGENTS.column(
          Variable.text("FriendlyName", "")
              .help("The name shown to the one called.")
              .page("SIP/Registrations"));
  Column<Boolean> REGISTER =
      USER_AGENTS.column(
          Variable.enable("Register", false)
              .help("The line registers, and is unusable while it is not registered.")
              .page("SIP/Registrations"));
  Column<String> GATEWAY_NAME =
      USER_AGENTS.column(
          Variable.text("GatewayName", ALL_GATEWAYS)
              .label("Gateway")
              .help("The gateway where it registers, or all.")
              .page("SIP/Registrations"));

  Declarations DECLARATIONS =
      Declarations.of(
          TYPE,
          NETWORK_INTERFACE,
          PORT,
          SECURE_PORT,
          DOMAIN,
          USER_NAME,
          FRIENDLY_NAME,
          REGISTER,
          GATEWAY_NAME);

  /// A name or address as it may stand in a URI, or nothing.
  static Kind<String> domain() {
    return Kind.of("a domain name, or empty", SipEp::readDomain);
  }

  private static Optional<String> readDomain(String text) {
    try {
      return Optional.of(text.isEmpty() ? text : HostPort.of(text).address());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
