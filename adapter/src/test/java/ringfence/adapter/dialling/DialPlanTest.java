package ringfence.adapter.dialling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.adapter.dialling.DialPlan.Allowed;
import ringfence.adapter.dialling.DialPlan.Judgement;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;

class DialPlanTest {
  private static Allowed allowed(String map, String transformation) {
    return new Allowed(new DigitMap(map), Transformation.parse(transformation), Optional.empty());
  }

  private static Judgement number(String number) {
    return new Judgement.Whole(DialledNumber.of(number));
  }

  @Test
  void of_two_maps_that_fit_the_first_says_what_is_called() {
    var plan = DialPlan.ANY.allowing(allowed("91xx", "{9}x"), allowed("xxxx", "00x"));
    assertThat(plan.judge("9123")).isEqualTo(number("123"));
    assertThat(plan.judge("8123")).isEqualTo(number("008123"));
  }

  @Test
  void what_no_map_allows_is_refused() {
    var plan = DialPlan.ANY.allowing(allowed("1xx", "x"));
    assertThat(plan.judge("2")).isEqualTo(new Judgement.Refused());
    assertThat(DialPlan.ANY.allowing().judge("1")).isEqualTo(new Judgement.Refused());
  }

  @Test
  void what_is_refused_is_refused_though_it_is_allowed() {
    var plan = DialPlan.ANY.refusing(new DigitMap("900xxx"), new DigitMap("110T"));
    assertThat(plan.judge("900123")).isEqualTo(new Judgement.Refused());
    assertThat(plan.judge("90012")).isEqualTo(new Judgement.AfterTimer(number("90012")));
    assertThat(plan.judge("110")).isEqualTo(new Judgement.AfterTimer(new Judgement.Refused()));
    assertThat(plan.judge("1101")).isEqualTo(new Judgement.AfterTimer(number("1101")));
  }

  @Test
  void a_direct_address_may_have_a_number_behind_it() {
    var plan = DialPlan.ANY.withDirectIp();
    assertThat(plan.judge("**192*168*0")).isEqualTo(new Judgement.Incomplete());
    assertThat(plan.judge("**192*168*0*1#200"))
        .isEqualTo(
            new Judgement.AfterTimer(
                new Judgement.Whole(
                    new DialledNumber("200", Optional.of(HostPort.of("192.168.0.1"))))));
    assertThat(plan.judge("**192*168*0*256*")).isEqualTo(new Judgement.Refused());
    assertThat(plan.judge("**1921")).isEqualTo(new Judgement.Refused());
    assertThat(DialPlan.ANY.judge("**1")).isEqualTo(new Judgement.Refused());
  }

  @Test
  void the_rows_of_the_settings_are_the_plan_of_the_endpoints_they_name() {
    var settings =
        Settings.of(DtmfMaps.DECLARATIONS)
            .with(DtmfMaps.ALLOWED_MAP, "1", new DigitMap("1xx"))
            .with(DtmfMaps.TARGET_HOST, "1", "192.168.0.9:5070")
            .with(DtmfMaps.REFUSED_ENABLE, "1", true)
            .with(DtmfMaps.REFUSED_MAP, "1", new DigitMap("112"))
            .with(DtmfMaps.REFUSED_CRITERIA, "1", DtmfMaps.Criteria.ENDPOINT)
            .with(DtmfMaps.REFUSED_ENDPOINTS, "1", "FXS2 , FXS3")
            .with(DtmfMaps.INTER_DIGIT, 4000);
    var host = Optional.of(HostPort.of("192.168.0.9", 5070));
    DialPlan first = DtmfMaps.plan(settings, "FXS1");
    assertThat(first.judge("112")).isEqualTo(new Judgement.Whole(new DialledNumber("112", host)));
    assertThat(first.interDigit()).hasSeconds(4);
    assertThat(DtmfMaps.plan(settings, "FXS2").judge("112")).isEqualTo(new Judgement.Refused());
  }

  @Test
  void a_number_of_an_emergency_is_known_as_such() {
    var settings =
        Settings.of(DtmfMaps.DECLARATIONS)
            .with(DtmfMaps.ALLOWED_MAP, "1", new DigitMap("11[02]"))
            .with(DtmfMaps.EMERGENCY, "1", true);
    assertThat(DtmfMaps.plan(settings, "FXS1").judge("112"))
        .isEqualTo(new Judgement.Whole(new DialledNumber("112", Optional.empty(), true)));
  }

  @Test
  void from_the_factory_any_digits_are_allowed() {
    var plan = DtmfMaps.plan(Settings.of(DtmfMaps.DECLARATIONS), "FXS1");
    assertThat(plan).isEqualTo(DialPlan.ANY);
  }
}
