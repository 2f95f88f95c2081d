package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.util.Optional;
import ringfence.transport.resolve.Locator;

/// What gateways need of the host they run on. Asked on the SIP loop, so it answers at once.
public interface HostNetwork {
  /// The name of the unit's first network interface.
  String UPLINK = "Uplink";

  /// The address of a network interface; nothing while it has none.
  Optional<InetAddress> address(String networkInterface);

  /// Whether the clock is right, so that certificates can be judged by it.
  boolean isClockReady();

  /// Who finds the addresses of servers.
  Locator locator();

  /// One interface with this address, a clock that counts as right, and the names of the system.
  static HostNetwork at(InetAddress uplink) {
    return at(uplink, Locator.ofSystem());
  }

  /// The same with these names.
  static HostNetwork at(InetAddress uplink, Locator locator) {
    return new HostNetwork() {
      @Override
      public Optional<InetAddress> address(String networkInterface) {
        return networkInterface.equals(UPLINK) ? Optional.of(uplink) : Optional.empty();
      }

      @Override
      public boolean isClockReady() {
        return true;
      }

      @Override
      public Locator locator() {
        return locator;
      }
    };
  }
}
