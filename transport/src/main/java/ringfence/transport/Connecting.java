package ringfence.transport;

import java.util.Optional;
import ringfence.sip.transaction.Flow;
import ringfence.transport.tls.Refusal;

/// What connecting came to.
public sealed interface Connecting {
  /// The flow is open.
  ///
  /// @param tls with the witness that the peer was verified; empty on TCP and UDP
  record Connected(Flow flow, Optional<TlsSession> tls) implements Connecting {}

  record Refused(Refusal why) implements Connecting {}
}
