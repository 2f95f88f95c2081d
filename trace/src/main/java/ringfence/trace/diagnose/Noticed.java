package ringfence.trace.diagnose;

import java.net.InetSocketAddress;

/// What a program noticed itself and no capture shows.
public sealed interface Noticed {
  /// The DNS knows no server of that name.
  record NameUnknown(String name, String reason) implements Noticed {}

  /// The system knows no way to an address.
  record NoWay(InetSocketAddress server, String reason) implements Noticed {}
}
