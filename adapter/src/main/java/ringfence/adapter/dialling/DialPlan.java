package ringfence.adapter.dialling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.dialling.DigitMap.Verdict;
import ringfence.sip.message.HostPort;

/// What may be dialled at one line, and how long its user may take.
///
/// @param refused what is refused, be it allowed or not
/// @param allowed what is allowed, and what becomes of it; of two that fit the first counts
/// @param completion how long a whole number may take
/// @param firstDigit how long the dial tone lasts
/// @param interDigit the timer `T` of digit maps
public record DialPlan(
    List<DigitMap> refused,
    List<Allowed> allowed,
    boolean directIp,
    Duration completion,
    Duration firstDigit,
    Duration interDigit) {

  /// Any digits, in the usual times.
  public static final DialPlan ANY =
      new DialPlan(
          List.of(),
          List.of(new Allowed(DigitMap.ANY, Transformation.NONE, Optional.empty())),
          false,
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(3));

  /// Numbers that may be dialled.
  ///
  /// @param target the host that is called instead of the servers
  /// @param emergency whether they are numbers of an emergency
  public record Allowed(
      DigitMap map, Transformation transformation, Optional<HostPort> target, boolean emergency) {
    /// Usual numbers.
    public Allowed(DigitMap map, Transformation transformation, Optional<HostPort> target) {
      this(map, transformation, target, false);
    }
  }

  /// What the digits dialled so far mean.
  public sealed interface Judgement {
    record Refused() implements Judgement {}

    record Incomplete() implements Judgement {}

    /// What it is when no digit follows before the inter-digit timer ends: a number or refused.
    record AfterTimer(Judgement then) implements Judgement {}

    record Whole(DialledNumber dialled) implements Judgement {}
  }

  public DialPlan {
    refused = List.copyOf(refused);
    allowed = List.copyOf(allowed);
  }

  /// The same with other numbers allowed.
  public DialPlan allowing(Allowed... others) {
    return new DialPlan(refused, List.of(others), directIp, completion, firstDigit, interDigit);
  }

  /// The same with these numbers refused.
  public DialPlan refusing(DigitMap... others) {
    return new DialPlan(List.of(others), allowed, directIp, completion, firstDigit, interDigit);
  }

  /// The same with direct calls to IP addresses allowed.
  public DialPlan withDirectIp() {
    return new DialPlan(refused, allowed, true, completion, firstDigit, interDigit);
  }

  /// Whether a stutter dial tone says that the code of a service is taken and more is to be
  /// dialled.
  public boolean stutters(String digits) {
    return allowed.stream().anyMatch(one -> one.map().stutters(digits));
  }

  public Judgement judge(String digits) {
    if (directIp && digits.startsWith("**")) return DirectIp.judge(digits);
    Judgement judged = judgeByMaps(digits);
    boolean mayBeAddress = directIp && digits.equals("*") && judged instanceof Judgement.Refused;
    return mayBeAddress ? new Judgement.Incomplete() : judged;
  }

  private Judgement judgeByMaps(String digits) {
    Verdict best = Verdict.REFUSED;
    Optional<Allowed> first = Optional.empty();
    for (Allowed one : allowed) {
      Verdict verdict = one.map().judge(digits);
      if (verdict.compareTo(best) <= 0) continue;
      best = verdict;
      first = Optional.of(one);
    }
    if (first.isEmpty() || refuses(digits, Verdict.COMPLETE)) return new Judgement.Refused();
    return switch (best) {
      case REFUSED -> new Judgement.Refused();
      case INCOMPLETE -> new Judgement.Incomplete();
      case COMPLETE_AFTER_TIMER -> new Judgement.AfterTimer(ended(digits, first.get()));
      case COMPLETE -> ended(digits, first.get());
    };
  }

  private boolean refuses(String digits, Verdict least) {
    return refused.stream().anyMatch(map -> map.judge(digits).compareTo(least) >= 0);
  }

  private Judgement ended(String digits, Allowed by) {
    if (refuses(digits, Verdict.COMPLETE_AFTER_TIMER)) return new Judgement.Refused();
    String number = by.transformation().apply(digits);
    return new Judgement.Whole(new DialledNumber(number, by.target(), by.emergency()));
  }
}
