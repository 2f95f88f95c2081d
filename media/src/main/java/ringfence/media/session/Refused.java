package ringfence.media.session;

import ringfence.srtp.Verdict;

/// Counts the packets that were not believed.
final class Refused {
  long forged;
  long replayed;
  long plaintext;
  long malformed;

  /// @param plain whether it is a packet of the plan without protection
  void count(Verdict verdict, boolean plain) {
    if (plain) {
      plaintext++;
      return;
    }
    switch (verdict) {
      case ACCEPTED -> {}
      case REPLAYED -> replayed++;
      case MALFORMED -> malformed++;
      case FORGED, KEY_EXPIRED, TOO_MANY_SOURCES -> forged++;
    }
  }

  /// A packet that was taken for forged was opened after all: its key came behind it.
  void healed() {
    forged--;
  }
}
