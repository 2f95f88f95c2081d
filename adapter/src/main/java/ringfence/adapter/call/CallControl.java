package ringfence.adapter.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.LineOrder.Hear;
import ringfence.adapter.call.LineOrder.Ring;
import ringfence.adapter.call.LineOrder.Swap;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineEvent;

/// What a line makes of its phone and of its calls: who rings, what is heard, what is dialled.
///
/// Without I/O: the phone's events and the calls' events go in, orders come out. Beside the call at
/// the ear there may be one other: [TwoCalls] has the rules for both.
public final class CallControl {
  /// How often one party may send its partner on to another while the receiver is up.
  private static final int MOST_REFERRALS = 5;

  private LineServices services;
  private PhoneState phone = new PhoneState.Idle();
  private OtherCall other = OtherCall.NONE;
  private Usability usability = Usability.USABLE;
  private int referrals;

  public CallControl(LineServices services) {
    this.services = services;
  }

  /// Goes by these services from the next event on.
  public void services(LineServices now) {
    services = now;
  }

  /// Whether the line may place and take calls.
  public void usable(Usability now) {
    usability = now;
  }

  private boolean isUsable() {
    return usability == Usability.USABLE;
  }

  public boolean isIdle() {
    return phone instanceof PhoneState.Idle;
  }

  /// Whether the phone rings.
  boolean isRinging() {
    return phone instanceof PhoneState.Ringing;
  }

  boolean isTalking() {
    return phone instanceof PhoneState.Talking;
  }

  /// Whether an own call is under way that is not answered yet.
  boolean isCalling() {
    return phone instanceof PhoneState.Calling;
  }

  /// Whether a second caller is announced in the ear.
  boolean hasWaiting() {
    return other == OtherCall.WAITING;
  }

  /// Whether the other call's party has asked us for the one at the ear.
  boolean hasReferrer() {
    return other == OtherCall.REFERRER;
  }

  /// The state in one word, for pages and logs.
  public String status() {
    return phone.word();
  }

  /// The digits pressed so far, empty unless a number is being dialled.
  public String dialled() {
    return phone instanceof PhoneState.Pressing(Dialling dialling) ? dialling.digits() : "";
  }

  public List<LineOrder> on(LineEvent event, Instant now) {
    return switch (event) {
      case LineEvent.OffHook() -> offHook(now);
      case LineEvent.OnHook() -> onHook();
      case LineEvent.Flash() -> other == OtherCall.NONE ? flash(now) : take(both().flash());
      case LineEvent.Digit(char key) -> digit(key, now);
    };
  }

  private TwoCalls both() {
    return new TwoCalls(phone, other, services);
  }

  private List<LineOrder> take(TwoCalls.Step step) {
    phone = step.phone();
    other = step.other();
    return step.orders();
  }

  private List<LineOrder> offHook(Instant now) {
    referrals = 0;
    if (isIdle()) return isUsable() ? lifted(now) : toneOnly(usability.tone());
    if (!isRinging()) return List.of();
    phone = new PhoneState.Talking(false);
    return List.of(new Ring(false), new Hear(Hearing.CONVERSATION), new LineOrder.Answer());
  }

  /// A hot line calls at once.
  private List<LineOrder> lifted(Instant now) {
    List<LineOrder> tone = dialTone(now);
    return services.automatic().map(DialledNumber::of).map(this::place).orElse(tone);
  }

  private List<LineOrder> onHook() {
    return isRinging() || isIdle() ? List.of() : take(both().onHook());
  }

  /// A flash during the only call puts it on hold, and lets its user call somebody else where
  /// second calls are allowed; otherwise another flash takes it back. Elsewhere it starts dialling
  /// afresh.
  private List<LineOrder> flash(Instant now) {
    return switch (phone) {
      case PhoneState.Talking(boolean held) when held -> {
        phone = new PhoneState.Talking(false);
        yield List.of(new Hear(Hearing.CONVERSATION), new LineOrder.Resume());
      }
      case PhoneState.Talking _ when services.second().own() -> {
        other = OtherCall.CONSULTED;
        dialTone(now);
        yield List.of(new LineOrder.Hold(), new Swap(), new Hear(Hearing.DIAL_TONE));
      }
      case PhoneState.Talking _ when services.hold() -> {
        phone = new PhoneState.Talking(true);
        yield List.of(new Hear(Hearing.SILENCE), new LineOrder.Hold());
      }
      case PhoneState.Pressing _ -> dialTone(now);
      case PhoneState.ToneOnly() when isUsable() -> dialTone(now);
      case PhoneState.Idle(),
          PhoneState.Calling(),
          PhoneState.Ringing _,
          PhoneState.Talking _,
          PhoneState.Conference(),
          PhoneState.ToneOnly() ->
          List.of();
    };
  }

  /// The peer has refused to be put on hold, or to be taken back: all is as it was before.
  List<LineOrder> heldAsBefore(boolean held) {
    if (!isTalking()) return List.of();
    phone = new PhoneState.Talking(held);
    return List.of(new Hear(held ? Hearing.SILENCE : Hearing.CONVERSATION));
  }

  /// The same of the other call.
  List<LineOrder> otherHeldAsBefore(boolean held) {
    return take(both().otherHeldAsBefore(held));
  }

