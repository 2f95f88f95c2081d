package ringfence.proxy.defence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class NetworkTest {
  private static Network network(String text) {
    return Network.parse(text).orElseThrow();
  }

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
    "::/0, 192.0.2.1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void an_address_lies_in_the_network_of_its_first_bits(String text, String address, boolean in) {
    var asked = InetAddress.ofLiteral(address);
    assertThat(network(text).contains(asked)).isEqualTo(in);
    assertThat(Networks.of(List.of(network(text))).contains(asked)).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0/8", "10", "example.com", "::/129", "", "/8"})
  void what_is_no_network_is_refused(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }

  @Test
  void a_set_agrees_with_its_networks_asked_one_by_one() {
    var chance = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Network> all =
          chance.ints(20).mapToObj(bits -> Network.around(address(bits), bits & 31)).toList();
      InetAddress asked = address(chance.nextInt());
      assertThat(Networks.of(all).contains(asked))
          .isEqualTo(all.stream().anyMatch(network -> network.contains(asked)));
    }
  }

  private static InetAddress address(int bits) {
    int a = bits >>> 24;
    return InetAddress.ofLiteral(
        a + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255));
  }

  @Test
  void a_network_is_written_as_it_is_read() {
    for (String text : List.of("10.0.0.0/8", "192.0.2.7", "2001:db8:0:0:0:0:0:0/32")) {
      assertThat(network(text)).hasToString(text);
    }
  }
}
