package ringfence.proxy.defence;

import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;

/// The settings of the access list, of limits and of bans.
public interface DefenceSettings {
  String PAGE = "Proxy/Defence";

  Variable<List<Network>> TRUSTED_NETWORK =
      Variable.list("trusted_network", Network.KIND)
          .help(
              "Gateways and trunks without a password: their calls are not challenged, and limits"
                  + " for one address are not theirs. Who registers is challenged all the same.")
          .page(PAGE);

  Declarations DECLARATIONS = Declarations.of(TRUSTED_NETWORK);

  static Defence defence(Settings settings) {
    return new Defence(Networks.of(settings.get(TRUSTED_NETWORK)));
  }

  /// Why these settings cannot stand together: anybody can write any address into the source of a
  /// datagram.
  ///
  /// @param datagrams whether there is a listener for UDP
  static Optional<String> problem(Settings settings, boolean datagrams) {
    return settings.get(TRUSTED_NETWORK).stream()
        .filter(network -> datagrams && network.isWide())
        .map(
            network ->
                "trusted_network = "
                    + network
                    + " with a udp: listener trusts whoever forges an address: name /8 or narrower")
        .findFirst();
  }
}
