package ringfence.media.jitter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import ringfence.media.codec.Codec;
import ringfence.media.codec.ComfortNoise;
import ringfence.media.codec.Frame;

/// Evens out the arrival of audio: packets of any length go in as they come, a frame of 20 ms comes
/// out each 20 ms. It counts in RTP timestamp units and needs no clock but the calls of `take`.
///
/// A packet is decoded at once into a ring of two seconds of samples, at the place of its
/// timestamp, so that order, doubles and packet length do not matter and memory is fixed. What is
/// late but within the greatest delay moves the play-out back; a surplus over a second moves it
/// forward: by that the delay follows the network, and the drift of the peer's clock.
public final class JitterBuffer {
  private static final int RING = 16384;
  private static final int MASK = RING - 1;

  /// A timestamp so far off is another timeline.
  private static final int JUMP = 4000;

  /// Of a longer packet the rest is not played: 200 ms.
  private static final int LONGEST_PACKET = 1600;

  private static final int SURPLUS_TAKES = 50;

  /// After so many packets in a row that are too late, the peer's clock is believed instead.
  private static final int LATE_IN_ROW = 5;

  /// After so many frames without a packet the stream has paused.
  private static final int PAUSE_TAKES = 5;

  private static final byte EMPTY = 0;
  private static final byte AUDIO = 1;
  private static final byte PLAYED = 2;
  private static final byte MISSED = 3;

  private final int min;
  private final int max;
  private final short[] samples = new short[RING];
  private final byte[] state = new byte[RING];
  private final short[] decoded = new short[LONGEST_PACKET];
  private final Concealment concealment = new Concealment();
  private final Counting counting = new Counting();

  private boolean running;
  private int playout;
  private int end;
  private int target;
  private int takes;
  private int leastMargin = Integer.MAX_VALUE;
  private int emptyTakes;
  private int lateInRow;
  private boolean suspicious;
  private int suspect;
  private boolean noisy;
  private int noiseFrom;
  private ComfortNoise noise = new ComfortNoise(127);

  public JitterBuffer(Delay delay) {
    min = units(delay.min().toMillis());
    max = units(delay.max().toMillis());
    target = min;
  }

  private static int units(long millis) {
    return (int) millis * Frame.CLOCK_RATE / 1000;
  }

  /// Takes in a packet of audio.
  ///
  /// @param timestamp 0 to 2^32-1
  /// @param marker whether it begins a talk spurt
  public void put(Codec codec, ByteBuffer payload, long timestamp, boolean marker) {
    int count = codec.decode(payload, decoded, 0);
    int at = (int) timestamp;
    if (count == 0 || !isOfTimeline(at, count, marker)) return;
    boolean idle = end - playout <= 0 && (marker || emptyTakes >= PAUSE_TAKES);
    if (idle || lateInRow >= LATE_IN_ROW) begin(at);
    if (at - playout < 0 && !comeLate(at, count)) return;
    lateInRow = 0;
    if (noisy && at - noiseFrom >= 0) noisy = false;
    store(at, count);
    leastMargin = Math.min(leastMargin, at - playout);
    if (end - playout > max + count) skip(end - playout - max - count);
  }

  /// Takes in a comfort noise packet: from its timestamp on there is noise until audio comes.
  public void put(ComfortNoise level, long timestamp) {
    int at = (int) timestamp;
    if (!running || !isNear(at)) return;
    if (noisy && at - noiseFrom < 0) return;
    noise = level;
    noisy = true;
    noiseFrom = at;
  }

  /// Whether the timestamp belongs to what is playing. A jump is believed when the next packet
  /// confirms it, or a marker comes with it.
  private boolean isOfTimeline(int at, int count, boolean marker) {
    if (running && isNear(at)) {
      suspicious = false;
      return true;
    }
    boolean confirmed = suspicious && at - suspect >= 0 && at - suspect <= 4 * count;
    suspicious = true;
    suspect = at + count;
    if (running && !marker && !confirmed) return false;
    if (running) counting.restarts++;
    clear();
    begin(at);
    return true;
  }

  private boolean isNear(int at) {
    int distance = at - playout;
    return distance >= -JUMP && distance <= JUMP;
  }

  private void begin(int at) {
    running = true;
    playout = at - target;
    end = playout;
    emptyTakes = PAUSE_TAKES;
    lateInRow = 0;
    leastMargin = Integer.MAX_VALUE;
    takes = 0;
  }

