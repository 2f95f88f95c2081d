package ringfence.adapter.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.LineOrder.HangUp;
import ringfence.adapter.call.LineOrder.Hear;
import ringfence.adapter.call.LineOrder.Ring;
import ringfence.adapter.dialling.DigitMap;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineEvent;

/// What a line makes of its phone and of its calls: who rings, what is heard, what is dialled.
///
/// Without I/O: the phone's events and the call's events go in, orders come out. One call at a
/// time.
public final class CallControl {
  private static final Duration FIRST_DIGIT = Duration.ofSeconds(20);
  private static final Duration INTER_DIGIT = Duration.ofSeconds(3);
  private static final Duration COMPLETION = Duration.ofSeconds(60);
  private static final int MOST_DIGITS = 64;

  private sealed interface State {
    /// The receiver is down and nobody calls.
    record Idle() implements State {}

    record Dialling(String digits, Instant giveUp, Instant complete) implements State {}

    /// An own call that is not answered yet.
    record Calling() implements State {}

    /// The phone rings.
    record Ringing() implements State {}

    record Talking(boolean held) implements State {}

    /// The receiver is off the hook and only a tone is heard.
    record ToneOnly() implements State {}
  }

  private final DigitMap map;
  private State state = new State.Idle();
  private boolean usable = true;

  public CallControl(DigitMap map) {
    this.map = map;
  }

  /// Whether the line may place and take calls; a line that must register may not before it has.
  public void usable(boolean usable) {
    this.usable = usable;
  }

  public boolean isIdle() {
    return state instanceof State.Idle;
  }

  /// Whether the phone rings.
  boolean isRinging() {
    return state instanceof State.Ringing;
  }

  boolean isTalking() {
    return state instanceof State.Talking;
  }

  /// Whether an own call is under way that is not answered yet.
  boolean isCalling() {
    return state instanceof State.Calling;
  }

  /// The state in one word, for pages and logs.
  public String status() {
    return switch (state) {
      case State.Idle() -> "Idle";
      case State.Dialling(_, _, _) -> "Dialling";
      case State.Calling() -> "Calling";
      case State.Ringing() -> "Ringing";
      case State.Talking(boolean held) -> held ? "Held" : "Talking";
      case State.ToneOnly() -> "Tone";
    };
  }

  /// The digits pressed so far, empty unless a number is being dialled.
  public String dialled() {
    return state instanceof State.Dialling(String digits, _, _) ? digits : "";
  }

  public List<LineOrder> on(LineEvent event, Instant now) {
    return switch (event) {
      case LineEvent.OffHook() -> offHook(now);
      case LineEvent.OnHook() -> onHook();
      case LineEvent.Flash() -> flash(now);
      case LineEvent.Digit(char key) -> digit(key, now);
    };
  }

  private List<LineOrder> offHook(Instant now) {
    return switch (state) {
      case State.Idle() when usable -> dialTone(now);
      case State.Idle() -> toneOnly(Hearing.REORDER_TONE);
      case State.Ringing() -> {
        state = new State.Talking(false);
        yield List.of(new Ring(false), new Hear(Hearing.CONVERSATION), new LineOrder.Answer());
      }
      case State.Dialling(_, _, _), State.Calling(), State.Talking(_), State.ToneOnly() ->
          List.of();
    };
  }

  private List<LineOrder> onHook() {
    State before = state;
    if (before instanceof State.Ringing || before instanceof State.Idle) return List.of();
    state = new State.Idle();
    Hear silence = new Hear(Hearing.SILENCE);
    boolean inCall = before instanceof State.Calling || before instanceof State.Talking;
    return inCall ? List.of(silence, new HangUp()) : List.of(silence);
  }

  /// A flash during a call puts it on hold or takes it back; elsewhere it starts dialling afresh.
  private List<LineOrder> flash(Instant now) {
    return switch (state) {
      case State.Talking(boolean held) -> {
        state = new State.Talking(!held);
        Hearing hearing = held ? Hearing.CONVERSATION : Hearing.SILENCE;
        yield List.of(new Hear(hearing), held ? new LineOrder.Resume() : new LineOrder.Hold());
      }
      case State.Dialling(_, _, _) -> dialTone(now);
      case State.ToneOnly() when usable -> dialTone(now);
      case State.Idle(), State.Calling(), State.Ringing(), State.ToneOnly() -> List.of();
    };
  }

