package ringfence.adapter.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a route changes the calls it takes: its mappings by name, in their order. Of the expressions
/// of a mapping the first counts whose rule fits the property that the mapping looks at.
public record Mappings(Map<String, Type> types, List<Expression> expressions) {
  private static final int DEEPEST = 8;

  /// What a mapping looks at and what it changes.
  public record Type(CallProperty criteria, MappedProperty changed) {}

  /// A row of the table of expressions; several have the name of one mapping.
  ///
  /// @param transformation what the property becomes, with `\0` to `\9` for what the rule found
  /// @param next the mappings that follow, by name
  public record Expression(String name, Rule rule, String transformation, List<String> next) {
    Optional<String> value(CallProperty criteria, RoutedCall call) {
      if (!Criterion.of(criteria, rule).takes(call)) return Optional.empty();
      boolean isText = criteria != CallProperty.NONE && criteria != CallProperty.DATE_TIME;
      return (isText ? rule : Rule.ANY).replaced(call.get(criteria), transformation);
    }
  }

  public Mappings {
    types = Map.copyOf(types);
    expressions = List.copyOf(expressions);
  }

  /// The call as these mappings make it, one after the other.
  RoutedCall apply(List<String> names, RoutedCall call) {
    return apply(names, call, 0);
  }

  private RoutedCall apply(List<String> names, RoutedCall call, int depth) {
    RoutedCall changed = call;
    // mappings that follow each other in a circle end somewhere
    if (depth < DEEPEST) for (String name : names) changed = apply(name, changed, depth);
    return changed;
  }

  private RoutedCall apply(String name, RoutedCall call, int depth) {
    if (!types.containsKey(name)) return call;
    Type type = types.get(name);
    for (Expression one : expressions) {
      if (!one.name().equals(name)) continue;
      Optional<String> value = one.value(type.criteria(), call);
      if (value.isEmpty()) continue;
      return apply(one.next(), call.with(type.changed().changed(), value.get()), depth + 1);
    }
    return call;
  }
}
