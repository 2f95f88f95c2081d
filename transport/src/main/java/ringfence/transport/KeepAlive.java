package ringfence.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The pings of ours on one connection, RFC 5626 section 4.4.1. On one that we opened an answer
/// must come; on one that a peer opened only from a peer that has answered before, as no server is
/// owed any.
final class KeepAlive {
  private static final Loop.Timer NONE = () -> {};

  private final Loop loop;
  private final Rhythm rhythm;
  private final Runnable send;
  private final Consumer<String> dead;
  private boolean owed;
  private boolean waiting;
  private Instant pingedAt;
  private Optional<Duration> roundTrip = Optional.empty();
  private Loop.Timer next = NONE;
  private Loop.Timer late = NONE;

  /// How often, how long an answer may take, and whether the first is owed already.
  ///
  /// @param interval zero for no pings
  record Rhythm(Duration interval, Duration patience, boolean owed) {}

  /// @param send sends a ping
  /// @param dead told in a sentence that no answer came
  KeepAlive(Loop loop, Rhythm rhythm, Runnable send, Consumer<String> dead) {
    this.loop = loop;
    this.rhythm = rhythm;
    this.send = send;
    this.dead = dead;
    this.owed = rhythm.owed();
    this.pingedAt = loop.now();
    if (!rhythm.interval().isZero()) plan();
  }

  private void plan() {
    next = loop.after(rhythm.interval(), this::ping);
  }

  // RFC 5626 4.4.1: "If a pong is not received within 10 seconds [...] the client MUST treat the
  // flow as failed"
  private void ping() {
    plan();
    if (waiting && owed) return;
    waiting = true;
    pingedAt = loop.now();
    send.run();
    if (owed) late = loop.after(rhythm.patience(), () -> dead.accept(silence()));
  }

  private String silence() {
    return "The peer no longer answers: no answer to a ping within "
        + rhythm.patience().toMillis()
        + " ms.";
  }

  /// Whether an answer may be on its way.
  boolean isWaiting() {
    return waiting;
  }

  void answered() {
    if (!waiting) return; // a stray line end
    waiting = false;
    owed = true;
    late.cancel();
    roundTrip = Optional.of(Duration.between(pingedAt, loop.now()));
  }

  /// Of the last ping that was answered.
  Optional<Duration> roundTrip() {
    return roundTrip;
  }

  void stop() {
    next.cancel();
    late.cancel();
  }
}
