package ringfence.manage.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// A password under Argon2id, RFC 9106, in the text form of the reference implementation:
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` with Base64 that is not padded.
final class Argon2idHash implements PasswordHash {
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$([\\w+/-]{11,86})\\$([\\w+/-]{43})");

  /// What one guess costs: `memory` in KiB.
  private record Cost(int memory, int passes, int lanes) {
    static final Cost OURS = new Cost(19_456, 2, 1);
    static final Cost QUICK = new Cost(8, 1, 1);

    /// RFC 9106 3.1: "Memory size m MUST be an integer number of kibibytes from 8*p to 2^(32)-1";
    /// no file makes us take more than 128 MiB.
    boolean isBearable() {
      return lanes > 0 && memory >= 8 * lanes && memory <= 128 << 10 && passes > 0 && passes <= 16;
    }
  }

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final Cost cost;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2idHash(Cost cost, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
  }

  static PasswordHash of(char[] password, SecureRandom chance) {
    return of(password, Cost.OURS, chance);
  }

  /// One that costs nothing, for tests that guess a lot.
  static PasswordHash quick(char[] password, SecureRandom chance) {
    return of(password, Cost.QUICK, chance);
  }

  private static PasswordHash of(char[] password, Cost cost, SecureRandom chance) {
    byte[] salt = new byte[SALT_BYTES];
    chance.nextBytes(salt);
    return new Argon2idHash(cost, salt, derive(password, salt, cost));
  }

  static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) return Optional.empty();
    var cost = new Cost(number(form, 1), number(form, 2), number(form, 3));
    if (!cost.isBearable()) return Optional.empty();
    try {
      var base64 = Base64.getDecoder();
      byte[] salt = base64.decode(form.group(4));
      return Optional.of(new Argon2idHash(cost, salt, base64.decode(form.group(5))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  @Override
  public boolean matches(char[] password) {
    return MessageDigest.isEqual(hash, derive(password, salt, cost));
  }

  private static byte[] derive(char[] password, byte[] salt, Cost cost) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password, hash);
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Argon2idHash that
        && cost.equals(that.cost)
        && Arrays.equals(salt, that.salt)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  @Override
  public String toString() {
    var base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memory(),
            cost.passes(),
            cost.lanes(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }
}
