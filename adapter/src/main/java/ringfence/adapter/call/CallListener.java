package ringfence.adapter.call;

import java.util.Optional;
import ringfence.sip.ua.CallEnd;
import ringfence.sip.ua.ReferProgress;
import ringfence.sip.ua.Referral;

/// Told what the person at the phone has to know, and what the peer wants of a transfer.
interface CallListener {
  void ringing(PhoneCall call, boolean earlyMedia);

  void answered(PhoneCall call);

  /// The peer has refused to be put on hold, or to be taken back.
  void heldAsBefore(PhoneCall call, boolean held);

  /// The peer asks us to call another: what that takes, or nothing if it is not done.
  default Optional<Runnable> referred(PhoneCall call, Referral referral) {
    return Optional.empty();
  }

  /// How the call fares that we asked the peer to make.
  default void progressed(PhoneCall call, ReferProgress progress) {}

  void ended(PhoneCall call, CallEnd end, String why);
}
