package ringfence.adapter.dialling;

import java.util.Optional;
import ringfence.sip.message.HostPort;

/// Whom a call goes to: what was dialled, as its digit map makes it.
///
/// @param host where it goes instead of to the servers
/// @param emergency whether it is a number of an emergency
public record DialledNumber(String number, Optional<HostPort> host, boolean emergency) {
  /// A usual number.
  public DialledNumber(String number, Optional<HostPort> host) {
    this(number, host, false);
  }

  /// A number at the servers.
  public static DialledNumber of(String number) {
    return new DialledNumber(number, Optional.empty());
  }

  @Override
  public String toString() {
    return number + host.map(at -> "@" + at).orElse("");
  }
}
