package ringfence.trace.filter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

  /// Whether fields of this kind are compared so.
  boolean isFor(Kind kind) {
    return switch (this) {
      case EQUAL, UNEQUAL -> kind != Kind.MESSAGE;
      case GREATER, LESS, AT_LEAST, AT_MOST -> kind.isOrdered();
      case CONTAINS, MATCHES -> !kind.isOrdered();
    };
  }

  /// How fields of this kind are compared.
  static String with(Kind kind) {
    if (kind == Kind.MESSAGE) return "contains and matches";
    return kind.isOrdered() ? "==, !=, <, <=, >, >= and in" : "==, !=, in, contains and matches";
  }

  /// The filter; empty when the value is none for this operator and field.
  Optional<Filter> compare(Field field, String value) {
    return test(field.kind(), value)
        .map(
            test ->
                row -> {
                  List<String> values = field.of(row);
                  return this == UNEQUAL
                      ? !values.isEmpty() && values.stream().noneMatch(test)
                      : values.stream().anyMatch(test);
                });
  }

  private Optional<Predicate<String>> test(Kind kind, String value) {
    return switch (this) {
      case EQUAL, UNEQUAL -> kind.equality(value);
      case GREATER, LESS, AT_LEAST, AT_MOST -> order(kind.number(value));
      case CONTAINS -> {
        String wanted = kind.folded(value);
        yield Optional.of(it -> kind.folded(it).contains(wanted));
      }
      case MATCHES -> expression(value);
    };
  }

  private Optional<Predicate<String>> order(OptionalLong bound) {
    if (bound.isEmpty()) return Optional.empty();
    return Optional.of(it -> holds(Long.compare(Long.parseLong(it), bound.getAsLong())));
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
