package ringfence.app.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import ringfence.manage.json.Json;

/// When each step of a start was done, in milliseconds since the process began.
final class Timeline {
  private final Instant begun =
      ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  private final Map<String, Long> steps = new LinkedHashMap<>();

  void mark(String step) {
    steps.put(step, Duration.between(begun, Instant.now()).toMillis());
  }

  Json json() {
    Json.JsonObject all = Json.object();
    for (var step : steps.entrySet()) all = all.put(step.getKey(), step.getValue());
    return all;
  }
}
