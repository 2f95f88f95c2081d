package ringfence.adapter.gateway;

import java.time.Duration;
import ringfence.sip.transaction.Flow;
import ringfence.transport.resolve.Destination;

/// What the owner of a [PersistentLink] is to do.
public sealed interface LinkOrder {
  /// Find the server's destinations and say `located` or `refused`.
  record Locate() implements LinkOrder {}

  /// Open a connection and say `connected` or `refused`.
  ///
  /// @param last whether no other destination is left to try
  record Connect(Destination destination, boolean last) implements LinkOrder {}

  /// Close this connection and say `closed`.
  record Close(Flow flow) implements LinkOrder {}

  /// Close this connection when its transactions are over, or after `most`, and say `closed`.
  record Drain(Flow flow, Duration most) implements LinkOrder {}

  /// Show and log that the status has changed, and why.
  record Report(PersistentLink.Status status, String cause) implements LinkOrder {}
}
