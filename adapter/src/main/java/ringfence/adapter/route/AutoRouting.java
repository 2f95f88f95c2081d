package ringfence.adapter.route;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipRegistrations;
import ringfence.adapter.route.CallRouter.Route;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The routes that a unit makes by itself: from each line to its gateway, and from there to the
/// line whose user is called. While nobody has made any route they are all there are.
public interface AutoRouting {
  String PAGE = "Call Router/Auto-Routing";

  /// Whether a line has routes of its own.
  enum Routable {
    DISABLE("Disable"),
    ENABLE("Enable"),
    /// As its kind of port has: those of telephones do.
    HARDWARE_DEPENDENT("HardwareDependent");

    private final String text;

    Routable(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// By what a line is recognised that is called.
  enum CriteriaType {
    E164("E164", CallProperty.CALLED_E164),
    SIP_USERNAME("SipUsername", CallProperty.CALLED_SIP_USERNAME);

    private final String text;
    private final CallProperty property;

    CriteriaType(String text, CallProperty property) {
      this.text = text;
      this.property = property;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<Boolean> ENABLE =
      Variable.enable("CRout.AutoRoutingEnable", false)
          .label("Auto-Routing")
          .help("Adds the routes of the endpoints below to those of the table of routes.")
          .page(PAGE);
  Variable<CriteriaType> CRITERIA_TYPE =
      Variable.choice("CRout.AutoRoutingCriteriaType", CriteriaType.SIP_USERNAME)
          .label("Criteria Type")
          .help("Whether a line is called by its number or by its user name.")
          .page(PAGE);
  Table ENDPOINTS =
      Table.of("CRout.AutoRouting", SipEp.USER_AGENTS.key())
          .fixedTo(SipEp.USER_AGENTS.rows().toArray(String[]::new));
  Column<Routable> ROUTABLE =
      ENDPOINTS.column(
          Variable.choice("AutoRoutable", Routable.HARDWARE_DEPENDENT)
              .label("Auto-Routable")
              .help("Whether the endpoint has routes of its own; HardwareDependent is yes here.")
              .page(PAGE));

  Declarations DECLARATIONS = Declarations.of(ENABLE, CRITERIA_TYPE, ROUTABLE);

  /// The routes that the unit makes, below those that people have made.
  static List<Route> routes(Settings settings) {
    if (!settings.get(ENABLE) && !settings.rows(CRout.ROUTES).isEmpty()) return List.of();
    return ENDPOINTS.rows().stream()
        .filter(line -> settings.get(ROUTABLE, line) != Routable.DISABLE)
        .flatMap(line -> routes(settings, line))
        .toList();
  }

  private static Stream<Route> routes(Settings settings, String line) {
    List<String> gateways =
        settings.rows(SipEp.GATEWAYS).stream()
            .filter(it -> SipRegistrations.means(settings.get(SipEp.GATEWAY_NAME, line), it))
            .map(CallRouter.SIP::concat)
            .toList();
    if (gateways.isEmpty()) return Stream.empty();
    List<Route> both = new ArrayList<>();
    var any = Criterion.of(CallProperty.NONE, Rule.ANY);
    both.add(route(List.of(CallRouter.FXS + line), any, gateways.getFirst()));
    String user = settings.get(SipEp.USER_NAME, line);
    if (!user.isEmpty()) {
      var called = Criterion.of(settings.get(CRITERIA_TYPE).property, Rule.exactly(user));
      both.add(route(gateways, called, CallRouter.FXS + line));
    }
    return both.stream();
  }

  private static Route route(List<String> sources, Criterion criterion, String destination) {
    String name = sources.getFirst() + " to " + destination;
    return new Route(name, sources, criterion, destination, List.of(), Signaling.USUAL);
  }
}
