package ringfence.adapter.call;

import java.util.List;
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
  /// What a request within a call is answered that the unit does not support.
  static Refusal notAllowed() {
    return Refusal.of(StatusCode.METHOD_NOT_ALLOWED);
  }

  Refusal refusal(Outcome.Refused refused) {
    dropped(refused.reasons());
    var reason = refused.reason();
    // RFC 3261 20.43: 305 is "Incompatible media format", 399 a miscellaneous warning
    int code = reason.kind() == Kind.NO_COMMON_CODEC ? 305 : 399;
    Headers extra =
        Headers.NONE.append(Header.WARNING, new Warning(code, agent.toString(), reason.text()));
    if (status.equals(StatusCode.UNSUPPORTED_MEDIA_TYPE)) {
      extra = extra.append(Header.ACCEPT, MediaType.SDP);
    }
    return Refusal.of(status).with(extra);
  }

  /// Logs why streams of the peer are not used.
  void dropped(List<ringfence.media.negotiation.Refusal> reasons) {
    for (var reason : reasons) {
      if (reason.kind() == Kind.WRONG_KEY_MANAGEMENT) {
        String sentence = "Received the wrong key management protocol. Secure stream disabled.";
        events.report(Report.info("SdpTools", sentence));
      } else {
        String sentence = "A media stream of the peer is not used: " + reason.text() + ".";
        events.report(Report.info("SdpTools", sentence));
      }
    }
  }
}
