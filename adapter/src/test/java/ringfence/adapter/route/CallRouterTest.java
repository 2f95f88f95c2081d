package ringfence.adapter.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.route.CallRouter.Found;
import ringfence.adapter.route.CallRouter.Leg;
import ringfence.adapter.route.CallRouter.Routing;
import ringfence.manage.setting.Settings;

class CallRouterTest {
  private static final LocalDateTime THURSDAY = LocalDateTime.parse("2026-11-26T09:30:00");
  private static final Settings EMPTY = Settings.of(CRout.DECLARATIONS.and(SipEp.DECLARATIONS));
  private static final Settings ROUTES =
      route(
          route(
              route(EMPTY, "emergency", "fxs-FXS1, fxs-FXS2", "^11[02]$", "sip-default"),
              "away",
              "sip-default",
              "^300$",
              "SipRedirect-301"),
          "in",
          "sip-default",
          "",
          "fxs-FXS2");

  private static Settings route(
      Settings before, String name, String sources, String rule, String destination) {
    return before
        .with(CRout.SOURCES, name, sources)
        .with(CRout.PROPERTY, name, CallProperty.CALLED_E164)
        .with(CRout.RULE, name, Rule.parse(rule))
        .with(CRout.DESTINATION, name, destination);
  }

  private static RoutedCall call(String source, String called, String calling) {
    return RoutedCall.from(source, THURSDAY).calling(called).by(calling);
  }

  private static Routing routed(Settings settings, RoutedCall call) {
    return CRout.router(settings).route(call);
  }

  private static List<String> destinations(Routing routing) {
    return switch (routing) {
      case Found found -> found.legs().stream().map(Leg::destination).toList();
      case CallRouter.None _ -> List.of();
    };
  }

  private static RoutedCall only(Routing routing) {
    return ((Found) routing).legs().getFirst().call();
  }

  @ParameterizedTest
  @CsvSource({
    "fxs-FXS2, 112, sip-default",
    "sip-default, 300, SipRedirect-301",
    "sip-default, 112, fxs-FXS2",
  })
  void the_first_route_that_fits_says_where_a_call_goes(
      String source, String called, String destination) {
    assertThat(destinations(routed(ROUTES, call(source, called, "200"))))
        .containsExactly(destination);
  }

  @Test
  void a_call_that_no_route_takes_is_told_which_rules_there_were() {
    assertThat(routed(ROUTES, call("fxs-FXS2", "1122", "200")))
        .isEqualTo(
            new CallRouter.None(
                "no route for 1122 from fxs-FXS2: none of the 1 rules matches"
                    + " (CalledE164 ^11[02]$)"));
    assertThat(routed(ROUTES, call("sip-other", "300", "200")))
        .isEqualTo(
            new CallRouter.None(
                "no route for 300 from sip-other: none of the 3 routes is for that source"));
  }

  @ParameterizedTest
  @CsvSource({
    "CALLING_E164, ^300$, 300",
    "CALLING_NAME, ^Ann, Ann B",
    "CALLED_NAME, Bob, Bob",
    "CALLED_HOST, ^host$, host",
    "CALLING_HOST, '^10[.]', 10.0.0.1:5060",
    "CALLED_URI, transport=tls, sip:1@h;transport=tls",
    "CALLING_URI, ^sip:2@, sip:2@h",
    "CALLED_SIP_USERNAME, ^bob$, bob",
    "CALLING_SIP_USERNAME, ^ann$, ann",
    "CALLING_NAME, <undefined>, ''",
  })
  void every_property_can_be_the_criteria(CallProperty property, String rule, String value) {
    Settings settings =
        route(EMPTY, "r", "sip-default", rule, "fxs-FXS1").with(CRout.PROPERTY, "r", property);
    var call = RoutedCall.from("sip-default", THURSDAY);
    assertThat(destinations(routed(settings, call.with(property, value)))).hasSize(1);
    assertThat(destinations(routed(settings, call.with(property, "?")))).isEmpty();
    Settings any = settings.with(CRout.RULE, "r", Rule.parse("<default>"));
    assertThat(destinations(routed(any, call.with(property, "?")))).hasSize(1);
  }

  @Test
  void a_user_who_is_no_number_has_none() {
    var call = RoutedCall.from("sip-default", THURSDAY).calling("bob").by("+49.30-1");
    assertThat(call.get(CallProperty.CALLED_E164)).isEmpty();
    assertThat(call.get(CallProperty.CALLED_SIP_USERNAME)).isEqualTo("bob");
    assertThat(call.get(CallProperty.CALLING_E164)).isEqualTo("+49.30-1");
    assertThat(call.called()).isEqualTo("bob");
  }

