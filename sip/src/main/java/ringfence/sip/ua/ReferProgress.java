package ringfence.sip.ua;

import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipFragment;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Valued;

/// How the call fares that a REFER asked for: what a NOTIFY of its implicit subscription says, RFC
/// 3515 section 2.4.
///
/// @param status of the call so far
/// @param over whether nothing more will be told
public record ReferProgress(StatusCode status, boolean over) {
  private static final Valued REFER = Valued.of("refer");

  /// That status, the last one when it is final.
  public static ReferProgress of(StatusCode status) {
    return new ReferProgress(status, status.isFinal());
  }

  /// Whether a NOTIFY is of a REFER at all.
  public static boolean isIn(SipRequest notify) {
    return notify
        .headers()
        .first(Header.EVENT)
        .filter(it -> it.value().equals("refer"))
        .isPresent();
  }

  /// Reads a NOTIFY; empty when it does not say how the call fares.
  public static Optional<ReferProgress> read(SipRequest notify) {
    // RFC 6665 4.1.3: a NOTIFY without Subscription-State is malformed
    Optional<Valued> state = notify.headers().first(Header.SUBSCRIPTION_STATE);
    if (state.isEmpty()) return Optional.empty();
    boolean terminated = state.get().value().equalsIgnoreCase("terminated");
    try {
      StatusCode status = SipFragment.read(notify.body()).status();
      return Optional.of(new ReferProgress(status, terminated || status.isFinal()));
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }

  /// The header fields of the NOTIFY.
  ///
  /// @param refer the number in the CSeq of the REFER
  public Headers headers(long refer) {
    // RFC 3515 2.4.6: the id "MAY be included in NOTIFYs to the first REFER", and must be in those
    // to others
    Valued event = REFER.with("id", Long.toString(refer));
    Valued state =
        over
            ? Valued.of("terminated").with("reason", "noresource")
            : Valued.of("active").with("expires", "60");
    return Headers.NONE.append(Header.EVENT, event).append(Header.SUBSCRIPTION_STATE, state);
  }

  /// The body of the NOTIFY.
  public Body body() {
    return new Body(SipFragment.TYPE, SipFragment.of(status).write());
  }
}
