package ringfence.media.session;

import java.util.Locale;
import java.util.Optional;
import ringfence.media.negotiation.Role;
import ringfence.srtp.ProtectionProfile;

/// What can be said of a session's security, without its keys.
///
/// @param profile how packets are protected; empty for plain RTP
/// @param keys how the keys were agreed, for a person; `SDES ...` or `MIKEY ...` where they were
/// @param role ours in the exchange that brought the keys: the answerer chooses among what the
///   offerer has
/// @param sent whether what we send is protected, RTP and RTCP alike
/// @param received whether nothing unprotected is believed, RTP and RTCP alike
/// @param rekeys how often the keys were replaced
/// @param forged packets whose tag did not hold
/// @param replayed packets that had come before
/// @param plaintextBlocked plain packets of the session that came where none may
/// @param malformed datagrams that are no packets
public record SecurityStatement(
    Optional<ProtectionProfile> profile,
    String keys,
    Optional<Role> role,
    boolean sent,
    boolean received,
    int rekeys,
    long forged,
    long replayed,
    long plaintextBlocked,
    long malformed) {
  /// `SDES` or `MIKEY`; empty for plain RTP.
  public String keyManagement() {
    return profile.isPresent() ? keys.split(" ", 2)[0] : "";
  }

  /// The transport as a description names it.
  public String transport() {
    return profile.isPresent() ? "RTP/SAVP" : "RTP/AVP";
  }

  /// One line for a page or a log.
  public String text() {
    String how =
        profile
            .map(it -> "SRTP " + it + ", " + keys + ", " + particulars())
            .orElse("RTP, not secured");
    return "%s; forged %d, replayed %d, plaintext blocked %d, malformed %d"
        .formatted(how, forged, replayed, plaintextBlocked, malformed);
  }

  private String particulars() {
    String ours = role.map(it -> it.name().toLowerCase(Locale.ROOT)).orElseThrow();
    String ways = sent && received ? "both ways" : "not both ways";
    return ways + " with RTCP, we were the " + ours + ", keys replaced " + rekeys + " times";
  }
}