  @Test
  void a_route_may_hold_at_certain_times_only() {
    Settings settings =
        route(
            route(EMPTY, "closed", "sip-default", "SAT,SUN|18:00-08:00", "SipRedirect-9")
                .with(CRout.PROPERTY, "closed", CallProperty.DATE_TIME),
            "open",
            "sip-default",
            "",
            "fxs-FXS1");
    var night = RoutedCall.from("sip-default", THURSDAY.withHour(22));
    assertThat(destinations(routed(settings, night))).containsExactly("SipRedirect-9");
    var day = RoutedCall.from("sip-default", THURSDAY);
    assertThat(destinations(routed(settings, day))).containsExactly("fxs-FXS1");
  }

  private static Settings mapping(
      Settings before, String name, MappedProperty changed, String rule, String value) {
    String row = String.valueOf(before.rows(MappingSettings.EXPRESSIONS).size() + 1);
    return before
        .with(MappingSettings.TRANSFORMATION, name, changed)
        .with(MappingSettings.NAME, row, name)
        .with(MappingSettings.RULE, row, Rule.parse(rule))
        .with(MappingSettings.VALUE, row, value);
  }

  @Test
  void the_mappings_of_a_route_change_its_calls() {
    Settings mapped =
        mapping(
            mapping(
                mapping(ROUTES, "strip", MappedProperty.CALLED_E164, "^0(1)(.)", "\\1-\\2-\\0-\\7"),
                "strip",
                MappedProperty.CALLED_E164,
                "<default>",
                "\\0#"),
            "who",
            MappedProperty.CALLING_NAME,
            "",
            "Desk");
    Settings settings =
        mapped
            .with(CRout.RULE, "emergency", Rule.ANY)
            .with(CRout.MAPPINGS, "emergency", "strip , unknown")
            .with(MappingSettings.NEXT, "1", "who");
    RoutedCall first = only(routed(settings, call("fxs-FXS1", "0123", "100")));
    assertThat(first.called()).isEqualTo("1-2-012-");
    assertThat(first.get(CallProperty.CALLING_NAME)).isEqualTo("Desk");
    RoutedCall second = only(routed(settings, call("fxs-FXS1", "555", "100")));
    assertThat(second.called()).isEqualTo("555#");
    assertThat(second.get(CallProperty.CALLING_NAME)).isEmpty();
  }

  @Test
  void mappings_and_routes_that_lead_back_to_themselves_end() {
    Settings circle =
        route(
                mapping(EMPTY, "m", MappedProperty.CALLED_E164, "", "\\0"),
                "a",
                "fxs-FXS1",
                "",
                "route-x")
            .with(MappingSettings.NEXT, "1", "m,m")
            .with(CRout.MAPPINGS, "a", "m");
    Settings settings = route(circle, "b", "route-x", "", "route-x");
    assertThat(routed(settings, call("fxs-FXS1", "5", "1")))
        .isEqualTo(
            new CallRouter.None(
                "no route for 5 from fxs-FXS1: route a leads to route-x, and that nowhere"));
  }

  @Test
  void a_route_may_lead_on_to_others_with_the_call_as_it_made_it() {
    Settings first =
        mapping(
                route(EMPTY, "a", "fxs-FXS1", "^0", "route-long"),
                "m",
                MappedProperty.CALLED_E164,
                "^0",
                "9")
            .with(CRout.MAPPINGS, "a", "m");
    Settings settings = route(first, "b", "route-long", "^9$", "sip-default");
    assertThat(destinations(routed(settings, call("fxs-FXS1", "0", "1"))))
        .containsExactly("sip-default");
  }

  private static Settings hunt(Hunt.Algorithm algorithm) {
    return route(EMPTY, "in", "sip-default", "", "hunt-all")
        .with(HuntSettings.DESTINATIONS, "all", "fxs-FXS1, hunt-rest")
        .with(HuntSettings.ALGORITHM, "all", algorithm)
        .with(HuntSettings.CAUSES, "all", "17, 34")
        .with(HuntSettings.DESTINATIONS, "rest", "fxs-FXS2,SipRedirect-9");
  }

  @Test
  void a_hunt_tries_its_destinations_in_their_order() {
    var router = CRout.router(hunt(Hunt.Algorithm.SEQUENTIAL));
    for (int i = 0; i < 3; i++) {
      Routing routing = router.route(call("sip-default", "5", "1"));
      assertThat(destinations(routing)).containsExactly("fxs-FXS1", "fxs-FXS2", "SipRedirect-9");
      assertThat(((Found) routing).causes()).containsExactlyInAnyOrder(17, 34);
    }
  }

