package ringfence.adapter.call;

import ringfence.sip.message.Field;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Uri;
import ringfence.sip.ua.Call;

/// A call before it has its audio.
///
/// @param peer the address of the other party
/// @param extra header fields of our INVITE besides those that its route wants
record NewCall(Way way, Call call, Uri peer, boolean outgoing, Headers extra) {
  Headers inInvite() {
    Headers headers = way.calls().signaling().inInvite();
    for (Field field : extra.fields()) headers = headers.append(field.name(), field.value());
    return headers;
  }
}
