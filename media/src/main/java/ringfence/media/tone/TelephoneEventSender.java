package ringfence.media.tone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import ringfence.media.codec.Frame;

/// Sends DTMF keys as telephone events, RFC 4733 section 2.5.1: asked once each 20 ms, it says what
/// goes in the next packet. An event starts with three packets, one for each frame; then comes one
/// every 50 ms, and its end is sent three times. All packets of one have the timestamp of its
/// start.
public final class TelephoneEventSender {
  /// What goes in the next packet instead of audio.
  ///
  /// @param timestamp of the event's start, RTP units
  /// @param marker whether this is the event's first packet
  public record Packet(TelephoneEvent event, long timestamp, boolean marker) {}

  /// The volume that our keys are sent with, in -dBm0.
  public static final int VOLUME = 10;

  private static final int UPDATE = 400;
  private static final int COPIES = 3;
  private static final int PAUSE = 400;
  private static final long LONGEST_MILLIS = 8000;
  private static final int MOST_WAITING = 64;

  private record Press(int event, int duration) {}

  private sealed interface State {
    record Idle(int paused) implements State {}

    record Pressed(Press press, long timestamp, int elapsed, int sent, int lastSent)
        implements State {}

    record Released(Press press, long timestamp, int duration, int copies) implements State {}
  }

  private final Queue<Press> waiting = new ArrayDeque<>();
  private State state = new State.Idle(PAUSE);

  /// Presses a key once the earlier ones are sent.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`
  /// @param length at least 40 ms and at most 8 s
  /// @return false when too many keys are waiting already
  public boolean press(char key, Duration length) {
    int event = TelephoneEvent.of(key);
    if (waiting.size() >= MOST_WAITING) return false;
    long millis = Math.clamp(length.toMillis(), 40, LONGEST_MILLIS);
    return waiting.add(new Press(event, (int) millis * Frame.CLOCK_RATE / 1000));
  }

  /// Whether a key is being sent or waits.
  public boolean isActive() {
    return !waiting.isEmpty() || !(state instanceof State.Idle);
  }

  /// Whether a key is being sent, so that audio is not.
  public boolean isSending() {
    return !(state instanceof State.Idle);
  }

  /// What to send in this 20 ms, if anything; while `isSending` and nothing comes, send nothing.
  ///
  /// @param timestamp of the frame that would be sent now
  public Optional<Packet> next(long timestamp) {
    return switch (state) {
      case State.Idle(int paused) when paused < PAUSE || waiting.isEmpty() -> {
        state = new State.Idle(Math.min(PAUSE, paused + Frame.SAMPLES));
        yield Optional.empty();
      }
      case State.Idle _ -> {
        state = new State.Pressed(waiting.remove(), timestamp, 0, 0, 0);
        yield next(timestamp);
      }
      case State.Pressed pressed -> hold(pressed);
      case State.Released released -> release(released);
    };
  }

  private Optional<Packet> hold(State.Pressed now) {
    int elapsed = now.elapsed() + Frame.SAMPLES;
    if (elapsed >= now.press().duration()) {
      return release(new State.Released(now.press(), now.timestamp(), elapsed, 0));
    }
    boolean due = now.sent() < COPIES || elapsed - now.lastSent() >= UPDATE;
    int sent = due ? now.sent() + 1 : now.sent();
    int lastSent = due ? elapsed : now.lastSent();
    state = new State.Pressed(now.press(), now.timestamp(), elapsed, sent, lastSent);
    if (!due) return Optional.empty();
    var event = new TelephoneEvent(now.press().event(), false, VOLUME, elapsed);
    // RFC 4733 2.5.1.1: the marker bit is set on "the first packet of a new event"
    return Optional.of(new Packet(event, now.timestamp(), now.sent() == 0));
  }

  private Optional<Packet> release(State.Released now) {
    // RFC 4733 2.5.1.4: the final packet "SHOULD be sent a total of three times"
    int copies = now.copies() + 1;
    state =
        copies == COPIES
            ? new State.Idle(0)
            : new State.Released(now.press(), now.timestamp(), now.duration(), copies);
    var event = new TelephoneEvent(now.press().event(), true, VOLUME, now.duration());
    return Optional.of(new Packet(event, now.timestamp(), false));
  }
}
