package ringfence.adapter.call;

import java.time.Duration;
import java.util.Optional;
import ringfence.adapter.dialling.DialPlan;

/// What a line lets its user do: what may be dialled, and the services of page Telephony >
/// Services.
///
/// @param hold whether a flash puts a call on hold
/// @param automatic the number that lifting the receiver calls at once
/// @param delayed the number that is called when nothing is dialled
public record LineServices(
    DialPlan plan,
    boolean hold,
    Optional<String> automatic,
    Optional<String> delayed,
    Forwards forwards) {

  /// Where calls go that are not for this line now.
  ///
  /// @param always where every call goes
  /// @param busy where a call goes while the line is in use
  /// @param noAnswer where a call goes that has rung for `after`
  public record Forwards(
      Optional<String> always, Optional<String> busy, Optional<String> noAnswer, Duration after) {
    public static final Forwards NONE =
        new Forwards(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  /// As from the factory.
  public static final LineServices USUAL = by(DialPlan.ANY);

  /// The services from the factory with other numbers to be dialled.
  public static LineServices by(DialPlan plan) {
    return new LineServices(plan, true, Optional.empty(), Optional.empty(), Forwards.NONE);
  }

  /// The same without hold.
  public LineServices withoutHold() {
    return new LineServices(plan, false, automatic, delayed, forwards);
  }

  /// The same with a hot line.
  public LineServices calling(String number) {
    return new LineServices(plan, hold, Optional.of(number), delayed, forwards);
  }

  /// The same with a number that is called when nothing is dialled.
  public LineServices callingLater(String number) {
    return new LineServices(plan, hold, automatic, Optional.of(number), forwards);
  }

  /// The same with other forwards.
  public LineServices with(Forwards others) {
    return new LineServices(plan, hold, automatic, delayed, others);
  }
}
