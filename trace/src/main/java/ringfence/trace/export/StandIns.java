package ringfence.trace.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What is written in place of names: the same for the same name, as long as there is room to
/// remember it.
final class StandIns {
  /// Over all names, in characters.
  static final int MOST_HELD = 1 << 22;

  /// What remembering a name costs beside its characters.
  private static final int OVERHEAD = 64;

  private final Map<String, String> standIns = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private int held;

  /// Such as `host1`; a stand-in stands for itself. Names that there is no room for are all
  /// `host…`.
  String of(String kind, String name) {
    if (given.contains(name)) return name;
    String key = kind + " " + name.toLowerCase(Locale.ROOT);
    String known = standIns.get(key);
    if (known != null) return known;
    if (held + key.length() + OVERHEAD > MOST_HELD) return kind + "…";
    held += key.length() + OVERHEAD;
    String standIn = kind + counts.merge(kind, 1, Integer::sum);
    standIns.put(key, standIn);
    given.add(standIn);
    return standIn;
  }
}
