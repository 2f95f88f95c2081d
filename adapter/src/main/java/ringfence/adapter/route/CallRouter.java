package ringfence.adapter.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out where calls go: through the routes from top to bottom, the first that fits counts.
/// Without I/O; used by one thread, for it knows where its hunts began last.
public final class CallRouter {
  /// The prefixes of sources and destinations.
  public static final String SIP = "sip-";

  public static final String FXS = "fxs-";
  public static final String ROUTE = "route-";
  public static final String HUNT = "hunt-";
  public static final String REDIRECT = "SipRedirect-";

  private static final int DEEPEST = 8;

  /// A row of the table of routes.
  ///
  /// @param sources from which of these it takes calls
  /// @param mappings what changes the call, by name
  public record Route(
      String name,
      List<String> sources,
      Criterion criterion,
      String destination,
      List<String> mappings,
      Signaling signaling) {
    boolean takes(RoutedCall call) {
      return sources.contains(call.source()) && criterion.takes(call);
    }
  }

  /// What becomes of a call.
  public sealed interface Routing {}

  /// Where it goes: to the first of these that can have it.
  ///
  /// @param causes those for which it goes on to the next, of ITU-T Q.850
  public record Found(List<Leg> legs, Set<Integer> causes) implements Routing {}

  /// It goes nowhere, for a reason that completes a sentence: "no route for 555 …".
  public record None(String reason) implements Routing {}

  /// One way for a call to go on.
  ///
  /// @param call as the mappings made it
  /// @param destination `sip-default`, `fxs-FXS1` or `SipRedirect-201`
  public record Leg(RoutedCall call, String destination, Signaling signaling) {}

  private final List<Route> routes;
  private final Mappings mappings;
  private final Map<String, Hunt> hunts;
  private final Map<String, Integer> hunted = new HashMap<>();

  public CallRouter(List<Route> routes, Mappings mappings, List<Hunt> hunts) {
    this.routes = List.copyOf(routes);
    this.mappings = mappings;
    this.hunts = hunts.stream().collect(Collectors.toMap(hunt -> HUNT + hunt.name(), hunt -> hunt));
  }

  /// Where a call goes.
  public Routing route(RoutedCall call) {
    Optional<Route> first = first(call);
    List<Leg> legs = first.map(route -> through(route, call, 0)).orElse(List.of());
    if (legs.isEmpty()) return new None(reason(call, first));
    Optional<Hunt> hunt = first.map(route -> hunts.get(route.destination()));
    return new Found(legs, hunt.map(Hunt::causes).orElse(Set.of()));
  }

  private Optional<Route> first(RoutedCall call) {
    return routes.stream().filter(route -> route.takes(call)).findFirst();
  }

  private List<Leg> through(Route route, RoutedCall call, int depth) {
    RoutedCall mapped = mappings.apply(route.mappings(), call);
    return legs(new Leg(mapped, route.destination(), route.signaling()), depth);
  }

  /// What a destination leads to; one that leads back to itself leads nowhere.
  private List<Leg> legs(Leg leg, int depth) {
    if (depth == DEEPEST) return List.of();
    if (leg.destination().startsWith(ROUTE)) {
      RoutedCall on = leg.call().at(leg.destination());
      return first(on).map(route -> through(route, on, depth + 1)).orElse(List.of());
    }
    if (!leg.destination().startsWith(HUNT)) return List.of(leg);
    List<Leg> legs = new ArrayList<>();
    for (String one : order(leg.destination())) {
      legs.addAll(legs(new Leg(leg.call(), one, leg.signaling()), depth + 1));
    }
    return legs;
  }

  private List<String> order(String name) {
    Hunt hunt = hunts.get(name);
    if (hunt == null) return List.of();
    int before = hunted.merge(name, 1, Integer::sum) - 1;
    return hunt.order(before);
  }

  private String reason(RoutedCall call, Optional<Route> taken) {
    String whose = "no route for " + call.called() + " from " + call.source() + ": ";
    if (taken.isPresent()) {
      return whose
          + "route "
          + taken.get().name()
          + " leads to "
          + taken.get().destination()
          + ", and that nowhere";
    }
    List<Criterion> rules =
        routes.stream()
            .filter(route -> route.sources().contains(call.source()))
            .map(Route::criterion)
            .toList();
    if (rules.isEmpty())
      return whose + "none of the " + routes.size() + " routes is for that source";
    String all = rules.stream().map(Criterion::toString).collect(Collectors.joining(", "));
    return whose + "none of the " + rules.size() + " rules matches (" + all + ")";
  }
}
