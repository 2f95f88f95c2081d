package ringfence.proxy.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Metrics in the Prometheus text format 0.0.4: families with their help and type, a line a sample.
final class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private enum Type {
    COUNTER,
    GAUGE,
    SUMMARY
  }

  private record Family(Type type, String help, List<String> samples) {
    Family(Type type, String help) {
      this(type, help, new ArrayList<>());
    }
  }

  private final SequencedMap<String, Family> families = new LinkedHashMap<>();

  /// A value that goes up and down.
  Exposition gauge(String name, String help, long value, String... labels) {
    return sample(name, new Family(Type.GAUGE, help), Long.toString(value), labels);
  }

  /// The same in seconds.
  Exposition gauge(String name, String help, Duration value, String... labels) {
    return sample(name, new Family(Type.GAUGE, help), seconds(value), labels);
  }

  /// How often something happened and how long it took together.
  Exposition summary(String name, String help, Duration sum, long count) {
    Family family = families.computeIfAbsent(name, _ -> new Family(Type.SUMMARY, help));
    family.samples().add(name + "_sum " + seconds(sum));
    family.samples().add(name + "_count " + count);
    return this;
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  /// A value that only grows; its name ends in `_total`.
  Exposition counter(String name, String help, long value, String... labels) {
    return sample(name, new Family(Type.COUNTER, help), Long.toString(value), labels);
  }

  private Exposition sample(String name, Family fresh, String value, String... labels) {
    families.computeIfAbsent(name, _ -> fresh).samples().add(name + labels(labels) + " " + value);
    return this;
  }

  private static String labels(String... labels) {
    if (labels.length == 0) return "";
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < labels.length; i += 2) {
      pairs.add(labels[i] + "=\"" + escaped(labels[i + 1]) + '"');
    }
    return "{" + String.join(",", pairs) + "}";
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return families.entrySet().stream().map(Exposition::text).collect(Collectors.joining());
  }

  private static String text(Map.Entry<String, Family> named) {
    String name = named.getKey();
    Family family = named.getValue();
    String type = family.type().name().toLowerCase(Locale.ROOT);
    return "# HELP %s %s\n# TYPE %s %s\n%s\n"
        .formatted(name, family.help(), name, type, String.join("\n", family.samples()));
  }
}
