package ringfence.adapter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.route.CallRouter.RoutedCall;
import ringfence.manage.setting.Settings;

class CallRouterTest {
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
        .with(CRout.PROPERTY, name, CriteriaProperty.CALLED_E164)
        .with(CRout.RULE, name, Rule.parse(rule))
        .with(CRout.DESTINATION, name, destination);
  }

  @ParameterizedTest
  @CsvSource({
    "fxs-FXS2, 112, sip-default",
    "fxs-FXS2, 1122, ''",
    "sip-default, 300, SipRedirect-301",
    "sip-default, 112, fxs-FXS2",
    "sip-other, 300, ''",
  })
  void the_first_route_that_fits_says_where_a_call_goes(
      String source, String called, String destination) {
    var call = new RoutedCall(source, called, "200");
    assertThat(CRout.router(ROUTES).destination(call).orElse("")).isEqualTo(destination);
  }

  @Test
  void the_caller_can_be_the_criteria() {
    var settings = ROUTES.with(CRout.PROPERTY, "away", CriteriaProperty.CALLING_E164);
    var router = CRout.router(settings);
    assertThat(router.destination(new RoutedCall("sip-default", "1", "300")))
        .contains("SipRedirect-301");
    assertThat(router.destination(new RoutedCall("sip-default", "300", "1"))).contains("fxs-FXS2");
  }

  @Test
  void a_rule_can_ask_for_nothing() {
    assertThat(Rule.parse("<undefined>").matches("")).isTrue();
    assertThat(Rule.parse("<undefined>").matches("1")).isFalse();
    assertThat(Rule.ANY.matches("1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[1", "*", "a{2,1}"})
  void what_is_no_rule_is_refused(String text) {
    assertThatThrownBy(() -> Rule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_rule_that_would_search_for_ever_fits_nothing() {
    assertThat(Rule.parse("^(1+)+$").matches("1".repeat(200) + "2")).isFalse();
    assertThat(Rule.parse("^(1+)+$").matches("1".repeat(200))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "fxs-FXS1, sip-default, Valid",
    "sip-default, SipRedirect-9, Valid",
    "fxs-FXS9, sip-default, There is no source fxs-FXS9",
    "'', sip-default, It has no source",
    "fxs-FXS1, sip-none, There is no destination sip-none",
    "sip-default, sip-default, A route leads between a line and a gateway",
    "fxs-FXS1, SipRedirect-9, A route leads between a line and a gateway",
  })
  void a_route_is_told_what_is_wrong_with_it(String sources, String destination, String status) {
    var settings = route(EMPTY, "r", sources, "", destination);
    assertThat(CRout.configStatus(settings, "r")).isEqualTo(status);
  }
}
