package ringfence.adapter.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.route.CallRouter.Route;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the unit's call router. While there is no route, calls go from every line to its
/// gateway, and to the line whose user is called.
public interface CRout {
  String PAGE = "Call Router/Route Config";
  String SIP = "sip-";
  String FXS = "fxs-";
  String REDIRECT = "SipRedirect-";

  Table ROUTES = Table.of("CRout.Route", "Name").atMost(40);
  Column<String> SOURCES =
      ROUTES.column(
          Variable.text("SourceCriteria", "")
              .label("Sources")
              .help("Where its calls come from, with commas between: fxs-FXS1, sip-default.")
              .page(PAGE));
  Column<CriteriaProperty> PROPERTY =
      ROUTES.column(
          Variable.choice("PropertiesCriteria", CriteriaProperty.NONE)
              .label("Criteria Property")
              .help("What of a call the rule is about; None takes every call.")
              .page(PAGE));
  Column<Rule> RULE =
      ROUTES.column(
          Variable.of("ExpressionCriteria", rule(), Rule.ANY)
              .label("Criteria Rule")
              .help("A regular expression such as ^9, or <undefined>.")
              .page(PAGE));
  Column<String> DESTINATION =
      ROUTES.column(
          Variable.text("Destination", "")
              .help("Where its calls go: sip-default, fxs-FXS1, or SipRedirect-200.")
              .page(PAGE));

  Declarations DECLARATIONS = Declarations.of(SOURCES, PROPERTY, RULE, DESTINATION);

  private static Kind<Rule> rule() {
    return Kind.of("a regular expression of at most 255 characters", CRout::readRule);
  }

  private static Optional<Rule> readRule(String text) {
    try {
      return Optional.of(Rule.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The router that the settings describe.
  static CallRouter router(Settings settings) {
    return new CallRouter(settings.rows(ROUTES).stream().map(row -> route(settings, row)).toList());
  }

  private static Route route(Settings settings, String row) {
    return new Route(
        row,
        sources(settings, row).toList(),
        settings.get(PROPERTY, row),
        settings.get(RULE, row),
        settings.get(DESTINATION, row));
  }

  private static Stream<String> sources(Settings settings, String row) {
    return Stream.of(settings.get(SOURCES, row).split(","))
        .map(String::strip)
        .filter(source -> !source.isEmpty());
  }

  /// What is wrong with a route, or `Valid`.
  static String configStatus(Settings settings, String row) {
    List<String> ends = ends(settings);
    Optional<String> unknown =
        sources(settings, row).filter(source -> !ends.contains(source)).findFirst();
    if (unknown.isPresent()) return "There is no source " + unknown.get();
    if (sources(settings, row).findAny().isEmpty()) return "It has no source";
    String destination = settings.get(DESTINATION, row);
    boolean known = ends.contains(destination) || destination.matches(REDIRECT + ".+");
    if (!known) return "There is no destination " + destination;
    boolean through = sources(settings, row).allMatch(source -> isAcross(source, destination));
    return through ? "Valid" : "A route leads between a line and a gateway";
  }

  private static boolean isAcross(String source, String destination) {
    return source.startsWith(FXS) == destination.startsWith(SIP);
  }

  private static List<String> ends(Settings settings) {
    return Stream.concat(
            settings.rows(SipEp.GATEWAYS).stream().map(SIP::concat),
            SipEp.USER_AGENTS.rows().stream().map(FXS::concat))
        .toList();
  }
}