  private List<LineOrder> digit(char key, Instant now) {
    if (phone instanceof PhoneState.Pressing(Dialling dialling)) {
      return dialled(dialling.press(key, services.plan(), now));
    }
    boolean heard = isTalking() || phone instanceof PhoneState.Conference;
    return heard ? List.of(new LineOrder.SendDigit(key)) : List.of();
  }

  private List<LineOrder> dialled(Dialling.Next next) {
    return switch (next) {
      case Dialling.Next.More(Dialling more) -> {
        phone = new PhoneState.Pressing(more);
        boolean stutters = services.plan().stutters(more.digits());
        yield List.of(new Hear(stutters ? Hearing.STUTTER_DIAL_TONE : Hearing.SILENCE));
      }
      case Dialling.Next.Whole(DialledNumber number) -> place(number);
      case Dialling.Next.Refused() -> toneOnly(Hearing.REORDER_TONE);
    };
  }

  /// Places a call at once, as a hot line or a program does, if the receiver is off the hook.
  public List<LineOrder> place(DialledNumber number) {
    if (!(phone instanceof PhoneState.Pressing)) return List.of();
    phone = new PhoneState.Calling();
    return List.of(new Hear(Hearing.SILENCE), new LineOrder.Place(number));
  }

  /// When `elapse` next has something to do.
  public Optional<Instant> deadline() {
    return phone.deadline();
  }

  public List<LineOrder> elapse(Instant now) {
    if (deadline().filter(due -> !now.isBefore(due)).isEmpty()) return List.of();
    if (phone instanceof PhoneState.Pressing(Dialling dialling)) return late(dialling, now);
    if (!(phone instanceof PhoneState.Ringing(var forward))) return List.of();
    phone = new PhoneState.Idle();
    String target = forward.map(PhoneState.Ringing.NoAnswer::target).orElseThrow();
    return List.of(new Ring(false), new LineOrder.Redirect(target));
  }

  private List<LineOrder> late(Dialling dialling, Instant now) {
    Optional<String> hotLine = services.delayed().filter(_ -> dialling.digits().isEmpty());
    if (hotLine.isPresent()) return place(DialledNumber.of(hotLine.get()));
    return dialling
        .late(services.plan(), now)
        .map(this::dialled)
        .orElseGet(() -> toneOnly(Hearing.RECEIVER_OFF_HOOK_TONE));
  }

  /// Somebody calls: the phone rings, the call is announced in the ear, or the caller is sent
  /// elsewhere or refused.
  public List<LineOrder> incoming(Instant now) {
    LineServices.Forwards forwards = services.forwards();
    if (forwards.always().isPresent()) return redirect(forwards.always().get());
    if (!isUsable()) return List.of(new LineOrder.Refuse(LineOrder.Refuse.Why.UNUSABLE));
    if (waits()) {
      other = OtherCall.WAITING;
      return announce();
    }
    if (!isIdle()) {
      return forwards
          .busy()
          .map(CallControl::redirect)
          .orElseGet(() -> List.of(new LineOrder.Refuse(LineOrder.Refuse.Why.BUSY)));
    }
    Instant until = now.plus(forwards.after());
    phone =
        new PhoneState.Ringing(
            forwards.noAnswer().map(target -> new PhoneState.Ringing.NoAnswer(target, until)));
    return announce();
  }

  /// Tells the person of the caller.
  List<LineOrder> announce() {
    return List.of(hasWaiting() ? new Hear(Hearing.CALL_WAITING_TONE) : new Ring(true));
  }

  private boolean waits() {
    boolean talks = phone instanceof PhoneState.Talking(boolean held) && !held;
    return talks && other == OtherCall.NONE && services.second().waiting();
  }

  private static List<LineOrder> redirect(String target) {
    return List.of(new LineOrder.Redirect(target));
  }

  /// The called party's phone rings; with early media the network's own sound is heard.
  public List<LineOrder> remoteRings(boolean earlyMedia) {
    if (!isCalling()) return List.of();
    return List.of(new Hear(earlyMedia ? Hearing.CONVERSATION : Hearing.RINGBACK));
  }

  /// The called party has answered. One who asked us to call it has been left.
  public List<LineOrder> answered() {
    if (!isCalling()) return List.of();
    if (other == OtherCall.REFERRER) other = OtherCall.NONE;
    phone = new PhoneState.Talking(false);
    return List.of(new Hear(Hearing.CONVERSATION));
  }

  /// The party at the ear asks us to call another; nothing when that is not done.
  Optional<List<LineOrder>> referred() {
    if (!isTalking() || other != OtherCall.NONE || referrals == MOST_REFERRALS || !isUsable()) {
      return Optional.empty();
    }
    referrals++;
    phone = new PhoneState.Calling();
    other = OtherCall.REFERRER;
    return Optional.of(List.of(new Hear(Hearing.SILENCE), new Swap()));
  }

  /// The call at the ear is over, whoever ended it.
  public List<LineOrder> ended(boolean busy) {
    return take(both().ended(busy));
  }

  /// The other call is over.
  List<LineOrder> otherEnded() {
    return take(both().otherEnded());
  }

  private List<LineOrder> dialTone(Instant now) {
    phone = new PhoneState.Pressing(Dialling.begin(services.plan(), now));
    return List.of(new Hear(Hearing.DIAL_TONE));
  }

  private List<LineOrder> toneOnly(Hearing tone) {
    phone = new PhoneState.ToneOnly();
    return List.of(new Hear(tone));
  }
}
