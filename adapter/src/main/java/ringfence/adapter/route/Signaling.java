package ringfence.adapter.route;

import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;

/// How the calls of a route are signalled.
///
/// @param sdpIn180 whether a 180 Ringing of ours carries the answer to the caller's offer
/// @param emergency whether its calls are said to be those of an emergency
public record Signaling(boolean sdpIn180, Privacy privacy, boolean emergency) {
  /// As calls are signalled without a route.
  public static final Signaling USUAL = new Signaling(true, Privacy.DISABLE, false);

  /// What the one called may learn of the caller.
  public enum Privacy {
    /// Nothing is said of it.
    DISABLE("Disable", Optional.empty()),
    /// RFC 3323 4.2: "none: The user requests that a privacy service apply no privacy functions".
    NONE("None", Optional.of("none")),
    /// RFC 3325 9.3: "The presence of this privacy type in a Privacy header field indicates that
    /// the user would like the Network Asserted Identity to be kept private".
    ID("Id", Optional.of("id"));

    private final String text;
    private final Optional<String> value;

    Privacy(String text, Optional<String> value) {
      this.text = text;
      this.value = value;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// The same for a call of an emergency.
  public Signaling urgent() {
    return new Signaling(sdpIn180, privacy, true);
  }

  /// The header fields that its INVITE has besides.
  public Headers inInvite() {
    // RFC 3261 20.26: "The Priority header field indicates the urgency of the request"
    Headers priority = emergency ? Headers.NONE.append("Priority", "emergency") : Headers.NONE;
    return privacy.value.map(value -> priority.append(Header.PRIVACY, value)).orElse(priority);
  }
}
