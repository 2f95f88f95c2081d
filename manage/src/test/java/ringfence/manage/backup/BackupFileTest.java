package ringfence.manage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.manage.backup.BackupFile.Opening;
import ringfence.manage.setting.Secret;
import ringfence.testkit.Clause;

class BackupFileTest {
  private static final Secret PASSPHRASE = Secret.of("correct horse");
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("settings.conf", "A.B=\"\u00e4\"\n"), new Entry("c/host.pem", new byte[999]));
  private static final byte[] FILE = write(BackupFile.Cost.QUICK);

  @Test
  void entries_come_back_by_their_passphrase_and_by_no_other() {
    assertThat(BackupFile.open(FILE, PASSPHRASE)).isEqualTo(new Opening.Opened(ENTRIES));
    assertThat(BackupFile.open(FILE, Secret.of("correct hors")))
        .isEqualTo(new Opening.Refused("the passphrase is another, or the file is damaged"));
  }

  @Test
  @Clause("RFC 9106 4")
  void what_we_write_costs_whoever_guesses_64_MiB() {
    byte[] file = write(BackupFile.Cost.OURS);
    assertThat(BackupFile.open(file, PASSPHRASE)).isEqualTo(new Opening.Opened(ENTRIES));
    assertThat(Arrays.copyOfRange(file, 5, 11)).containsExactly(0, 1, 0, 0, 3, 4);
  }

  private static byte[] write(BackupFile.Cost cost) {
    return BackupFile.write(ENTRIES, PASSPHRASE, cost, new SecureRandom());
  }

  @Test
  void nothing_of_it_can_be_read_and_no_two_are_alike() {
    String text = new String(FILE, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("RFBK\u0001").doesNotContain("settings").doesNotContain("host");
    byte[] other = write(BackupFile.Cost.QUICK);
    assertThat(Arrays.copyOfRange(other, 11, other.length))
        .isNotEqualTo(Arrays.copyOfRange(FILE, 11, FILE.length));
  }

  @Test
  void a_change_of_one_bit_anywhere_is_noticed() {
    var chance = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = FILE.clone();
      // the numbers of Argon2id are left alone here: what they cost is another test
      int at = chance.nextInt(11, damaged.length);
      damaged[at] ^= (byte) (1 << chance.nextInt(8));
      assertThat(BackupFile.open(damaged, PASSPHRASE)).isInstanceOf(Opening.Refused.class);
    }
    assertThat(BackupFile.open(Arrays.copyOf(FILE, FILE.length - 1), PASSPHRASE))
        .isInstanceOf(Opening.Refused.class);
  }

  @Test
  void no_file_makes_us_spend_more_than_is_bearable() {
    for (int at : new int[] {5, 9, 10}) {
      byte[] greedy = FILE.clone();
      greedy[at] = (byte) 0xFF;
      assertThat(BackupFile.open(greedy, PASSPHRASE))
          .isEqualTo(new Opening.Refused("the file is no backup"));
    }
    byte[] nothing = FILE.clone();
    Arrays.fill(nothing, 5, 11, (byte) 0);
    assertThat(BackupFile.open(nothing, PASSPHRASE)).isInstanceOf(Opening.Refused.class);
    assertThat(BackupFile.open(new byte[BackupFile.MOST_OCTETS + 1], PASSPHRASE))
        .isEqualTo(new Opening.Refused("the file is too large for a backup"));
  }

  @Test
  void any_octets_are_refused_with_a_reason() {
    var chance = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[chance.nextInt(80)];
      chance.nextBytes(octets);
      if (chance.nextBoolean()) System.arraycopy(FILE, 0, octets, 0, Math.min(5, octets.length));
      // 4 octets of memory of any value would now and then be bearable, and slow
      if (octets.length > 6) octets[5] |= 1;
      assertThat(BackupFile.open(octets, PASSPHRASE)).isInstanceOf(Opening.Refused.class);
    }
  }

  @Test
  void a_backup_of_a_newer_version_says_so() {
    byte[] newer = FILE.clone();
    newer[4] = 2;
    assertThat(BackupFile.open(newer, PASSPHRASE))
        .isEqualTo(new Opening.Refused("the backup is of a newer version, 2"));
  }
}
