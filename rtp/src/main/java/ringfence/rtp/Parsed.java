package ringfence.rtp;

import java.util.Optional;
import java.util.function.Function;

/// What came of reading bytes: the thing itself, or why there is none.
public sealed interface Parsed<T> {
  /// The bytes were good.
  record Good<T>(T value) implements Parsed<T> {}

  /// The bytes were not: `clause` is the section that they break, `reason` says how.
  record Malformed<T>(String clause, String reason) implements Parsed<T> {}

  /// The thing that was read; empty when it was malformed.
  default Optional<T> good() {
    return switch (this) {
      case Good<T>(var value) -> Optional.of(value);
      case Malformed<T> _ -> Optional.empty();
    };
  }

  /// The same result of another type.
  default <R> Parsed<R> map(Function<T, R> change) {
    return switch (this) {
      case Good<T>(var value) -> new Good<>(change.apply(value));
      case Malformed<T>(var clause, var reason) -> new Malformed<>(clause, reason);
    };
  }
}