  /// Makes room for a packet that came after its time, if the greatest delay allows; false when it
  /// is not to be used.
  private boolean comeLate(int at, int count) {
    if (state[at & MASK] == PLAYED) {
      counting.duplicates++;
      return false;
    }
    int lateness = playout - at;
    int delay = Math.max(end, at + count) - at;
    if (delay > max + count || state[at & MASK] != MISSED) {
      counting.late++;
      lateInRow++;
      return false;
    }
    boolean useless = state[(playout - 1) & MASK] == PLAYED;
    for (int i = at; i != playout; i++) if (state[i & MASK] == MISSED) state[i & MASK] = EMPTY;
    playout = at;
    target = Math.min(max, target + lateness);
    counting.inserted += lateness;
    if (useless) counting.late++;
    return !useless;
  }

  private void store(int at, int count) {
    boolean fresh = false;
    for (int i = 0; i < count; i++) {
      int place = (at + i) & MASK;
      if (state[place] == AUDIO) continue;
      samples[place] = decoded[i];
      state[place] = AUDIO;
      fresh = true;
    }
    if (!fresh) counting.duplicates++;
    if (at + count - end > 0) end = at + count;
  }

  private void skip(int count) {
    for (int i = 0; i < count; i++) pass(PLAYED);
    target = Math.max(min, target - count);
    counting.skipped += count;
  }

  /// Fills the frame with the next 20 ms.
  public Taken take(short[] frame) {
    if (!running) {
      Frame.silence(frame);
      return Taken.SILENCE;
    }
    adapt();
    int present = 0;
    for (int i = 0; i < frame.length; i++) {
      if (state[(playout + i) & MASK] == AUDIO) present++;
    }
    boolean inNoise = noisy && playout + frame.length - noiseFrom > 0;
    boolean resumes = emptyTakes >= PAUSE_TAKES;
    emptyTakes = present == 0 ? Math.min(PAUSE_TAKES, emptyTakes + 1) : 0;
    boolean paused = present == 0 && (inNoise || emptyTakes >= PAUSE_TAKES);
    if (paused) {
      pause(frame);
    } else {
      play(frame);
      counting.heard += present;
      if (!resumes) counting.made += frame.length - present;
    }
    return kind(present, inNoise, paused);
  }

  private static Taken kind(int present, boolean inNoise, boolean paused) {
    if (paused) return inNoise ? Taken.NOISE : Taken.SILENCE;
    return present * 2 >= Frame.SAMPLES ? Taken.AUDIO : Taken.CONCEALED;
  }

  private void pause(short[] frame) {
    Frame.silence(frame);
    concealment.forget();
    for (int i = 0; i < frame.length; i++) pass(EMPTY);
    if (playout - end > 0) end = playout;
  }

  private void play(short[] frame) {
    for (int i = 0; i < frame.length; i++) {
      int place = playout & MASK;
      boolean here = state[place] == AUDIO;
      frame[i] = here ? concealment.heard(samples[place]) : concealment.next();
      pass(here || state[place] == PLAYED ? PLAYED : MISSED);
    }
  }

  /// Moves on by a sample, and clears the place that is half the ring ahead.
  private void pass(byte now) {
    state[playout & MASK] = now;
    state[(playout + RING / 2) & MASK] = EMPTY;
    playout++;
  }

  /// Once a second: lets go of delay that no packet of that second needed.
  private void adapt() {
    if (++takes < SURPLUS_TAKES) return;
    int surplus = leastMargin == Integer.MAX_VALUE ? 0 : leastMargin - min;
    takes = 0;
    leastMargin = Integer.MAX_VALUE;
    if (surplus >= units(10)) skip(Math.min(surplus, Frame.SAMPLES));
  }

  /// The level of the noise to make after NOISE.
  public ComfortNoise noise() {
    return noise;
  }

  /// How long the newest audio waits at the moment, in samples; 0 when there is none.
  public int depth() {
    return running ? Math.max(0, end - playout) : 0;
  }

  public JitterCounts counts() {
    return counting.counts();
  }

  /// Forgets everything but the counts: another source speaks.
  public void reset() {
    if (running) counting.restarts++;
    clear();
    running = false;
    suspicious = false;
    target = min;
  }

  private void clear() {
    Arrays.fill(state, EMPTY);
    concealment.forget();
    noisy = false;
  }
}
