package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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

  /// A key log that a server has written for months says what it needs at its end.
  @Test
  void of_more_secrets_than_there_is_room_for_the_oldest_are_forgotten() {
    try (var log = new KeyLog(KeyLog.USUAL)) {
      byte[] random = new byte[32];
      for (int i = 0; i < 500_000; i++) {
        ByteBuffer.wrap(random).putInt(i);
        log.put(KeyLog.Label.CLIENT_RANDOM, Octets.of(random), new TlsSecret(new byte[48]));
      }
      assertThat(log.secret(KeyLog.Label.CLIENT_RANDOM, Octets.of(random))).isPresent();
      var first = Octets.of(new byte[32]);
      assertThat(log.secret(KeyLog.Label.CLIENT_RANDOM, first)).isEmpty();
    }
  }

  @Test
  void lines_may_end_as_they_like_and_the_last_not_at_all() {
    String line = "CLIENT_RANDOM %s " + "cd".repeat(48);
    String text =
        "# a comment\r\n"
            + line.formatted("01".repeat(32))
            + "\r\n\n  "
            + line.formatted("02".repeat(32))
            + "\n"
            + line.formatted("02".repeat(32))
            + "\n"
            + line.formatted("03".repeat(32));
    try (var secrets = new TlsSecrets()) {
      assertThat(secrets.addKeyLog(text)).isEqualTo(3);
    }
  }

  @Test
  void the_same_lines_again_and_again_take_no_more_room() {
    try (var log = new KeyLog(KeyLog.USUAL)) {
      var id = Octets.ofHex(RANDOM);
      for (int i = 0; i < 2_000_000; i++) {
        log.put(KeyLog.Label.CLIENT_RANDOM, id, new TlsSecret(new byte[48]));
      }
      var other = Octets.ofHex("01".repeat(32));
      log.put(KeyLog.Label.CLIENT_RANDOM, other, new TlsSecret(new byte[48]));
      assertThat(log.lines(Set.of(id, other)).lines()).hasSize(2);
    }
  }

  @Test
  void who_has_less_room_forgets_sooner() {
    String line = "CLIENT_RANDOM %s " + "cd".repeat(48);
    String first = "01".repeat(32);
    String last = "02".repeat(32);
    try (var secrets = new TlsSecrets(300)) {
      secrets.addKeyLog(line.formatted(first));
      secrets.addKeyLog(line.formatted(last));
      assertThat(secrets.keyLog(Set.of(Octets.ofHex(first)))).isEmpty();
      assertThat(secrets.keyLog(Set.of(Octets.ofHex(last)))).isNotEmpty();
    }
  }
}
