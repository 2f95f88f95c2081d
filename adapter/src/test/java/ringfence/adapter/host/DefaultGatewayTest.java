package ringfence.adapter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultGatewayTest {
  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask";

  private static String of(String... routes) {
    var table = new ArrayList<>(List.of(HEAD));
    table.addAll(List.of(routes));
    return DefaultGateway.of(table).map(InetAddress::getHostAddress).orElse("none");
  }

  @Test
  void it_is_the_gateway_of_the_default_route_with_the_lowest_metric() {
    String local = "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF";
    String wired = "eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000";
    String radio = "wlan0\t00000000\tFE00A8C0\t0003\t0\t0\t600\t00000000";
    assertThat(of(local, radio, wired)).isEqualTo("192.0.2.1");
    assertThat(of(radio)).isEqualTo("192.168.0.254");
    assertThat(of(local)).isEqualTo("none");
    assertThat(of()).isEqualTo("none");
  }
}
