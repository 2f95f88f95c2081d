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

  /// Takes back what was counted of a packet whose key came behind it. To the keys before, it may
  /// have looked like one that had come already.
  void uncount(Verdict counted) {
    if (counted == Verdict.REPLAYED) replayed--;
    else forged--;
  }
}
