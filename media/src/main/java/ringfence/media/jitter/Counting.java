package ringfence.media.jitter;

import ringfence.media.codec.Frame;

/// The counters of a jitter buffer; `heard` and `made` count samples.
final class Counting {
  long heard;
  long made;
  long late;
  long duplicates;
  long skipped;
  long inserted;
  long restarts;

  JitterCounts counts() {
    return new JitterCounts(
        heard / Frame.SAMPLES, made / Frame.SAMPLES, late, duplicates, skipped, inserted, restarts);
  }
}
