package ringfence.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.sip.auth.NonceBook.Asking;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

class NonceBookTest {
  private static final Instant NOW = Instant.parse("2009-07-15T21:00:00Z");
  private static final byte[] KEY =
      "sixteen bytes ok".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final String ADDRESS = "192.0.2.1";
  private static final Asking ASKING = new Asking(ADDRESS, NOW);
  private static final SipRequest REGISTER =
      new SipRequest(Method.REGISTER, Uri.parse("sip:example.com"), Headers.NONE);

  private final NonceBook book = new NonceBook("example.com", KEY, Duration.ofMinutes(5), 0);
  private final Random chance = new Random(1);
  private final DigestAnswer answer = new DigestAnswer("100", Secret.password("pw"));

  private static Optional<Secret> secret(String user, DigestAlgorithm ignored) {
    return user.equals("100") ? Optional.of(Secret.password("pw")) : Optional.empty();
  }

  private SipRequest answered(Challenge challenge) {
    return REGISTER.with(Header.AUTHORIZATION, answer.answer(challenge, REGISTER, chance).fields());
  }

  private Verdict verdict(SipRequest request, Instant now) {
    return book.verify(
        request, Header.AUTHORIZATION, NonceBookTest::secret, new Asking(ADDRESS, now));
  }

  @Test
  void who_knows_the_secret_is_accepted_with_each_algorithm() {
    List<DigestAlgorithm> algorithms = List.of(DigestAlgorithm.values());
    for (Challenge challenge : book.challenge(algorithms, false, ASKING)) {
      assertThat(verdict(answered(challenge), NOW))
          .as(challenge.toString())
          .isEqualTo(new Verdict.Accepted("100", challenge.algorithm().orElseThrow()));
    }
  }

  @Test
  @Clause("RFC 2617 3.2.2.1")
  void a_unit_without_qop_is_accepted_and_its_nonce_has_the_form_it_knows() {
    Challenge challenge = book.plainChallenge(false, ASKING);
    assertThat(challenge.toString())
        .matches("Digest realm=\"example.com\",nonce=\"4a5e43[0-9a-f]{2}00000000[0-9a-f]{32}\"");
    assertThat(verdict(answered(challenge), NOW))
        .isEqualTo(new Verdict.Accepted("100", DigestAlgorithm.MD5));
  }

  @Test
  void a_wrong_password_and_an_unknown_user_are_the_same() {
    Challenge challenge = book.plainChallenge(false, ASKING);
    Credentials wrong =
        new DigestAnswer("100", Secret.password("guess")).answer(challenge, REGISTER, chance);
    Credentials unknown =
        new DigestAnswer("nobody", Secret.password("")).answer(challenge, REGISTER, chance);
    assertThat(verdict(REGISTER.with(Header.AUTHORIZATION, wrong.fields()), NOW))
        .isEqualTo(new Verdict.WrongPassword("100"));
    assertThat(verdict(REGISTER.with(Header.AUTHORIZATION, unknown.fields()), NOW))
        .isEqualTo(new Verdict.WrongPassword("nobody"));
  }

