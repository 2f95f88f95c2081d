package ringfence.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void a_span_has_its_two_largest_units() {
    assertThat(Amounts.span(Duration.ofSeconds(-3))).isEqualTo("0 s");
    assertThat(Amounts.span(Duration.ofMillis(59_999))).isEqualTo("59 s");
    assertThat(Amounts.span(Duration.ofSeconds(303))).isEqualTo("5 min 3 s");
    assertThat(Amounts.span(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
    assertThat(Amounts.span(Duration.ofHours(76))).isEqualTo("3 d 4 h");
    assertThat(Amounts.brief(Duration.ofNanos(12_540_000))).isEqualTo("12.5 ms");
  }

  @Test
  void octets_and_addresses_are_short() {
    assertThat(Amounts.octets(999)).isEqualTo("999 B");
    assertThat(Amounts.octets(1500)).isEqualTo("1.5 kB");
    assertThat(Amounts.octets(3_240_000)).isEqualTo("3.2 MB");
    assertThat(Amounts.address(new InetSocketAddress("192.0.2.1", 5061)))
        .isEqualTo("192.0.2.1:5061");
    assertThat(Amounts.address(new InetSocketAddress("2001:db8::1", 5061)))
        .isEqualTo("[2001:db8:0:0:0:0:0:1]:5061");
  }
}
