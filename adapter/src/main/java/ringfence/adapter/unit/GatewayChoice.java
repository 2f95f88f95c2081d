package ringfence.adapter.unit;

import java.util.Optional;

/// Chooses the gateway of a call. Asked on the SIP loop, for each call anew.
@FunctionalInterface
public interface GatewayChoice {
  /// The name of the gateway for a call of a line to a number; nothing leaves it to the unit, which
  /// takes its first.
  Optional<String> gatewayFor(String line, String number);
}
