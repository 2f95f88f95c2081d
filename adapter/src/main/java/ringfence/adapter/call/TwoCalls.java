package ringfence.adapter.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.LineOrder.HangUp;
import ringfence.adapter.call.LineOrder.HangUpOther;
import ringfence.adapter.call.LineOrder.Hear;
import ringfence.adapter.call.LineOrder.Hold;
import ringfence.adapter.call.LineOrder.Resume;
import ringfence.adapter.call.LineOrder.Ring;
import ringfence.adapter.call.LineOrder.Swap;
import ringfence.adapter.line.Hearing;

/// The rules for a line with two calls.
///
/// @param phone what it does with the call at its ear
/// @param other what the other call is
record TwoCalls(PhoneState phone, OtherCall other, LineServices services) {
  private static final Hear CONVERSATION = new Hear(Hearing.CONVERSATION);
  private static final PhoneState TALKING = new PhoneState.Talking(false);

  /// The state that a rule leads to, and what is to be done.
  record Step(PhoneState phone, OtherCall other, List<LineOrder> orders) {}

  private Step stay() {
    return new Step(phone, other, List.of());
  }

  /// The person talks to the party at the ear, after these orders.
  private static Step talk(OtherCall other, LineOrder... orders) {
    List<LineOrder> all = new ArrayList<>(List.of(orders));
    all.add(CONVERSATION);
    return new Step(TALKING, other, all);
  }

  Step flash() {
    return switch (other) {
      case WAITING -> flashToWaiting();
      case HELD, CONSULTED -> flashToHeld();
      case NONE, REFERRER -> stay();
    };
  }

  private Step flashToWaiting() {
    return phone instanceof PhoneState.Talking
        ? talk(OtherCall.HELD, new Hold(), new Swap(), new LineOrder.Answer())
        : talk(OtherCall.NONE, new Swap(), new LineOrder.Answer());
  }

  private Step flashToHeld() {
    return switch (phone) {
      case PhoneState.Talking(boolean held) when held -> talk(other, new Resume());
      case PhoneState.Talking _
          when other == OtherCall.CONSULTED && services.second().conference() ->
          new Step(new PhoneState.Conference(), other, List.of(new LineOrder.Join()));
      case PhoneState.Talking _ -> talk(other, new Hold(), new Swap(), new Resume());
      case PhoneState.Calling() ->
          talk(OtherCall.NONE, new Swap(), new HangUpOther(), new Resume());
      case PhoneState.Pressing _, PhoneState.ToneOnly() ->
          talk(OtherCall.NONE, new Swap(), new Resume());
      // its initiator cannot put a conference on hold
      case PhoneState.Conference(), PhoneState.Idle(), PhoneState.Ringing _ -> stay();
    };
  }

  /// The receiver is put down: both parties are connected, the waiting one rings, or all is over.
  Step onHook() {
    Hear silence = new Hear(Hearing.SILENCE);
    PhoneState idle = new PhoneState.Idle();
    if (transfers()) {
      return new Step(idle, OtherCall.NONE, List.of(silence, new LineOrder.Transfer()));
    }
    List<LineOrder> orders = new ArrayList<>(List.of(silence));
    if (phone.isInCall()) orders.add(new HangUp());
    if (other == OtherCall.WAITING) {
      orders.addAll(List.of(new Swap(), new Ring(true)));
      return new Step(new PhoneState.Ringing(Optional.empty()), OtherCall.NONE, orders);
    }
    if (other != OtherCall.NONE) orders.add(new HangUpOther());
    return new Step(idle, OtherCall.NONE, orders);
  }

  private boolean transfers() {
    return other.isHeld()
        && switch (phone) {
          case PhoneState.Calling() -> services.transfers().blind();
          case PhoneState.Talking _ -> services.transfers().attended();
          case PhoneState.Idle(),
              PhoneState.Pressing _,
              PhoneState.Ringing _,
              PhoneState.Conference(),
              PhoneState.ToneOnly() ->
              false;
        };
  }

  /// The call at the ear is over: the other party comes back, or the person hears that it is.
  Step ended(boolean busy) {
    return switch (phone) {
      case PhoneState.Calling() when other == OtherCall.REFERRER ->
          talk(OtherCall.NONE, new Swap());
      case PhoneState.Calling() -> tone(busy ? Hearing.BUSY_TONE : Hearing.REORDER_TONE);
      case PhoneState.Conference() -> talk(OtherCall.NONE, new Swap());
      case PhoneState.Talking _ when other.isHeld() && services.second().switches() ->
          talk(OtherCall.NONE, new Swap(), new Resume());
      case PhoneState.Talking _ -> tone(Hearing.REORDER_TONE);
      case PhoneState.Ringing _ -> new Step(new PhoneState.Idle(), other, List.of(new Ring(false)));
      case PhoneState.Idle(), PhoneState.Pressing _, PhoneState.ToneOnly() -> stay();
    };
  }

  private Step tone(Hearing tone) {
    return new Step(new PhoneState.ToneOnly(), other, List.of(new Hear(tone)));
  }

  /// The other call is over.
  Step otherEnded() {
    return switch (phone) {
      case PhoneState.Conference() -> talk(OtherCall.NONE);
      case PhoneState.Talking _ when other == OtherCall.WAITING -> talk(OtherCall.NONE);
      case PhoneState.Talking _,
          PhoneState.Idle(),
          PhoneState.Pressing _,
          PhoneState.Calling(),
          PhoneState.Ringing _,
          PhoneState.ToneOnly() ->
          new Step(phone, OtherCall.NONE, List.of());
    };
  }

  /// The party of the other call has refused to be put on hold, or to be taken back.
  Step otherHeldAsBefore(boolean held) {
    boolean dialling = phone instanceof PhoneState.Pressing && other.isHeld();
    if (dialling && !held) return talk(OtherCall.NONE, new Swap());
    boolean conference = phone instanceof PhoneState.Conference;
    return conference && held ? talk(OtherCall.HELD, new LineOrder.Part()) : stay();
  }
}
