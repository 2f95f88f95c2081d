package ringfence.adapter.call;

import java.util.List;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.media.negotiation.Outcome;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.MediaType;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Warning;
import ringfence.sip.ua.Refusal;

/// How a unit refuses an offer that it cannot meet: 415 or 488 by its setting, with a Warning that
/// says which side objects to what, and the unit's own line in the log.
///
/// @param agent who warns: the unit's address
public record OfferRefusals(StatusCode status, HostPort agent, EventLog events) {
  private static final int KEY_EXCHANGE_FAILED = 306;

  /// What a request within a call is answered that the unit does not support.
  static Refusal notAllowed() {
    return Refusal.of(StatusCode.METHOD_NOT_ALLOWED);
  }

  Refusal refusal(Outcome.Refused refused) {
    dropped(refused.reasons());
    var reason = refused.reason();
    var warning = new Warning(code(reason.kind()), agent.toString(), reason.text());
    Headers extra = Headers.NONE.append(Header.WARNING, warning);
    if (status.equals(StatusCode.UNSUPPORTED_MEDIA_TYPE)) {
      extra = extra.append(Header.ACCEPT, MediaType.SDP);
    }
    return Refusal.of(status).with(extra);
  }

  /// RFC 3261 20.43: 305 is "Incompatible media format", 306 "Attribute not understood", 399 a
  /// miscellaneous warning.
  private static int code(Kind kind) {
    return switch (kind) {
      case NO_COMMON_CODEC -> 305;
      // RFC 4567 4.1.2: a re-keying that fails is answered with "at least a 306"
      case KEY_EXCHANGE -> KEY_EXCHANGE_FAILED;
      case MALFORMED,
          NO_AUDIO,
          TRANSPORT,
          SECURITY_REQUIRED,
          SECURITY_NOT_ALLOWED,
          WRONG_KEY_MANAGEMENT,
          NO_COMMON_SUITE,
          BAD_KEYS,
          UNSECURE_FAX,
          NO_FAX,
          ADDRESS,
          OFFER_ANSWER ->
          399;
    };
  }

  /// Whether the peer refused new keys by MIKEY: RFC 4567 4.1.2, "The offerer MUST then abort the
  /// session."
  static boolean endsSession(Headers refusal, boolean byMikey) {
    return byMikey
        && refusal.first(Header.WARNING).filter(it -> it.code() == KEY_EXCHANGE_FAILED).isPresent();
  }

  /// Logs why streams of the peer are not used.
  void dropped(List<ringfence.media.negotiation.Refusal> reasons) {
    for (var reason : reasons) {
      if (reason.kind() == Kind.WRONG_KEY_MANAGEMENT) {
        String sentence = "Received the wrong key management protocol. Secure stream disabled.";
        events.report(Report.info("SdpTools", sentence));
      } else {
        events.report(UnitEvents.STREAM_NOT_USED.report(reason.text()));
      }
    }
  }
}
