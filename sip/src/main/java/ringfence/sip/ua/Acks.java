package ringfence.sip.ua;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// The latest ACKs to 2xx of a call, which go out again when the 2xx is repeated (RFC 3261
/// 13.2.2.4).
final class Acks {
  private static final int MOST = 16;

  private record To(DialogId dialog, long number) {}

  private final Map<To, UaOutput.Ack> sent = new LinkedHashMap<>();

  /// Makes the ACK to the 2xx of `invite`.
  UaOutput.Ack make(Dialog dialog, SipRequest invite, Optional<Body> body) {
    long number = invite.cseq().number();
    SipRequest ack = dialog.ack(number);
    // RFC 3261 13.2.2.4: "The ACK MUST contain the same credentials as the INVITE"
    Headers headers =
        ack.headers()
            .appendFrom(invite.headers(), Header.AUTHORIZATION)
            .appendFrom(invite.headers(), Header.PROXY_AUTHORIZATION);
    var output = new UaOutput.Ack(Letterhead.with(ack.with(headers), body), dialog.nextHop());
    sent.put(new To(dialog.id(), number), output);
    if (sent.size() > MOST) sent.remove(sent.keySet().iterator().next());
    return output;
  }

  /// The ACK that this 2xx was answered with before.
  Optional<UaOutput.Ack> repeated(SipResponse success) {
    return DialogId.ofAnswered(success)
        .map(dialog -> new To(dialog, success.cseq().number()))
        .flatMap(to -> Optional.ofNullable(sent.get(to)));
  }
}