  @Test
  void a_cyclic_hunt_begins_behind_the_one_where_the_last_began() {
    var router = CRout.router(hunt(Hunt.Algorithm.CYCLIC));
    List<String> firsts =
        IntStream.range(0, 3)
            .mapToObj(_ -> destinations(router.route(call("sip-default", "5", "1"))).getFirst())
            .toList();
    assertThat(firsts).containsExactly("fxs-FXS1", "fxs-FXS2", "fxs-FXS1");
  }

  @Test
  void a_route_has_its_signaling_properties() {
    Settings settings =
        ROUTES
            .with(SignalingSettings.PRIVACY, "hidden", Signaling.Privacy.ID)
            .with(SignalingSettings.ALLOW_180_SDP, "hidden", false)
            .with(CRout.SIGNALING, "in", "hidden");
    Routing routing = routed(settings, call("sip-default", "5", "1"));
    assertThat(((Found) routing).legs().getFirst().signaling())
        .isEqualTo(new Signaling(false, Signaling.Privacy.ID, false));
  }

  @Test
  void without_routes_each_line_calls_by_its_gateway_and_is_called_by_its_user() {
    Settings settings =
        EMPTY
            .withRow(SipEp.GATEWAYS, "second")
            .with(SipEp.USER_NAME, "FXS2", "a.b")
            .with(SipEp.GATEWAY_NAME, "FXS2", "second");
    assertThat(destinations(routed(settings, call("fxs-FXS1", "5", "1"))))
        .containsExactly("sip-default");
    assertThat(destinations(routed(settings, call("fxs-FXS2", "5", "1"))))
        .containsExactly("sip-second");
    assertThat(destinations(routed(settings, call("sip-second", "a.b", "1"))))
        .containsExactly("fxs-FXS2");
    assertThat(destinations(routed(settings, call("sip-second", "axb", "1")))).isEmpty();
    assertThat(destinations(routed(settings, call("sip-default", "a.b", "1")))).isEmpty();
  }

  @Test
  void auto_routing_adds_its_routes_below_those_that_people_made() {
    Settings settings = ROUTES.with(SipEp.USER_NAME, "FXS1", "5").with(AutoRouting.ENABLE, true);
    assertThat(destinations(routed(settings, call("fxs-FXS1", "5", "1"))))
        .containsExactly("sip-default");
    assertThat(destinations(routed(settings, call("sip-default", "5", "1"))))
        .containsExactly("fxs-FXS2");
    Settings without = settings.with(AutoRouting.ROUTABLE, "FXS1", AutoRouting.Routable.DISABLE);
    assertThat(destinations(routed(without, call("fxs-FXS1", "5", "1")))).isEmpty();
    Settings byNumber =
        EMPTY
            .with(SipEp.USER_NAME, "FXS1", "bob")
            .with(AutoRouting.CRITERIA_TYPE, AutoRouting.CriteriaType.E164);
    assertThat(destinations(routed(byNumber, call("sip-default", "bob", "1")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fxs-FXS1, sip-default, Valid",
    "sip-default, SipRedirect-9, Valid",
    "sip-default, hunt-all, Valid",
    "sip-default, route-r, There is no destination route-r",
    "'route-r, fxs-FXS1', route-r, Valid",
    "fxs-FXS9, sip-default, There is no source fxs-FXS9",
    "'', sip-default, It has no source",
    "fxs-FXS1, sip-none, There is no destination sip-none",
    "fxs-FXS1, hunt-none, There is no destination hunt-none",
    "sip-default, sip-default, A route leads between a line and a gateway",
    "fxs-FXS1, SipRedirect-9, A route leads between a line and a gateway",
  })
  void a_route_is_told_what_is_wrong_with_it(String sources, String destination, String status) {
    var settings =
        route(EMPTY, "r", sources, "", destination)
            .with(HuntSettings.DESTINATIONS, "all", "fxs-FXS1");
    assertThat(CRout.configStatus(settings, "r")).isEqualTo(status);
  }

  @Test
  void a_route_is_told_of_names_and_times_that_do_not_exist() {
    var settings = route(EMPTY, "r", "fxs-FXS1", "noon", "sip-default");
    assertThat(CRout.configStatus(settings.with(CRout.PROPERTY, "r", CallProperty.DATE_TIME), "r"))
        .startsWith("Its rule is no time");
    assertThat(CRout.configStatus(settings.with(CRout.MAPPINGS, "r", "m"), "r"))
        .isEqualTo("There is no mapping m");
    assertThat(CRout.configStatus(settings.with(CRout.SIGNALING, "r", "s"), "r"))
        .isEqualTo("There is no signaling properties s");
    var hunt = EMPTY.with(HuntSettings.DESTINATIONS, "h", "fxs-FXS3");
    assertThat(HuntSettings.configStatus(hunt, "h")).isEqualTo("There is no destination fxs-FXS3");
  }
}
