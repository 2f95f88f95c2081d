package ringfence.adapter.route;

import java.util.List;
import java.util.Optional;

/// Finds out where calls go: through the routes from top to bottom, the first that fits counts.
/// Without I/O.
public final class CallRouter {
  /// A call to be routed.
  ///
  /// @param source where it comes from: `fxs-FXS1` or `sip-default`
  /// @param called the number or user called
  /// @param calling the number or user that calls
  public record RoutedCall(String source, String called, String calling) {}

  /// A row of the table of routes.
  ///
  /// @param sources from which of these it takes calls
  public record Route(
      String name, List<String> sources, CriteriaProperty property, Rule rule, String destination) {
    boolean takes(RoutedCall call) {
      return sources.contains(call.source()) && rule.matches(property.of(call));
    }
  }

  private final List<Route> routes;

  public CallRouter(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /// Whether there is nothing to go by, so that calls go as they would without a router.
  public boolean isEmpty() {
    return routes.isEmpty();
  }

  /// Where a call goes: `sip-default`, `fxs-FXS1`, `SipRedirect-201`; nothing where no route takes
  /// it.
  public Optional<String> destination(RoutedCall call) {
    return routes.stream().filter(route -> route.takes(call)).map(Route::destination).findFirst();
  }
}
