package ringfence.media.session;

import ringfence.srtp.Verdict;

/// Counts the packets that were not believed.
final class Refused {
  long forged;
  long replayed;
  long plaintext;
  long malformed;

  /// @param looksPlain whether the packet would be good without protection
  void count(Verdict verdict, boolean looksPlain) {
    if (looksPlain) {
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
}
