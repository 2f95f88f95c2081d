package ringfence.adapter.call;

import java.time.Duration;
import java.util.Optional;
import ringfence.adapter.dialling.DialPlan;
import ringfence.adapter.gateway.SipMisc.BlindTransfer;

/// What a line lets its user do: what may be dialled, and the services of page Telephony >
/// Services.
///
/// @param hold whether a flash puts a call on hold; without it there is no second call
/// @param automatic the number that lifting the receiver calls at once
/// @param delayed the number that is called when nothing is dialled
public record LineServices(
    DialPlan plan,
    boolean hold,
    SecondCalls second,
    Transfers transfers,
    Optional<String> automatic,
    Optional<String> delayed,
    Forwards forwards) {

  /// What a line does with two calls.
  ///
  /// @param waiting whether a second caller is announced in the ear
  /// @param own whether a flash lets its user call somebody else
  /// @param switches whether the held call comes back by itself when the other party hangs up
  /// @param conference whether a flash joins both
  public record SecondCalls(boolean waiting, boolean own, boolean switches, boolean conference) {
    public static final SecondCalls NONE = new SecondCalls(false, false, false, false);
    public static final SecondCalls USUAL = new SecondCalls(true, true, false, true);
  }

  /// What hanging up does with two calls.
  ///
  /// @param blind whether it transfers to a party that still rings
  /// @param attended whether it transfers to one that has answered
  /// @param method how the first is done
  /// @param limit how long one waits for the answer, where the method waits
  /// @param named whether a REFER and the INVITE that follows one say who asks, by Referred-By
  public record Transfers(
      boolean blind, boolean attended, BlindTransfer method, Duration limit, boolean named) {
    public static final Transfers USUAL =
        new Transfers(true, true, BlindTransfer.SEMI_ATTENDED, Duration.ofSeconds(30), false);
    public static final Transfers NONE =
        new Transfers(false, false, BlindTransfer.SEMI_ATTENDED, Duration.ZERO, false);
  }

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
    return new LineServices(
        plan,
        true,
        SecondCalls.USUAL,
        Transfers.USUAL,
        Optional.empty(),
        Optional.empty(),
        Forwards.NONE);
  }

  /// The same without hold, and so without second calls.
  public LineServices withoutHold() {
    return new LineServices(
        plan, false, SecondCalls.NONE, Transfers.NONE, automatic, delayed, forwards);
  }

  /// The same with other second calls.
  public LineServices with(SecondCalls others) {
    return new LineServices(plan, hold, others, transfers, automatic, delayed, forwards);
  }

  /// The same with other transfers.
  public LineServices with(Transfers others) {
    return new LineServices(plan, hold, second, others, automatic, delayed, forwards);
  }

  /// The same with a hot line.
  public LineServices calling(String number) {
    return new LineServices(plan, hold, second, transfers, Optional.of(number), delayed, forwards);
  }

  /// The same with a number that is called when nothing is dialled.
  public LineServices callingLater(String number) {
    return new LineServices(
        plan, hold, second, transfers, automatic, Optional.of(number), forwards);
  }

  /// The same with other forwards.
  public LineServices with(Forwards others) {
    return new LineServices(plan, hold, second, transfers, automatic, delayed, others);
  }
}
