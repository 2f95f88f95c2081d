package ringfence.media.session;

import java.util.Optional;
import ringfence.srtp.ProtectionProfile;

/// What can be said of a session's security, without its keys.
///
/// @param profile how packets are protected; empty for plain RTP
/// @param keys how the keys were agreed, for a person
/// @param forged packets whose tag did not hold
/// @param replayed packets that had come before
/// @param plaintextBlocked plain packets that came where none may
/// @param malformed datagrams that are no packets
public record SecurityStatement(
    Optional<ProtectionProfile> profile,
    String keys,
    long forged,
    long replayed,
    long plaintextBlocked,
    long malformed) {
  /// One line for a page or a log.
  public String text() {
    String how = profile.map(it -> "SRTP " + it + ", " + keys).orElse("RTP, not secured");
    return "%s; forged %d, replayed %d, plaintext blocked %d, malformed %d"
        .formatted(how, forged, replayed, plaintextBlocked, malformed);
  }
}
