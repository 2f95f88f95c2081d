package ringfence.proxy.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// One fact that the nodes share, and what settles which of two writes about it stands.
///
/// @param key what the fact is about; its first word is its kind
/// @param expires when it is forgotten; a withdrawn fact is kept so long, that an older write does
///   not bring it back
/// @param text empty when the fact was withdrawn
record SharedRecord(String key, Stamp stamp, Instant expires, String text) {
  private static final Pattern VALUE =
      Pattern.compile("(\\d{1,15}) (\\S+) (\\S+) (\\d{1,15}) (.*)", Pattern.DOTALL);

  /// When a write was made, and by whom.
  ///
  /// @param version milliseconds of the writer's clock, or one more than the version that it
  ///   replaces where that is higher: a slow clock loses against nothing that its node has seen
  /// @param life of the node's process
  record Stamp(long version, String node, String life) implements Comparable<Stamp> {
    /// The later of two writes is the greater; of two at the same moment one, the same everywhere.
    @Override
    public int compareTo(Stamp other) {
      int byVersion = Long.compare(version, other.version);
      return byVersion != 0 ? byVersion : node.compareTo(other.node);
    }
  }

  /// Reads what `value` writes; empty when it is something else.
  static Optional<SharedRecord> parse(String key, String value) {
    var form = VALUE.matcher(value);
    if (!form.matches()) return Optional.empty();
    var stamp = new Stamp(Long.parseLong(form.group(1)), form.group(2), form.group(3));
    Instant expires = Instant.ofEpochMilli(Long.parseLong(form.group(4)));
    return Optional.of(new SharedRecord(key, stamp, expires, form.group(5)));
  }

  /// The text in Redis; the version and the node stand in front, where the script that writes
  /// compares them.
  String value() {
    return stamp.version()
        + " "
        + stamp.node()
        + " "
        + stamp.life()
        + " "
        + expires.toEpochMilli()
        + " "
        + text;
  }

  boolean isWithdrawn() {
    return text.isEmpty();
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }

  /// How long Redis keeps it, at least a moment.
  Duration lifetime(Instant now) {
    Duration left = Duration.between(now, expires);
    return left.isPositive() ? left.plusMillis(1) : Duration.ofMillis(1);
  }
}