  /// The peer has refused to be put on hold, or to be taken back: all is as it was before.
  List<LineOrder> heldAsBefore(boolean held) {
    if (!(state instanceof State.Talking)) return List.of();
    state = new State.Talking(held);
    return List.of(new Hear(held ? Hearing.SILENCE : Hearing.CONVERSATION));
  }

  private List<LineOrder> digit(char key, Instant now) {
    return switch (state) {
      case State.Dialling(String digits, Instant giveUp, _) -> dial(digits, key, giveUp, now);
      case State.Talking(_) -> List.of(new LineOrder.SendDigit(key));
      case State.Idle(), State.Calling(), State.Ringing(), State.ToneOnly() -> List.of();
    };
  }

  private List<LineOrder> dial(String before, char key, Instant giveUp, Instant now) {
    String digits = before + key;
    boolean ended = key == '#' && map.judge(before) == DigitMap.Verdict.COMPLETE_AFTER_TIMER;
    if (ended) return place(before);
    if (digits.length() > MOST_DIGITS) return toneOnly(Hearing.REORDER_TONE);
    Instant end = before.isEmpty() ? now.plus(COMPLETION) : giveUp;
    return switch (map.judge(digits)) {
      case COMPLETE -> place(digits);
      case REFUSED -> toneOnly(Hearing.REORDER_TONE);
      case INCOMPLETE -> dialled(digits, end, end);
      case COMPLETE_AFTER_TIMER -> dialled(digits, end, now.plus(INTER_DIGIT));
    };
  }

  private List<LineOrder> dialled(String digits, Instant giveUp, Instant complete) {
    state = new State.Dialling(digits, giveUp, complete);
    return List.of(new Hear(Hearing.SILENCE));
  }

  /// Places a call at once, as a hot line or a program does, if the receiver is off the hook.
  public List<LineOrder> place(String number) {
    if (!(state instanceof State.Dialling)) return List.of();
    state = new State.Calling();
    return List.of(new Hear(Hearing.SILENCE), new LineOrder.Place(number));
  }

  /// When `elapse` next has something to do.
  public Optional<Instant> deadline() {
    if (!(state instanceof State.Dialling(_, Instant giveUp, Instant complete))) {
      return Optional.empty();
    }
    return Optional.of(complete.isBefore(giveUp) ? complete : giveUp);
  }

  public List<LineOrder> elapse(Instant now) {
    if (!(state instanceof State.Dialling(String digits, Instant giveUp, Instant complete))) {
      return List.of();
    }
    boolean number = map.judge(digits) == DigitMap.Verdict.COMPLETE_AFTER_TIMER;
    if (number && !now.isBefore(complete)) return place(digits);
    return now.isBefore(giveUp) ? List.of() : toneOnly(Hearing.REORDER_TONE);
  }

  /// Somebody calls: the phone rings, or the caller is refused.
  public List<LineOrder> incoming() {
    if (!usable) return List.of(new LineOrder.Refuse(LineOrder.Refuse.Why.UNUSABLE));
    if (!isIdle()) return List.of(new LineOrder.Refuse(LineOrder.Refuse.Why.BUSY));
    state = new State.Ringing();
    return List.of(new Ring(true));
  }

  /// The called party's phone rings; with early media the network's own sound is heard.
  public List<LineOrder> remoteRings(boolean earlyMedia) {
    if (!(state instanceof State.Calling())) return List.of();
    return List.of(new Hear(earlyMedia ? Hearing.CONVERSATION : Hearing.RINGBACK));
  }

  /// The called party has answered.
  public List<LineOrder> answered() {
    if (!(state instanceof State.Calling())) return List.of();
    state = new State.Talking(false);
    return List.of(new Hear(Hearing.CONVERSATION));
  }

  /// The call is over, whoever ended it.
  public List<LineOrder> ended(boolean busy) {
    return switch (state) {
      case State.Ringing() -> {
        state = new State.Idle();
        yield List.of(new Ring(false));
      }
      case State.Calling() -> toneOnly(busy ? Hearing.BUSY_TONE : Hearing.REORDER_TONE);
      case State.Talking(_) -> toneOnly(Hearing.REORDER_TONE);
      case State.Idle(), State.Dialling(_, _, _), State.ToneOnly() -> List.of();
    };
  }

  private List<LineOrder> dialTone(Instant now) {
    Instant giveUp = now.plus(FIRST_DIGIT);
    state = new State.Dialling("", giveUp, giveUp);
    return List.of(new Hear(Hearing.DIAL_TONE));
  }

  private List<LineOrder> toneOnly(Hearing tone) {
    state = new State.ToneOnly();
    return List.of(new Hear(tone));
  }
}
