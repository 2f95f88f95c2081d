package ringfence.trace.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// How a field is compared with a value. A field that a row has several times passes when one of
/// them does, and `!=` when it has some and none is equal.
enum Operator {
  EQUAL,
  UNEQUAL,
  GREATER,
  LESS,
  AT_LEAST,
  AT_MOST,
  CONTAINS,
  MATCHES;

  static Optional<Operator> named(String token) {
    return switch (token) {
      case "==", "eq" -> Optional.of(EQUAL);
      case "!=", "ne" -> Optional.of(UNEQUAL);
      case ">", "gt" -> Optional.of(GREATER);
      case "<", "lt" -> Optional.of(LESS);
      case ">=", "ge" -> Optional.of(AT_LEAST);
      case "<=", "le" -> Optional.of(AT_MOST);
      case "contains" -> Optional.of(CONTAINS);
      case "~", "matches" -> Optional.of(MATCHES);
      default -> Optional.empty();
    };
  }

  /// The filter; empty when the value is none for this operator and field.
  Optional<Filter> compare(Field field, String value) {
    return test(field, value)
        .map(
            test ->
                row -> {
                  List<String> values = field.of(row);
                  return this == UNEQUAL
                      ? !values.isEmpty() && values.stream().noneMatch(test)
                      : values.stream().anyMatch(test);
                });
  }

  private Optional<Predicate<String>> test(Field field, String value) {
    return switch (this) {
      case EQUAL, UNEQUAL -> field.equality(value);
      case GREATER, LESS, AT_LEAST, AT_MOST -> order(value);
      case CONTAINS -> {
        String wanted = value.toLowerCase(Locale.ROOT);
        yield Optional.of(it -> it.toLowerCase(Locale.ROOT).contains(wanted));
      }
      case MATCHES -> expression(value);
    };
  }

  private Optional<Predicate<String>> order(String value) {
    if (!value.matches("\\d{1,18}")) return Optional.empty();
    long bound = Long.parseLong(value);
    return Optional.of(
        it -> it.matches("\\d{1,18}") && holds(Long.compare(Long.parseLong(it), bound)));
  }

  private boolean holds(int comparison) {
    return switch (this) {
      case GREATER -> comparison > 0;
      case LESS -> comparison < 0;
      case AT_LEAST -> comparison >= 0;
      case AT_MOST -> comparison <= 0;
      case EQUAL, UNEQUAL, CONTAINS, MATCHES -> false;
    };
  }

  private static Optional<Predicate<String>> expression(String value) {
    try {
      return Optional.of(Pattern.compile(value, Pattern.CASE_INSENSITIVE).asPredicate());
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }
}
