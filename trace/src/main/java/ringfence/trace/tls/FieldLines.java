package ringfence.trace.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Gathers `name: value` for each value that says something.
final class FieldLines {
  private final List<String> lines = new ArrayList<>();

  FieldLines with(String name, Object value) {
    String text = value.toString();
    if (!text.isEmpty()) lines.add(name + ": " + text);
    return this;
  }

  FieldLines with(String name, List<?> values) {
    return with(name, values.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
