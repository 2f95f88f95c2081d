package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.adapter.gateway.SipTransport;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Configuration.Changed;
import ringfence.manage.setting.Refusal;

/// What SIP > Transport lets through.
class TransportSettingsTest {
  private static final String ROW = "SipEp.TransportConfig[GatewayName=default].";

  private final Configuration configuration =
      Configuration.inMemory(UnitSettings.defaults(), UnitSettings.RULES);

  private String refusal(String... lines) {
    return switch (configuration.script("the page", List.of(lines))) {
      case Changed.Stored _ -> "";
      case Changed.NotStored(List<Refusal> refusals) -> refusals.getFirst().toString();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"UdpEnable", "TcpEnable"})
  void F53_TLS_excludes_UDP_and_TCP(String other) {
    assertThat(refusal(ROW + "TlsEnable=Enable", ROW + other + "=Enable"))
        .isEqualTo(
            "the page: TLS excludes UDP and TCP: to enable TLS, disable both, for every gateway at"
                + " once");
    assertThat(configuration.stored().get(SipTransport.UDP, SipTransport.ALL)).isFalse();
    assertThat(configuration.stored().get(SipTransport.TCP, SipTransport.ALL)).isFalse();
  }

  @Test
  void F53_UDP_and_TCP_go_together_and_some_transport_there_must_be() {
    assertThat(refusal(ROW + "TlsEnable=Disable")).contains("without any transport");
    assertThat(
            refusal(ROW + "TlsEnable=Disable", ROW + "UdpEnable=Enable", ROW + "TcpEnable=Enable"))
        .isEmpty();
  }

  @Test
  void F54_the_transport_of_one_gateway_alone_cannot_be_set() {
    assertThat(
            refusal(
                "SipEp.Gateway[Name=asterisk].Insert=10",
                "SipEp.TransportConfig[GatewayName=asterisk].TlsEnable=Disable"))
        .endsWith("names no row of its table; allowed: default");
  }

  @ParameterizedTest
  @CsvSource({
    "RegistrationEnable, Enable",
    "ContactEnable, Enable",
    "UdpEnable, Disable",
    "UdpQValue, 0.5",
    "TcpEnable, Disable",
    "TcpQValue, 1.000",
    "TlsEnable, Enable",
    "TlsQValue, 0.75"
  })
  void F55_a_field_is_saved_and_read_back(String column, String value) {
    assertThat(refusal(ROW + column + "=" + value)).isEmpty();
    assertThat(configuration.stored().printed(ROW + column)).contains(List.of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.001", "2", "0.1234", "-0.5", ".5", "high"})
  void F55_a_q_that_RFC_3261_does_not_know_is_refused(String q) {
    assertThat(refusal(ROW + "TlsQValue=\"" + q + "\"")).contains("0.000 to 1.000, or empty");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "99, false", "100, true", "1000, true", "1001, false"})
  void a_port_interval_is_off_or_from_100_to_1000(int ports, boolean allowed) {
    assertThat(refusal("SipEp.TransportPersistentPortInterval=" + ports).isEmpty())
        .isEqualTo(allowed);
  }
}
