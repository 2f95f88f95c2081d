package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyLogTest {
  private static final String RANDOM = "ab".repeat(32);

  @Test
  void a_line_longer_than_any_secret_is_passed_over_and_the_next_is_read() {
    try (var secrets = new TlsSecrets()) {
      String endless = "CLIENT_RANDOM " + RANDOM + " " + "cd".repeat(4_000_000);
      assertThat(secrets.addKeyLog(endless)).isZero();
      assertThat(secrets.addKeyLog("CLIENT_RANDOM " + RANDOM + " " + "cd".repeat(48))).isOne();
    }
  }

  @Test
  void the_same_lines_again_and_again_take_no_more_room() {
    try (var log = new KeyLog()) {
      var id = Octets.ofHex(RANDOM);
      for (int i = 0; i < 2_000_000; i++) {
        log.put(KeyLog.Label.CLIENT_RANDOM, id, new TlsSecret(new byte[48]));
      }
      var other = Octets.ofHex("01".repeat(32));
      log.put(KeyLog.Label.CLIENT_RANDOM, other, new TlsSecret(new byte[48]));
      assertThat(log.lines(Set.of(id, other)).lines()).hasSize(2);
    }
  }
}
