package ringfence.adapter.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ringfence.manage.setting.Settings;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.ReplayCache;

/// The pre-shared keys of a unit's lines and the MIKEY messages that came under them. Closing it
/// erases the keys.
public final class LineKeys implements AutoCloseable {
  /// RFC 3830 5.4: as many messages as may come within the tolerance of the clocks.
  private static final int MOST_REPLAYS = 10_000;

  /// What one line has. Lines know nothing of each other's messages: an INVITE that a proxy forks
  /// to two of them brings the same one to both, and is no replay at the second.
  private record Line(PreSharedKey key, ReplayCache replays) {}

  private final Settings settings;
  private final Map<String, Line> lines = new HashMap<>();

  public LineKeys(Settings settings) {
    this.settings = settings;
    for (String line : MediaSecurity.LINES.rows()) {
      PreSharedKey key = LineSecurity.of(settings, line).key();
      lines.put(line, new Line(key, new ReplayCache(MOST_REPLAYS)));
    }
  }

  /// What the calls of a line negotiate by.
  public SecurityPolicy policy(String line) {
    Line own = Optional.ofNullable(lines.get(line)).orElseThrow();
    return LineSecurity.of(settings, line).policy(own.key(), own.replays());
  }

  @Override
  public void close() {
    lines.values().forEach(line -> line.key().close());
  }
}
