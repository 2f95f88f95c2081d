package ringfence.mikey;

import java.util.List;

/// What an Initiator makes of the octets that came in answer to its message.
public sealed interface Answered {
  /// The peer has proved that it has the key: here are those of the streams. `warnings` are of what
  /// the standard does not foresee and does no harm.
  record Agreed(List<CryptoSessionKeys> sessions, Csb csb, List<String> warnings)
      implements Answered {}

  /// Not a right answer; nothing is agreed.
  record Refused(MikeyRefusal why) implements Answered {}

  /// An error message. RFC 3830 section 5.1.2: when it is not `authenticated` it is no more than a
  /// hint of what may have gone wrong. `supported` are the policies that the peer would take.
  record PeerError(List<Err> errors, boolean authenticated, List<SecurityPolicy> supported)
      implements Answered {}
}
