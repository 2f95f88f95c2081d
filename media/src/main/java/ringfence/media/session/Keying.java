package ringfence.media.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import ringfence.media.codec.Frame;
import ringfence.media.tone.TelephoneEventSender;
import ringfence.media.tone.Tone;
import ringfence.media.tone.ToneGenerator;

/// Sends DTMF: by telephone events where they were agreed, else as tones in the audio.
final class Keying {
  private static final int MOST_WAITING = 64;
  private static final int PAUSE_FRAMES = 3;

  private record Press(char key, int frames) {}

  /// A tone that is being sent, and the pause behind it.
  private record Sounding(ToneGenerator generator, int frames) {}

  private final TelephoneEventSender events = new TelephoneEventSender();
  private final Queue<Press> waiting = new ArrayDeque<>();
  private Optional<Sounding> sounding = Optional.empty();
  private boolean byEvents;

  void apply(boolean byEvents) {
    this.byEvents = byEvents;
  }

  boolean press(char key, Duration length) {
    if (byEvents) return events.press(key, length);
    var _ = Tone.dtmf(key);
    long frames = Math.clamp(length.dividedBy(Frame.LENGTH), 2L, 400L);
    return waiting.size() < MOST_WAITING && waiting.add(new Press(key, (int) frames));
  }

  boolean isSendingEvent() {
    return byEvents && events.isSending();
  }

  Optional<TelephoneEventSender.Packet> nextEvent(long timestamp) {
    return byEvents ? events.next(timestamp) : Optional.empty();
  }

  /// Replaces the frame by the tone that is to be sent; false when there is none.
  boolean sound(short[] frame) {
    if (sounding.isEmpty()) {
      if (waiting.isEmpty()) return false;
      Press press = waiting.remove();
      sounding = Optional.of(new Sounding(new ToneGenerator(Tone.dtmf(press.key())), press.frames));
    }
    Sounding now = sounding.get();
    if (now.frames() > 0) {
      now.generator().next(frame);
    } else {
      Frame.silence(frame);
    }
    boolean over = now.frames() == 1 - PAUSE_FRAMES;
    sounding =
        over ? Optional.empty() : Optional.of(new Sounding(now.generator(), now.frames() - 1));
    return true;
  }
}
