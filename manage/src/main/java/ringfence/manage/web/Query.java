package ringfence.manage.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the address of a page asks for behind its `?`, such as which row to show.
public record Query(Map<String, String> fields) {
  static final Query NONE = new Query(Map.of());

  public Query {
    fields = new LinkedHashMap<>(fields);
  }

  /// What is asked under that name, without blanks around it; empty when nothing is.
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).map(String::strip).filter(it -> !it.isEmpty());
  }
}
