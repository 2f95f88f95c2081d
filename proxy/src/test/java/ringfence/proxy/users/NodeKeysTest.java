package ringfence.proxy.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.users.NodeKeys.Purpose;

class NodeKeysTest {
  private static final Settings SHARED =
      ProxySettings.defaults().with(UserSettings.CLUSTER_SECRET, Secret.of("of all nodes"));

  @Test
  void nodes_with_one_secret_have_the_same_keys_whatever_their_chance() {
    NodeKeys one = NodeKeys.of(SHARED, new Random(1));
    NodeKeys other = NodeKeys.of(SHARED, new Random(2));
    for (Purpose purpose : Purpose.values()) {
      assertThat(one.key(purpose)).isEqualTo(other.key(purpose));
    }
  }

  @Test
  void without_a_secret_each_start_has_keys_of_its_own() {
    NodeKeys one = NodeKeys.of(ProxySettings.defaults(), new Random(1));
    NodeKeys other = NodeKeys.of(ProxySettings.defaults(), new Random(2));
    assertThat(one.key(Purpose.NONCE)).isNotEqualTo(other.key(Purpose.NONCE));
  }

  @Test
  void a_key_is_for_one_purpose_and_has_256_bits() {
    NodeKeys keys = NodeKeys.of(SHARED, new Random(1));
    assertThat(Stream.of(Purpose.values()).map(purpose -> keys.key(purpose).getEncoded()))
        .doesNotHaveDuplicates()
        .allSatisfy(key -> assertThat(key).hasSize(32));
    assertThat(keys.toString()).isEqualTo("NodeKeys");
  }
}
