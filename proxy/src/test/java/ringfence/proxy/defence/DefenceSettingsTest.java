package ringfence.proxy.defence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxySettings;

class DefenceSettingsTest {
  private static Settings trusting(String network) {
    return ProxySettings.defaults()
        .with(DefenceSettings.TRUSTED_NETWORK, List.of(Network.parse(network).orElseThrow()));
  }

  @Test
  void the_whole_Internet_is_not_trusted_where_addresses_can_be_forged() {
    for (String wide : List.of("0.0.0.0/0", "128.0.0.0/1", "::/0")) {
      assertThat(DefenceSettings.problem(trusting(wide), true))
          .hasValueSatisfying(why -> assertThat(why).contains("forges"));
      assertThat(DefenceSettings.problem(trusting(wide), false)).isEmpty();
    }
    assertThat(DefenceSettings.problem(trusting("10.0.0.0/8"), true)).isEmpty();
  }
}
