package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.proxy.users.NodeKeys;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Clause;

class FlowTokenTest {
  private static final Flow FLOW =
      new Flow(
          42,
          Transport.TLS,
          new InetSocketAddress("127.0.0.1", 5061),
          new InetSocketAddress("::1", 16000));

  private final FlowToken tokens = new FlowToken(NodeKeys.random(new Random(1)));

  @Test
  @Clause("RFC 5626 5.2")
  void a_token_names_its_flow_in_characters_that_need_no_escape() {
    String token = tokens.of(FLOW);
    assertThat(token).matches("[A-Za-z0-9_-]+");
    assertThat(tokens.read(token)).contains(new FlowToken.Named(FLOW, ""));
  }

  @Test
  void a_token_of_another_key_is_none() {
    assertThat(new FlowToken(NodeKeys.random(new Random(2))).read(tokens.of(FLOW))).isEmpty();
  }

  @Test
  void a_token_with_any_character_changed_is_none() {
    String token = tokens.of(FLOW);
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'Q' : 'A';
      String forged = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(tokens.read(forged)).as(forged).isEmpty();
    }
  }

  @Test
  void what_is_no_token_is_none() {
    var chance = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[chance.nextInt(60)];
      chance.nextBytes(noise);
      assertThat(tokens.read(new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1)))
          .isEmpty();
    }
  }
}