  @Test
  @Clause("RFC 7616 3.3")
  void only_the_right_secret_makes_a_nonce_stale() {
    Challenge challenge = book.plainChallenge(false, ASKING);
    SipRequest request = answered(challenge);
    assertThat(verdict(request, NOW.plus(Duration.ofMinutes(5).minusNanos(1))))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict(request, NOW.plus(Duration.ofMinutes(5))))
        .isEqualTo(new Verdict.Stale("100"));
    assertThat(verdict(request, NOW.minusSeconds(1))).isEqualTo(new Verdict.Stale("100"));
    NonceBook other =
        new NonceBook(
            "example.com",
            "another key 1234".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Duration.ofMinutes(5),
            0);
    assertThat(verdict(answered(other.plainChallenge(false, ASKING)), NOW))
        .isEqualTo(new Verdict.Stale("100"));
    Challenge made =
        new Challenge(
            "example.com", "x".repeat(48), Optional.empty(), false, Optional.empty(), List.of());
    assertThat(verdict(answered(made), NOW)).isEqualTo(new Verdict.Stale("100"));
    Credentials wrong =
        new DigestAnswer("100", Secret.password("guess")).answer(made, REGISTER, chance);
    assertThat(verdict(REGISTER.with(Header.AUTHORIZATION, wrong.fields()), NOW))
        .isInstanceOf(Verdict.WrongPassword.class);
  }

  @Test
  void nothing_for_our_realm_is_missing_and_a_broken_field_malformed() {
    assertThat(verdict(REGISTER, NOW)).isEqualTo(new Verdict.Missing());
    assertThat(verdict(with("Digest realm=\"else\", nonce=\"1\""), NOW))
        .isEqualTo(new Verdict.Missing());
    assertThat(verdict(with("NoOneKnowsThisScheme opaque-data=here"), NOW))
        .isEqualTo(new Verdict.Missing());
    assertThat(verdict(with("Digest realm=\"example.com\", nonce=\"1\""), NOW))
        .isInstanceOf(Verdict.Malformed.class);
    assertThat(verdict(with("Digest realm=\"example.com"), NOW))
        .isInstanceOf(Verdict.Malformed.class);
    assertThat(
            verdict(
                with(
                    "Digest"
                        + " username=\"u\",realm=\"example.com\",nonce=\"1\",uri=\"u\",response=\"0\",qop=auth-int,nc=00000001,cnonce=\"c\""),
                NOW))
        .isInstanceOf(Verdict.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000g", "000000001", "1", "-0000001"})
  @Clause("RFC 7616 3.4, nc-value = 8LHEX")
  void another_count_than_eight_hexadecimal_digits_is_malformed(String count) {
    String most = "Digest username=\"u\",realm=\"example.com\",nonce=\"1\",uri=\"u\",";
    assertThat(verdict(with(most + "response=\"0\",qop=auth,cnonce=\"c\",nc=" + count), NOW))
        .isInstanceOf(Verdict.Malformed.class);
  }

  private static SipRequest with(String credentials) {
    return REGISTER.with(REGISTER.headers().append("Authorization", credentials));
  }

  @Test
  @Clause("RFC 7616 3.4, nc")
  void a_nonce_count_works_once_in_any_order() {
    Challenge challenge =
        book.challenge(List.of(DigestAlgorithm.SHA_256), false, ASKING).getFirst();
    SipRequest one = answered(challenge);
    SipRequest two = answered(challenge);
    SipRequest three = answered(challenge);
    assertThat(verdict(one, NOW)).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict(three, NOW)).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict(two, NOW)).isInstanceOf(Verdict.Accepted.class);
    for (SipRequest again : List.of(one, two, three)) {
      assertThat(verdict(again, NOW)).isEqualTo(new Verdict.ReplayedNonceCount("100"));
    }
  }

  @Test
  void a_nonce_is_good_at_every_book_of_the_key_and_only_from_the_address_that_got_it() {
    NonceBook elsewhere = new NonceBook("example.com", KEY, Duration.ofMinutes(5), 77);
    SipRequest request = answered(elsewhere.plainChallenge(false, ASKING));
    assertThat(verdict(request, NOW)).isEqualTo(new Verdict.Accepted("100", DigestAlgorithm.MD5));
    Asking stranger = new Asking("192.0.2.2", NOW);
    assertThat(book.verify(request, Header.AUTHORIZATION, NonceBookTest::secret, stranger))
        .isEqualTo(new Verdict.Stale("100"));
  }

  @Test
  @Clause("RFC 7616 3.4, nc")
  void a_count_is_remembered_by_the_book_that_saw_it_and_by_no_other() {
    NonceBook elsewhere = new NonceBook("example.com", KEY, Duration.ofMinutes(5), 77);
    SipRequest request =
        answered(book.challenge(List.of(DigestAlgorithm.MD5), false, ASKING).getFirst());
    assertThat(verdict(request, NOW)).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict(request, NOW)).isInstanceOf(Verdict.ReplayedNonceCount.class);
    // what decision 0017 says of several nodes
    assertThat(elsewhere.verify(request, Header.AUTHORIZATION, NonceBookTest::secret, ASKING))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void counts_match_a_plain_set_within_the_window() {
    NonceCounts counts = new NonceCounts(2);
    Set<Integer> plain = new HashSet<>();
    int highest = 0;
    for (int i = 0; i < 20_000; i++) {
      int count = Math.max(1, highest - 70 + chance.nextInt(75));
      boolean expected = count > highest || (highest - count < 64 && !plain.contains(count));
      assertThat(counts.use(9, count) == NonceCounts.Found.NEW)
          .as("%d of %d", count, highest)
          .isEqualTo(expected);
      if (expected) plain.add(count);
      highest = Math.max(highest, expected ? count : 0);
    }
    assertThat(counts.use(9, 0)).isEqualTo(NonceCounts.Found.SEEN);
    assertThat(counts.use(9, -1)).isEqualTo(NonceCounts.Found.NEW);
    assertThat(counts.use(9, highest)).isEqualTo(NonceCounts.Found.SEEN);
  }

  @Test
  void a_nonce_whose_counts_were_forgotten_cannot_be_replayed() {
    NonceBook small = new NonceBook("example.com", KEY, Duration.ofMinutes(5), 3, 0);
    SipRequest first =
        answered(small.challenge(List.of(DigestAlgorithm.MD5), false, ASKING).getFirst());
    assertThat(small.verify(first, Header.AUTHORIZATION, NonceBookTest::secret, ASKING))
        .isInstanceOf(Verdict.Accepted.class);
    for (int i = 0; i < 10; i++) {
      SipRequest next =
          answered(small.challenge(List.of(DigestAlgorithm.MD5), false, ASKING).getFirst());
      assertThat(small.verify(next, Header.AUTHORIZATION, NonceBookTest::secret, ASKING))
          .isInstanceOf(Verdict.Accepted.class);
    }
    assertThat(small.verify(first, Header.AUTHORIZATION, NonceBookTest::secret, ASKING))
        .isEqualTo(new Verdict.Stale("100"));
    NonceCounts counts = new NonceCounts(50);
    for (int i = 0; i < 10_000; i++) counts.use(i, 1);
    assertThat(counts.size()).isEqualTo(50);
  }

  @Test
  void nonces_differ_and_a_short_key_is_refused() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) seen.add(book.plainChallenge(false, ASKING).nonce());
    assertThat(seen).hasSize(1000);
    assertThatThrownBy(() -> new NonceBook("r", new byte[15], Duration.ofMinutes(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
