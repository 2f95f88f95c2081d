package ringfence.media.jitter;

/// The counters of a jitter buffer.
final class Counting {
  long played;
  long concealed;
  long late;
  long duplicates;
  long skipped;
  long inserted;
  long restarts;

  Taken count(Taken taken) {
    switch (taken) {
      case AUDIO -> played++;
      case CONCEALED -> concealed++;
      case NOISE, SILENCE -> {}
    }
    return taken;
  }

  JitterCounts counts() {
    return new JitterCounts(played, concealed, late, duplicates, skipped, inserted, restarts);
  }
}
