package ringfence.adapter.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.route.CallRouter.Route;
import ringfence.manage.setting.Settings;

/// Looks for what is wrong with the rows of the call router.
record RouteCheck(Settings settings) {
  String route(Route route, String signaling) {
    return Stream.of(
            sources(route),
            route.criterion().wrong(),
            destination(route.destination()),
            across(route),
            unknown(route.mappings(), settings.rows(MappingSettings.TYPES), "mapping"),
            unknown(
                CRout.list(signaling),
                settings.rows(SignalingSettings.PROPERTIES),
                "signaling properties"))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(CRout.VALID);
  }

  private Optional<String> sources(Route route) {
    if (route.sources().isEmpty()) return Optional.of("It has no source");
    List<String> named =
        route.sources().stream().filter(it -> !it.startsWith(CallRouter.ROUTE)).toList();
    return unknown(named, ends(), "source");
  }

  private Optional<String> destination(String to) {
    boolean known =
        ends().contains(to)
            || to.matches(CallRouter.REDIRECT + ".+")
            || settings.rows(HuntSettings.HUNTS).contains(after(CallRouter.HUNT, to))
            || (to.startsWith(CallRouter.ROUTE) && isSource(to));
    return known ? Optional.empty() : Optional.of("There is no destination " + to);
  }

  private boolean isSource(String to) {
    return settings.rows(CRout.ROUTES).stream()
        .anyMatch(row -> CRout.list(settings.get(CRout.SOURCES, row)).contains(to));
  }

  private static String after(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : "";
  }

  /// A call leads from a line to a gateway or back; behind `route-` and `hunt-` that shows later.
  private static Optional<String> across(Route route) {
    boolean through =
        route.sources().stream().allMatch(source -> isAcross(source, route.destination()));
    return through ? Optional.empty() : Optional.of("A route leads between a line and a gateway");
  }

  private static boolean isAcross(String source, String to) {
    boolean later =
        source.startsWith(CallRouter.ROUTE)
            || to.startsWith(CallRouter.ROUTE)
            || to.startsWith(CallRouter.HUNT);
    return later || source.startsWith(CallRouter.FXS) == to.startsWith(CallRouter.SIP);
  }

  private static Optional<String> unknown(List<String> named, List<String> known, String what) {
    return named.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(name -> "There is no " + what + " " + name);
  }

  private List<String> ends() {
    return Stream.concat(
            settings.rows(SipEp.GATEWAYS).stream().map(CallRouter.SIP::concat),
            SipEp.USER_AGENTS.rows().stream().map(CallRouter.FXS::concat))
        .toList();
  }

  /// What is wrong with a hunt.
  String hunt(String row) {
    List<String> destinations = CRout.list(settings.get(HuntSettings.DESTINATIONS, row));
    if (destinations.isEmpty()) return "It has no destination";
    return destinations.stream()
        .flatMap(to -> destination(to).stream())
        .findFirst()
        .orElse(CRout.VALID);
  }
}
