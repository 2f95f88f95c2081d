package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class NetworkTest {
  @ParameterizedTest
  @Clause("RFC 4632 3.1")
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false"
  })
  void an_address_is_in_a_network_when_its_first_bits_are_the_same(
      String network, String address, boolean in) {
    var read = Network.read(network).orElseThrow();
    assertThat(read.contains(InetAddress.ofLiteral(address))).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.1/24",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "a.example",
        "1.2.3.4/x",
        "/8"
      })
  void what_names_no_network_is_not_read(String text) {
    assertThat(Network.read(text)).isEmpty();
  }

  @Test
  void what_is_written_is_read_back() {
    RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int i = 0; i < 1000; i++) {
      var text = chance.nextInt(256) + "." + chance.nextInt(256) + ".0.0/" + chance.nextInt(16, 33);
      var network = Network.read(text).orElseThrow();
      assertThat(Network.read(network.toString())).contains(network);
    }
  }
}
