package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.util.Optional;

/// What gateways need of the host they run on. Asked on the SIP loop, so it answers at once.
public interface HostNetwork {
  /// The name of the unit's first network interface.
  String UPLINK = "Uplink";

  /// The address of a network interface; nothing while it has none.
  Optional<InetAddress> address(String networkInterface);

  /// Whether the clock is right, so that certificates can be judged by it.
  boolean isClockReady();

  /// One interface with this address, and a clock that counts as right.
  static HostNetwork at(InetAddress uplink) {
    return new HostNetwork() {
      @Override
      public Optional<InetAddress> address(String networkInterface) {
        return networkInterface.equals(UPLINK) ? Optional.of(uplink) : Optional.empty();
      }

      @Override
      public boolean isClockReady() {
        return true;
      }
    };
  }
}
