package ringfence.adapter.dialling;

import java.util.Optional;
import ringfence.sip.message.HostPort;

/// Whom a call goes to: what was dialled, as its digit map makes it.
///
/// @param host where it goes instead of to the servers
public record DialledNumber(String number, Optional<HostPort> host) {
  /// A number at the servers.
  public static DialledNumber of(String number) {
    return new DialledNumber(number, Optional.empty());
  }

  @Override
  public String toString() {
    return number + host.map(at -> "@" + at).orElse("");
  }
}
