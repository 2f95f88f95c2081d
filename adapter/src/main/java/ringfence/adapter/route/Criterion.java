package ringfence.adapter.route;

import java.util.List;
import java.util.Optional;

/// What a call must be for a route or a mapping: a rule about one of its properties.
///
/// @param periods what the rule says of the time, where it is about that
public record Criterion(CallProperty property, Rule rule, List<TimePeriod> periods) {
  public Criterion {
    periods = List.copyOf(periods);
  }

  /// A rule about the time that is none fits no call, see [#wrong].
  public static Criterion of(CallProperty property, Rule rule) {
    boolean ofTime = property == CallProperty.DATE_TIME && !rule.isDefault();
    return new Criterion(property, rule, ofTime ? periods(rule) : List.of());
  }

  private static List<TimePeriod> periods(Rule rule) {
    try {
      return TimePeriod.all(rule.toString());
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  /// What is wrong with it, or nothing.
  Optional<String> wrong() {
    boolean noTime = property == CallProperty.DATE_TIME && !rule.isDefault() && periods.isEmpty();
    return noTime
        ? Optional.of("Its rule is no time, such as MON,TUE/08:00-17:30 or 24.12.2026-26.12.2026")
        : Optional.empty();
  }

  boolean takes(RoutedCall call) {
    if (property == CallProperty.NONE || rule.isDefault()) return true;
    if (property != CallProperty.DATE_TIME) return rule.matches(call.get(property));
    return periods.stream().anyMatch(period -> period.contains(call.at()));
  }

  @Override
  public String toString() {
    return (property + " " + rule).strip();
  }
}
