package ringfence.manage.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class AccessTest {
  /// RFC 7914 section 11, the second vector, its first 32 bytes.
  private static final String VECTOR =
      "pbkdf2-sha256$80000$TmFDbA==$TdzY9guYviGDDO5e8icB+WQaRBjQTAQUrv8Ih2s0q1Y=";

  @Test
  @Clause("RFC 7914 11")
  void the_published_vector_matches_its_password_only() {
    PasswordHash hash = PasswordHash.parse(VECTOR).orElseThrow();
    assertThat(hash.matches("Password".toCharArray())).isTrue();
    assertThat(hash.matches("password".toCharArray())).isFalse();
    assertThat(hash).hasToString(VECTOR);
  }

  @Test
  void a_fresh_hash_comes_back_from_its_text_and_differs_from_the_next() {
    var chance = new SecureRandom();
    PasswordHash hash = PasswordHash.of("secret".toCharArray(), chance);
    assertThat(PasswordHash.parse(hash.toString())).contains(hash);
    assertThat(hash.matches("secret".toCharArray())).isTrue();
    assertThat(PasswordHash.of("secret".toCharArray(), chance)).isNotEqualTo(hash);
  }

  @Test
  void a_damaged_hash_is_none() {
    assertThat(PasswordHash.parse("")).isEmpty();
    assertThat(PasswordHash.parse("secret")).isEmpty();
    assertThat(PasswordHash.parse(VECTOR.replace("80000", "0"))).isEmpty();
    assertThat(PasswordHash.parse(VECTOR.replace("80000", "99999999999"))).isEmpty();
    assertThat(PasswordHash.parse(VECTOR.replace("TmFDbA==", "!"))).isEmpty();
    assertThat(PasswordHash.parse(VECTOR.replace("q1Y=", ""))).isEmpty();
  }

  @Test
  @Clause("RFC 7617 2")
  void only_the_right_name_and_password_are_let_in() {
    var access = new Access("admin", PasswordHash.parse(VECTOR).orElseThrow());
    assertThat(access.check(basic("admin:Password"))).isEqualTo(Access.Verdict.GRANTED);
    assertThat(access.check(basic("admin:Password"))).isEqualTo(Access.Verdict.GRANTED);
    assertThat(access.check(basic("root:Password"))).isEqualTo(Access.Verdict.DENIED);
    assertThat(access.check(basic("admin:password"))).isEqualTo(Access.Verdict.DENIED);
    assertThat(access.check(basic("admin"))).isEqualTo(Access.Verdict.DENIED);
    assertThat(access.check("Basic !!!")).isEqualTo(Access.Verdict.DENIED);
    assertThat(access.check("Bearer x")).isEqualTo(Access.Verdict.DENIED);
    assertThat(access.check("")).isEqualTo(Access.Verdict.DENIED);
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
