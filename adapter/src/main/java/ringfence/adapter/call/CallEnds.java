package ringfence.adapter.call;

import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.ua.CallEnd;

/// The end of a call in words.
final class CallEnds {
  private CallEnds() {}

  static String text(CallEnd end) {
    return switch (end) {
      case CallEnd.HungUp() -> "we hung up";
      case CallEnd.Refused(StatusCode status) -> "we refused it with " + status.value();
      case CallEnd.PeerHungUp _ -> "the other party hung up";
      case CallEnd.PeerCancelled _ -> "the caller gave up";
      case CallEnd.PeerRefused(SipResponse response) -> "refused with " + text(response);
      case CallEnd.Redirected(_, SipResponse response) -> "redirected with " + text(response);
      case CallEnd.Unauthorized(SipResponse response) ->
          "the user name or password was refused with " + text(response);
      case CallEnd.TimedOut() -> "nobody answered the request in time";
      case CallEnd.FlowFailed() -> "there is no connection to the server";
      case CallEnd.NoAck() -> "the answer was never acknowledged";
      case CallEnd.SessionExpired() -> "the session was not refreshed in time";
      case CallEnd.PeerForgot(SipResponse response) ->
          "the other party does not know the call any more, " + text(response);
    };
  }

  /// Whether the called party is in another call.
  static boolean isBusy(CallEnd end) {
    return end instanceof CallEnd.PeerRefused(SipResponse response)
        && (response.status().equals(StatusCode.BUSY_HERE)
            || response.status().equals(StatusCode.BUSY_EVERYWHERE));
  }

  /// The status that says it to somebody who wanted this call to be made.
  static StatusCode status(CallEnd end) {
    return switch (end) {
      case CallEnd.PeerRefused(SipResponse response) -> response.status();
      case CallEnd.Redirected(_, SipResponse response) -> response.status();
      case CallEnd.Unauthorized _ -> StatusCode.FORBIDDEN;
      case CallEnd.TimedOut() -> StatusCode.REQUEST_TIMEOUT;
      case CallEnd.HungUp(), CallEnd.PeerCancelled _ -> StatusCode.REQUEST_TERMINATED;
      case CallEnd.Refused _,
          CallEnd.PeerHungUp _,
          CallEnd.FlowFailed(),
          CallEnd.NoAck(),
          CallEnd.SessionExpired(),
          CallEnd.PeerForgot _ ->
          StatusCode.SERVICE_UNAVAILABLE;
    };
  }

  /// A response in words, with its Warning.
  static String text(SipResponse response) {
    String warning =
        response
            .headers()
            .first(ringfence.sip.message.Header.WARNING)
            .map(given -> ": " + given.text())
            .orElse("");
    return response.status().value() + " " + response.reason() + warning;
  }
}
