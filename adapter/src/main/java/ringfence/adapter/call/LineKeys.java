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

  private final Settings settings;
  private final Map<String, PreSharedKey> keys = new HashMap<>();
  private final ReplayCache replays = new ReplayCache(MOST_REPLAYS);

  public LineKeys(Settings settings) {
    this.settings = settings;
    for (String line : MediaSecurity.LINES.rows()) {
      keys.put(line, LineSecurity.of(settings, line).key());
    }
  }

  /// What the calls of a line negotiate by.
  public SecurityPolicy policy(String line) {
    PreSharedKey key = Optional.ofNullable(keys.get(line)).orElseThrow();
    return LineSecurity.of(settings, line).policy(key, replays);
  }

  @Override
  public void close() {
    keys.values().forEach(PreSharedKey::close);
  }
}
