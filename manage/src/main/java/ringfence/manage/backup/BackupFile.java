package ringfence.manage.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import ringfence.manage.setting.Secret;

/// A backup as a file: entries under AES-256-GCM with a key that Argon2id (RFC 9106) makes of a
/// passphrase. All numbers are big-endian.
///
/// ```
/// octets  what
///      4  "RFBK"
///      1  version, 1
///      4  Argon2id memory in KiB
///      1  passes
///      1  lanes
///     16  salt
///     12  nonce
///      …  [Entries], encrypted; the octets before are authenticated with them
///     16  tag
/// ```
public final class BackupFile {
  /// Nothing larger is read.
  public static final int MOST_OCTETS = 8 << 20;

  private static final byte[] MAGIC = "RFBK".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int SALT_OCTETS = 16;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_OCTETS = 16;
  private static final int HEADER_OCTETS = 11 + SALT_OCTETS + NONCE_OCTETS;

  private BackupFile() {}

  /// What came of opening one.
  public sealed interface Opening {
    record Opened(List<Entry> entries) implements Opening {}

    /// A sentence without a full stop.
    record Refused(String why) implements Opening {}
  }

  /// What a guess of the passphrase costs. RFC 9106 4: "t=3 iterations, p=4 lanes, m=2^(16) (64 MiB
  /// of RAM)".
  record Cost(int memory, int passes, int lanes) {
    static final Cost OURS = new Cost(1 << 16, 3, 4);

    /// For tests, which guess a lot.
    static final Cost QUICK = new Cost(8, 1, 1);

    /// No file makes us take more than 256 MiB.
    boolean isBearable() {
      return lanes >= 1
          && lanes <= 16
          && passes >= 1
          && passes <= 16
          && memory >= 8 * lanes
          && memory <= 1 << 18;
    }
  }

  /// The entries as a file.
  static byte[] write(List<Entry> entries, Secret passphrase, Cost cost, SecureRandom chance) {
    byte[] salt = new byte[SALT_OCTETS];
    byte[] nonce = new byte[NONCE_OCTETS];
    chance.nextBytes(salt);
    chance.nextBytes(nonce);
    byte[] header =
        ByteBuffer.allocate(HEADER_OCTETS)
            .put(MAGIC)
            .put((byte) VERSION)
            .putInt(cost.memory())
            .put((byte) cost.passes())
            .put((byte) cost.lanes())
            .put(salt)
            .put(nonce)
            .array();
    byte[] plain = Entries.write(entries);
    try {
      byte[] secret = cipher(Cipher.ENCRYPT_MODE, header, passphrase).doFinal(plain);
      return ByteBuffer.allocate(header.length + secret.length).put(header).put(secret).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// Reads a file; nothing of it is believed before the passphrase has proved it whole.
  public static Opening open(byte[] file, Secret passphrase) {
    if (file.length > MOST_OCTETS) return new Opening.Refused("the file is too large for a backup");
    boolean whole = file.length >= HEADER_OCTETS + TAG_OCTETS;
    if (!whole || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return new Opening.Refused("the file is no backup");
    }
    if (file[MAGIC.length] != VERSION) {
      return new Opening.Refused("the backup is of a newer version, " + file[MAGIC.length]);
    }
    byte[] header = Arrays.copyOf(file, HEADER_OCTETS);
    if (!cost(header).isBearable()) return new Opening.Refused("the file is no backup");
    try {
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, header, passphrase)
              .doFinal(file, HEADER_OCTETS, file.length - HEADER_OCTETS);
      return Entries.read(plain)
          .<Opening>map(Opening.Opened::new)
          .orElseGet(() -> new Opening.Refused("the backup ends in the middle"));
    } catch (AEADBadTagException _) {
      return new Opening.Refused("the passphrase is another, or the file is damaged");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  private static Cost cost(byte[] header) {
    var in = ByteBuffer.wrap(header, MAGIC.length + 1, 6);
    return new Cost(in.getInt(), in.get() & 0xFF, in.get() & 0xFF);
  }

  private static Cipher cipher(int mode, byte[] header, Secret passphrase)
      throws GeneralSecurityException {
    int saltAt = HEADER_OCTETS - NONCE_OCTETS - SALT_OCTETS;
    byte[] salt = Arrays.copyOfRange(header, saltAt, saltAt + SALT_OCTETS);
    byte[] key = passphrase.use(octets -> derive(octets, salt, cost(header)));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var nonce =
          new GCMParameterSpec(TAG_OCTETS * 8, header, HEADER_OCTETS - NONCE_OCTETS, NONCE_OCTETS);
      cipher.init(mode, new SecretKeySpec(key, "AES"), nonce);
      cipher.updateAAD(header);
      return cipher;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] derive(byte[] passphrase, byte[] salt, Cost cost) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] key = new byte[32];
    generator.generateBytes(passphrase, key);
    return key;
  }
}
