package ringfence.proxy.tls;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import ringfence.proxy.defence.Networks;

/// A listener as the settings have it.
///
/// @param name of its row, or its address where it has none
/// @param allowed whom it is for; everyone when empty
/// @param tls present for TLS
record ListenerPlan(
    String name, ListenAddress address, Networks allowed, Optional<ServerPlan> tls) {
  Predicate<InetAddress> admits() {
    return source -> allowed.isEmpty() || allowed.contains(source);
  }
}
