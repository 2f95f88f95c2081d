package ringfence.manage.setting;

import java.util.Optional;

/// A check over several settings at once, such as "TLS excludes UDP and TCP".
@FunctionalInterface
public interface Rule {
  /// Why these settings cannot stand together, or nothing.
  Optional<Conflict> check(Settings settings);

  /// Settings that do not go together.
  ///
  /// @param place the one to change, as a script names it
  /// @param sentence what is wrong and what to do
  record Conflict(String place, String sentence) {}
}
