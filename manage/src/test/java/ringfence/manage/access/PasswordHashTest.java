package ringfence.manage.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class PasswordHashTest {
  /// RFC 7914 section 11, the second vector, its first 32 bytes.
  private static final String PBKDF2 =
      "pbkdf2-sha256$80000$TmFDbA==$TdzY9guYviGDDO5e8icB+WQaRBjQTAQUrv8Ih2s0q1Y=";

  /// From `src/test.c` of the reference implementation of Argon2.
  private static final String ARGON2ID =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  @Test
  @Clause("RFC 9106 3.1")
  void the_vector_of_the_reference_implementation_matches_its_password_only() {
    PasswordHash hash = PasswordHash.parse(ARGON2ID).orElseThrow();
    assertThat(hash.matches("password".toCharArray())).isTrue();
    assertThat(hash.matches("Password".toCharArray())).isFalse();
    assertThat(hash).hasToString(ARGON2ID);
  }

  @Test
  @Clause("RFC 7914 11")
  void a_hash_of_an_earlier_file_still_matches_its_password_only() {
    PasswordHash hash = PasswordHash.parse(PBKDF2).orElseThrow();
    assertThat(hash.matches("Password".toCharArray())).isTrue();
    assertThat(hash.matches("password".toCharArray())).isFalse();
    assertThat(hash).hasToString(PBKDF2);
  }

  @Test
  void a_fresh_hash_comes_back_from_its_text_and_differs_from_the_next() {
    var chance = new SecureRandom();
    PasswordHash hash = PasswordHash.of("a secret".toCharArray(), chance);
    assertThat(hash.toString()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(PasswordHash.parse(hash.toString())).contains(hash);
    assertThat(hash.matches("a secret".toCharArray())).isTrue();
    assertThat(PasswordHash.of("a secret".toCharArray(), chance)).isNotEqualTo(hash);
  }

  @Test
  void a_damaged_hash_and_one_that_costs_too_much_are_none() {
    for (String text :
        List.of(
            "secret",
            PBKDF2.replace("80000", "0"),
            PBKDF2.replace("80000", "99999999999"),
            PBKDF2.replace("TmFDbA==", "!"),
            PBKDF2.replace("q1Y=", ""),
            ARGON2ID.replace("m=65536", "m=999999"),
            ARGON2ID.replace("t=2", "t=99"),
            ARGON2ID.replace("t=2", "t=0"),
            ARGON2ID.replace("p=1", "p=0"),
            ARGON2ID.replace("m=65536", "m=7"),
            ARGON2ID.replace("v=19", "v=16"),
            ARGON2ID.replace("c29tZXNhbHQ", "_29tZXNhbHQ"),
            ARGON2ID + "A")) {
      assertThat(PasswordHash.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void no_password_lets_nobody_in() {
    PasswordHash none = PasswordHash.parse("").orElseThrow();
    assertThat(none.matches(new char[0])).isFalse();
    assertThat(none).hasToString("");
  }

  @Test
  void a_setting_takes_a_hash_as_it_is_and_hashes_a_password() {
    var parse = PasswordHash.KIND.parse();
    assertThat(parse.apply(ARGON2ID).orElseThrow()).hasToString(ARGON2ID);
    PasswordHash hashed = parse.apply("open sesame").orElseThrow();
    assertThat(hashed.matches("open sesame".toCharArray())).isTrue();
    assertThat(PasswordHash.KIND.print().apply(hashed)).containsExactly(hashed.toString());
    assertThat(parse.apply("seven 7")).isEmpty();
    assertThat(parse.apply("x".repeat(129))).isEmpty();
  }
}
