package ringfence.proxy.flow;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import ringfence.transport.tls.TlsVersion;

/// A device that still needs the legacy fence: what it agreed on, and when it last did.
///
/// @param users who was registered over such a link
/// @param links how many it has opened
public record LegacyUse(
    InetAddress address,
    TlsVersion version,
    String suite,
    List<String> users,
    long links,
    Instant lastSeen) {
  public LegacyUse {
    users = List.copyOf(users);
  }
}
