package ringfence.manage.access;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Kind;

/// A password as it is kept, which tells whether another is the same and nothing else.
public sealed interface PasswordHash permits Argon2idHash, Pbkdf2Hash, PasswordHash.None {
  /// The fewest characters of a password that someone sets.
  int LEAST_CHARACTERS = 8;

  /// The most.
  int MOST_CHARACTERS = 128;

  /// What a setting holds: a hash, or a password to be hashed when it is set.
  Kind<PasswordHash> KIND =
      new Kind<>(
          "a password of " + LEAST_CHARACTERS + " to " + MOST_CHARACTERS + " characters",
          Kind.Form.SECRET,
          PasswordHash::ofSetting,
          hash -> List.of(hash.toString()),
          Optional.empty());

  /// No password at all: nobody can sign in with it.
  record None() implements PasswordHash {
    @Override
    public boolean matches(char[] password) {
      return false;
    }

    @Override
    public String toString() {
      return "";
    }
  }

  /// The hash of a password under a fresh salt; takes about a tenth of a second on purpose.
  static PasswordHash of(char[] password, SecureRandom chance) {
    return Argon2idHash.of(password, chance);
  }

  /// Reads the text form of a hash; nothing when it is not one.
  static Optional<PasswordHash> parse(String text) {
    if (text.isEmpty()) return Optional.of(new None());
    return Argon2idHash.parse(text).or(() -> Pbkdf2Hash.parse(text));
  }

  /// Whether this is the hash of `password`; as slow as making one.
  boolean matches(char[] password);

  private static Optional<PasswordHash> ofSetting(String text) {
    return parse(text).or(() -> ofPassword(text));
  }

  private static Optional<PasswordHash> ofPassword(String text) {
    boolean fits = text.length() >= LEAST_CHARACTERS && text.length() <= MOST_CHARACTERS;
    return fits ? Optional.of(of(text.toCharArray(), new SecureRandom())) : Optional.empty();
  }
}
