package ringfence.transport;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/// The addresses of the host that we run on.
public final class HostAddresses {
  private HostAddresses() {}

  /// Whether the host has this address now. Every host has every loopback and wildcard address.
  public static boolean has(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) return true;
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      return false; // no interface can be asked, so none has it
    }
  }
}
