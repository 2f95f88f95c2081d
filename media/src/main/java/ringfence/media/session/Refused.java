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
    switch (verdict) {
      case ACCEPTED -> {}
      case REPLAYED -> replayed++;
      case FORGED, MALFORMED, KEY_EXPIRED, TOO_MANY_SOURCES -> {
        if (looksPlain) plaintext++;
        else if (verdict == Verdict.MALFORMED) malformed++;
        else forged++;
      }
    }
  }
}
