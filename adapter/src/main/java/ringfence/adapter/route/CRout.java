package ringfence.adapter.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.adapter.route.CallRouter.Route;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the unit's call router, under the vendor's names.
public interface CRout {
  String PAGE = "Call Router/Route Config";

  /// What is said of a row that can be used.
  String VALID = "Valid";

  /// The most rows of a table.
  int MOST = 40;

  Table ROUTES = Table.of("CRout.Route", "Name").atMost(MOST);
  Column<String> SOURCES =
      ROUTES.column(
          Variable.text("SourceCriteria", "")
              .label("Sources")
              .help("Where its calls come from, with commas between: fxs-FXS1, sip-default.")
              .page(PAGE));
  Column<CallProperty> PROPERTY =
      ROUTES.column(
          Variable.choice("PropertiesCriteria", CallProperty.NONE)
              .label("Criteria Property")
              .help("What of a call the rule is about; None takes every call.")
              .page(PAGE));
  Column<Rule> RULE =
      ROUTES.column(
          Variable.of("ExpressionCriteria", rule(), Rule.ANY)
              .label("Criteria Rule")
              .help(
                  "A regular expression such as ^9, <undefined>, <default>, or for DateTime"
                      + " MON,TUE/08:00-17:30.")
              .page(PAGE));
  Column<String> DESTINATION =
      ROUTES.column(
          Variable.text("Destination", "")
              .help(
                  "Where its calls go: sip-default, fxs-FXS1, hunt-all, route-next or"
                      + " SipRedirect-200.")
              .page(PAGE));
  Column<String> MAPPINGS =
      ROUTES.column(
          Variable.text("Mappings", "")
              .help("The mappings that change its calls, with commas between them.")
              .page(PAGE));
  Column<String> SIGNALING =
      ROUTES.column(
          Variable.text("SignalingProperties", "")
              .help("The signaling properties of its calls, by name.")
              .page(PAGE));

  Declarations DECLARATIONS =
      Declarations.of(SOURCES, PROPERTY, RULE, DESTINATION, MAPPINGS, SIGNALING)
          .and(MappingSettings.DECLARATIONS)
          .and(HuntSettings.DECLARATIONS)
          .and(SignalingSettings.DECLARATIONS)
          .and(AutoRouting.DECLARATIONS);

  static Kind<Rule> rule() {
    return Kind.of(
        "a regular expression of at most 255 characters, without (?, back references and counted"
            + " groups",
        CRout::readRule);
  }

  private static Optional<Rule> readRule(String text) {
    try {
      return Optional.of(Rule.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The items of a text with commas between them.
  static List<String> list(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  /// The router that the settings describe.
  static CallRouter router(Settings settings) {
    Stream<Route> made = settings.rows(ROUTES).stream().map(row -> route(settings, row));
    return new CallRouter(
        Stream.concat(made, AutoRouting.routes(settings).stream()).toList(),
        MappingSettings.of(settings),
        HuntSettings.of(settings));
  }

  private static Route route(Settings settings, String row) {
    return new Route(
        row,
        list(settings.get(SOURCES, row)),
        Criterion.of(settings.get(PROPERTY, row), settings.get(RULE, row)),
        settings.get(DESTINATION, row),
        list(settings.get(MAPPINGS, row)),
        SignalingSettings.of(settings, settings.get(SIGNALING, row)));
  }

  /// What is wrong with a route, or [#VALID].
  static String configStatus(Settings settings, String row) {
    return new RouteCheck(settings).route(route(settings, row), settings.get(SIGNALING, row));
  }
}
