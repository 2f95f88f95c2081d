package ringfence.adapter.call;

import java.time.Instant;
import java.util.Optional;
import ringfence.adapter.dialling.DialPlan;
import ringfence.adapter.dialling.DialPlan.Judgement;
import ringfence.adapter.dialling.DialledNumber;

/// A number while it is dialled.
///
/// @param digits the keys so far
/// @param giveUp when the whole number is late
/// @param complete when the digits so far are taken for a number, or given up
record Dialling(String digits, Instant giveUp, Instant complete) {
  private static final int MOST_DIGITS = 64;

  /// What comes of a key.
  sealed interface Next {
    /// Another key is awaited.
    record More(Dialling dialling) implements Next {}

    record Whole(DialledNumber number) implements Next {}

    record Refused() implements Next {}
  }

  /// Nothing is dialled yet.
  static Dialling begin(DialPlan plan, Instant now) {
    Instant giveUp = now.plus(plan.firstDigit());
    return new Dialling("", giveUp, giveUp);
  }

  Next press(char key, DialPlan plan, Instant now) {
    String longer = digits + key;
    if (longer.length() > MOST_DIGITS) return new Next.Refused();
    Instant end = digits.isEmpty() ? now.plus(plan.completion()) : giveUp;
    Judgement judged = plan.judge(longer);
    return switch (judged) {
      case Judgement.Refused() when key == '#' -> ended(plan.judge(digits));
      case Judgement.Incomplete() -> new Next.More(new Dialling(longer, end, end));
      case Judgement.AfterTimer _ ->
          new Next.More(new Dialling(longer, end, now.plus(plan.interDigit())));
      case Judgement.Refused _, Judgement.Whole _ -> ended(judged);
    };
  }

  /// No more digits come: by a key that ends the number, or for want of time.
  private static Next ended(Judgement judged) {
    return switch (judged) {
      case Judgement.Whole(DialledNumber number) -> new Next.Whole(number);
      case Judgement.AfterTimer(Judgement then) -> ended(then);
      case Judgement.Refused(), Judgement.Incomplete() -> new Next.Refused();
    };
  }

  /// When something comes of no key at all.
  Instant deadline() {
    return complete.isBefore(giveUp) ? complete : giveUp;
  }

  /// The number, if the digits are one now that no more have come.
  Optional<Next> late(DialPlan plan, Instant now) {
    Judgement judged = plan.judge(digits);
    boolean number = judged instanceof Judgement.AfterTimer && !now.isBefore(complete);
    return number ? Optional.of(ended(judged)) : Optional.empty();
  }
}
