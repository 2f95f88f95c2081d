package ringfence.transport;

import java.net.InetSocketAddress;
import ringfence.sip.message.Transport;

/// What listening came to.
public sealed interface Listening {
  /// It listens.
  ///
  /// @param local the address with the port that was really taken
  record Open(Transport transport, InetSocketAddress local) implements Listening {}

  /// It does not.
  ///
  /// @param reason a sentence for a person, such as that the port is in use
  record Failed(String reason) implements Listening {}
}
