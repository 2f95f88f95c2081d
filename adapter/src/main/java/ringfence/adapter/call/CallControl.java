package ringfence.adapter.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.LineOrder.HangUp;
import ringfence.adapter.call.LineOrder.Hear;
import ringfence.adapter.call.LineOrder.Ring;
import ringfence.adapter.dialling.DialPlan.Judgement;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineEvent;

/// What a line makes of its phone and of its calls: who rings, what is heard, what is dialled.
///
/// Without I/O: the phone's events and the call's events go in, orders come out. One call at a
/// time.
public final class CallControl {
  private static final int MOST_DIGITS = 64;

  private sealed interface State {
    /// The receiver is down and nobody calls.
    record Idle() implements State {}

    record Dialling(String digits, Instant giveUp, Instant complete) implements State {}

    /// An own call that is not answered yet.
    record Calling() implements State {}

    /// The phone rings.
    record Ringing(Optional<NoAnswer> forward) implements State {

      /// Where the call goes when it rings no longer than this.
      record NoAnswer(String target, Instant at) {}
    }

    record Talking(boolean held) implements State {}

    /// The receiver is off the hook and only a tone is heard.
    record ToneOnly() implements State {}
  }

  private LineServices services;
  private State state = new State.Idle();
  private boolean usable = true;

  public CallControl(LineServices services) {
    this.services = services;
  }

