package ringfence.adapter.call;

import java.util.function.Consumer;
import ringfence.media.negotiation.Negotiation;

/// Opens the sockets of a line's calls, and makes the calls with them. On the SIP loop.
record LineMedia(String endpoint, LineSupport support) {
  void open(NewCall begun, Consumer<CallAudio.Opening> then) {
    var place = support.calling().audio(endpoint, begun.way());
    support.sip().then(CallAudio.open(place), then);
  }

  PhoneCall call(NewCall begun, CallAudio audio, CallListener listener) {
    // it begins on a loop of its own, after the call was answered
    audio.whenChanged(() -> support.sip().post(support.changed()));
    var settings = support.calling().mediaSettings(endpoint, begun.way(), audio.port());
    return new PhoneCall(begun, new Negotiation(settings, support.chance()), audio, listener);
  }
}
