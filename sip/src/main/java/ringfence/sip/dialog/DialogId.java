package ringfence.sip.dialog;

import java.util.Optional;
import ringfence.sip.message.SipMessage;

/// What tells a dialog from every other, RFC 3261 section 12: the Call-ID, our tag and the peer's.
public record DialogId(String callId, String localTag, String remoteTag) {
  /// The dialog that a request from the peer says it belongs to; empty without a To tag, which is a
  /// request outside dialogs.
  public static Optional<DialogId> ofReceived(SipMessage request) {
    String remote = request.from().tag().orElse("");
    return request.to().tag().map(local -> new DialogId(request.callId(), local, remote));
  }

  /// The dialog that a response to a request of ours belongs to; empty without a To tag.
  public static Optional<DialogId> ofAnswered(SipMessage response) {
    String local = response.from().tag().orElse("");
    return response.to().tag().map(remote -> new DialogId(response.callId(), local, remote));
  }
}