  /// Goes by these services from the next event on.
  public void services(LineServices other) {
    services = other;
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
      case State.Ringing _ -> "Ringing";
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
      case State.Idle() when usable -> lifted(now);
      case State.Idle() -> toneOnly(Hearing.REORDER_TONE);
      case State.Ringing _ -> {
        state = new State.Talking(false);
        yield List.of(new Ring(false), new Hear(Hearing.CONVERSATION), new LineOrder.Answer());
      }
      case State.Dialling(_, _, _), State.Calling(), State.Talking(_), State.ToneOnly() ->
          List.of();
    };
  }

  /// A hot line calls at once.
  private List<LineOrder> lifted(Instant now) {
    List<LineOrder> tone = dialTone(now);
    return services.automatic().map(DialledNumber::of).map(this::place).orElse(tone);
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
      case State.Talking(boolean held) when held || services.hold() -> {
        state = new State.Talking(!held);
        Hearing hearing = held ? Hearing.CONVERSATION : Hearing.SILENCE;
        yield List.of(new Hear(hearing), held ? new LineOrder.Resume() : new LineOrder.Hold());
      }
      case State.Dialling(_, _, _) -> dialTone(now);
      case State.ToneOnly() when usable -> dialTone(now);
      case State.Idle(), State.Calling(), State.Ringing _, State.Talking _, State.ToneOnly() ->
          List.of();
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
      case State.Idle(), State.Calling(), State.Ringing _, State.ToneOnly() -> List.of();
    };
  }

  private List<LineOrder> dial(String before, char key, Instant giveUp, Instant now) {
    String digits = before + key;
    if (digits.length() > MOST_DIGITS) return toneOnly(Hearing.REORDER_TONE);
    Instant end = before.isEmpty() ? now.plus(services.plan().completion()) : giveUp;
    Judgement judged = services.plan().judge(digits);
    return switch (judged) {
      case Judgement.Refused() when key == '#' -> ended(services.plan().judge(before));
      case Judgement.Incomplete() -> dialled(digits, end, end);
      case Judgement.AfterTimer _ -> dialled(digits, end, now.plus(services.plan().interDigit()));
      case Judgement.Refused _, Judgement.Whole _ -> ended(judged);
    };
  }

  private List<LineOrder> dialled(String digits, Instant giveUp, Instant complete) {
    state = new State.Dialling(digits, giveUp, complete);
    boolean stutters = services.plan().stutters(digits);
    return List.of(new Hear(stutters ? Hearing.STUTTER_DIAL_TONE : Hearing.SILENCE));
  }

  /// No more digits come: by a key that ends the number, or for want of time.
  private List<LineOrder> ended(Judgement judged) {
    return switch (judged) {
      case Judgement.Whole(DialledNumber number) -> place(number);
      case Judgement.AfterTimer(Judgement then) -> ended(then);
      case Judgement.Refused(), Judgement.Incomplete() -> toneOnly(Hearing.REORDER_TONE);
    };
  }

  /// Places a call at once, as a hot line or a program does, if the receiver is off the hook.
  public List<LineOrder> place(DialledNumber number) {
    if (!(state instanceof State.Dialling)) return List.of();
    state = new State.Calling();
    return List.of(new Hear(Hearing.SILENCE), new LineOrder.Place(number));
  }

  /// When `elapse` next has something to do.
  public Optional<Instant> deadline() {
    return switch (state) {
      case State.Dialling(_, Instant giveUp, Instant complete) ->
          Optional.of(complete.isBefore(giveUp) ? complete : giveUp);
      case State.Ringing(Optional<State.Ringing.NoAnswer> forward) ->
          forward.map(State.Ringing.NoAnswer::at);
      case State.Idle(), State.Calling(), State.Talking _, State.ToneOnly() -> Optional.empty();
    };
  }

  public List<LineOrder> elapse(Instant now) {
    if (deadline().filter(due -> !now.isBefore(due)).isEmpty()) return List.of();
    return switch (state) {
      case State.Dialling(String digits, _, Instant complete) -> late(digits, complete, now);
      case State.Ringing(Optional<State.Ringing.NoAnswer> forward) -> {
        state = new State.Idle();
        String target = forward.map(State.Ringing.NoAnswer::target).orElseThrow();
        yield List.of(new Ring(false), new LineOrder.Redirect(target));
      }
      case State.Idle(), State.Calling(), State.Talking _, State.ToneOnly() -> List.of();
    };
  }

  private List<LineOrder> late(String digits, Instant complete, Instant now) {
    Optional<String> hotLine = services.delayed().filter(_ -> digits.isEmpty());
    if (hotLine.isPresent()) return place(DialledNumber.of(hotLine.get()));
    Judgement judged = services.plan().judge(digits);
    boolean number = judged instanceof Judgement.AfterTimer && !now.isBefore(complete);
    return number ? ended(judged) : toneOnly(Hearing.RECEIVER_OFF_HOOK_TONE);
  }

  /// Somebody calls: the phone rings, or the caller is sent elsewhere or refused.
  public List<LineOrder> incoming(Instant now) {
    LineServices.Forwards forwards = services.forwards();
    if (forwards.always().isPresent()) return redirect(forwards.always().get());
    if (!usable) return List.of(new LineOrder.Refuse(LineOrder.Refuse.Why.UNUSABLE));
    if (!isIdle()) {
      return forwards
          .busy()
          .map(CallControl::redirect)
          .orElseGet(() -> List.of(new LineOrder.Refuse(LineOrder.Refuse.Why.BUSY)));
    }
    Instant until = now.plus(forwards.after());
    state =
        new State.Ringing(
            forwards.noAnswer().map(target -> new State.Ringing.NoAnswer(target, until)));
    return List.of(new Ring(true));
  }

  private static List<LineOrder> redirect(String target) {
    return List.of(new LineOrder.Redirect(target));
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
      case State.Ringing _ -> {
        state = new State.Idle();
        yield List.of(new Ring(false));
      }
      case State.Calling() -> toneOnly(busy ? Hearing.BUSY_TONE : Hearing.REORDER_TONE);
      case State.Talking(_) -> toneOnly(Hearing.REORDER_TONE);
      case State.Idle(), State.Dialling(_, _, _), State.ToneOnly() -> List.of();
    };
  }

  private List<LineOrder> dialTone(Instant now) {
    Instant giveUp = now.plus(services.plan().firstDigit());
    state = new State.Dialling("", giveUp, giveUp);
    return List.of(new Hear(Hearing.DIAL_TONE));
  }

  private List<LineOrder> toneOnly(Hearing tone) {
    state = new State.ToneOnly();
    return List.of(new Hear(tone));
  }
}
