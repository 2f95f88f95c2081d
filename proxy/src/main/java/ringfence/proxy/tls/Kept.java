package ringfence.proxy.tls;

import java.util.Optional;

/// Something made from files that stays in force until the files make something better: what cannot
/// be used changes nothing.
///
/// @param inForce empty where the files never held anything that could be used
/// @param problem why what is on disk now is not in force, or should not be
record Kept<T>(Optional<T> inForce, Optional<String> problem) {
  static <T> Kept<T> nothing() {
    return new Kept<>(Optional.empty(), Optional.empty());
  }

  /// From now on this; what equals the old stays the old, so that nobody takes it for a change.
  Kept<T> with(T better) {
    Optional<T> same = inForce.filter(better::equals);
    return new Kept<>(same.isPresent() ? same : Optional.of(better), Optional.empty());
  }

  Kept<T> but(String why) {
    return new Kept<>(inForce, Optional.of(why));
  }
}
