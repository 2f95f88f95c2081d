package ringfence.manage.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Access.Denied;
import ringfence.manage.access.Access.Granted;
import ringfence.manage.access.Access.Locked;
import ringfence.manage.access.Access.Visitor;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.testkit.Clause;
import ringfence.testkit.VirtualTime;

class AccessTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.66");
  private static final User ANNA = new User("anna", Role.ADMIN);
  private static final User BERT = new User("bert", Role.OBSERVER);

  private final VirtualTime time = new VirtualTime();
  private Settings settings =
      Settings.of(Aaa.DECLARATIONS)
          .with(Aaa.PASSWORD, "anna", weak("correct horse"))
          .with(Aaa.ACCESS_RIGHTS, "anna", Role.ADMIN)
          .with(Aaa.PASSWORD, "bert", weak("battery staple"));
  private final InstantSource clock = time::now;
  private final EventLog events = new EventLog(10, clock);
  private final Access access = new Access(() -> settings, clock, new SecureRandom(), events);

  @Test
  void without_a_user_the_account_of_the_factory_is_in_force() {
    settings = Settings.of(Aaa.DECLARATIONS);
    assertThat(access.isFactory()).isTrue();
    assertThat(signIn("admin", "administrator"))
        .isEqualTo(new Granted(new User("admin", Role.ADMIN)));
    assertThat(signIn("public", "")).isEqualTo(new Denied());
  }

  @Test
  void the_account_of_the_factory_is_gone_with_the_first_user() {
    assertThat(access.isFactory()).isFalse();
    assertThat(signIn("admin", "administrator")).isEqualTo(new Denied());
  }

  @Test
  void names_and_passwords_are_case_sensitive_and_roles_are_the_settings() {
    assertThat(signIn("anna", "correct horse")).isEqualTo(new Granted(ANNA));
    assertThat(signIn("bert", "battery staple")).isEqualTo(new Granted(BERT));
    assertThat(signIn("Anna", "correct horse")).isEqualTo(new Denied());
    assertThat(signIn("anna", "Correct horse")).isEqualTo(new Denied());
    assertThat(signIn("bert", "correct horse")).isEqualTo(new Denied());
  }

  @Test
  void five_wrong_passwords_lock_the_account_for_300_seconds() {
    for (int i = 0; i < 5; i++) assertThat(guess()).isEqualTo(new Denied());
    time.advance(Duration.ofSeconds(100));
    assertThat(signIn("anna", "correct horse")).isEqualTo(new Locked(Duration.ofSeconds(200)));
    assertThat(signIn("bert", "battery staple")).isEqualTo(new Granted(BERT));
    time.advance(Duration.ofSeconds(200));
    assertThat(signIn("anna", "correct horse")).isEqualTo(new Granted(ANNA));
  }

  @Test
  void the_right_password_and_time_forgive_what_was_wrong() {
    for (int i = 0; i < 4; i++) assertThat(guess()).isEqualTo(new Denied());
    assertThat(signIn("anna", "correct horse")).isEqualTo(new Granted(ANNA));
    for (int i = 0; i < 4; i++) assertThat(guess()).isEqualTo(new Denied());
    time.advance(Duration.ofSeconds(300));
    for (int i = 0; i < 5; i++) assertThat(guess()).isEqualTo(new Denied());
    assertThat(guess()).isInstanceOf(Locked.class);
  }

  @Test
  void the_lock_follows_its_settings() {
    settings = settings.with(Aaa.LOCK_FAILURES, 2).with(Aaa.LOCK_PERIOD, Duration.ofSeconds(5));
    for (int i = 0; i < 2; i++) assertThat(guess()).isEqualTo(new Denied());
    assertThat(guess()).isEqualTo(new Locked(Duration.ofSeconds(5)));
    settings = settings.with(Aaa.LOCK_ENABLE, false);
    assertThat(guess()).isEqualTo(new Denied());
  }

  @Test
  void a_day_of_guessing_gets_no_further_than_five_tries_in_each_lock() {
    var chance = new Random(4);
    int tried = 0;
    for (int second = 0; second < 24 * 3600; second += 10) {
      if (signIn("anna", "guess " + chance.nextLong()).equals(new Denied())) tried++;
      time.advance(Duration.ofSeconds(10));
    }
    assertThat(tried).isLessThanOrEqualTo(5 * 24 * 3600 / 300);
    assertThat(tried).isGreaterThan(1000);
  }

  @Test
  void made_up_names_are_locked_as_well_and_push_no_real_one_out() {
    for (int i = 0; i < 5; i++) assertThat(guess()).isEqualTo(new Denied());
    settings = settings.with(Aaa.LOCK_FAILURES, 1);
    for (int i = 0; i < 20; i++) {
      assertThat(signIn("nobody" + i, "x")).isEqualTo(new Denied());
      assertThat(signIn("nobody" + i, "x")).isInstanceOf(Locked.class);
    }
    assertThat(guess()).isInstanceOf(Locked.class);
  }

  @Test
  @Clause("RFC 7617 2")
  void basic_credentials_are_taken_by_their_form() {
    assertThat(basic("anna:correct horse")).isEqualTo(new Granted(ANNA));
    assertThat(basic("anna:correct horse")).isEqualTo(new Granted(ANNA));
    assertThat(basic("root:correct horse")).isEqualTo(new Denied());
    assertThat(basic("anna")).isEqualTo(new Denied());
    assertThat(access.basic("Basic !!!", HERE)).isEqualTo(new Denied());
    assertThat(access.basic("Bearer x", HERE)).isEqualTo(new Denied());
    assertThat(access.basic("", HERE)).isEqualTo(new Denied());
  }

  @Test
  void guesses_from_elsewhere_neither_lock_a_proven_client_out_nor_profit_from_it() {
    assertThat(basic("anna:correct horse")).isEqualTo(new Granted(ANNA));
    for (int i = 0; i < 5; i++) assertThat(guess()).isEqualTo(new Denied());
    assertThat(basic("anna:correct horse")).isEqualTo(new Granted(ANNA));
    assertThat(access.basic(header("anna:correct horse"), ELSEWHERE)).isInstanceOf(Locked.class);
    settings = settings.with(Aaa.PASSWORD, "anna", weak("another one"));
    assertThat(basic("anna:correct horse")).isInstanceOf(Locked.class);
  }

  @Test
  void a_session_lasts_while_a_person_uses_it_and_twelve_hours_at_most() {
    String token = access.start(ANNA).orElseThrow();
    Visitor anna = access.visitor(token, true).orElseThrow();
    assertThat(anna.user()).isEqualTo(ANNA);
    for (int i = 0; i < 12 * 6 - 1; i++) {
      time.advance(Duration.ofMinutes(10));
      assertThat(access.visitor(token, true)).contains(anna);
    }
    time.advance(Duration.ofMinutes(10));
    assertThat(access.visitor(token, true)).isEmpty();
  }

  @Test
  void a_page_that_refreshes_itself_keeps_no_session_alive() {
    String token = access.start(ANNA).orElseThrow();
    time.advance(Duration.ofMinutes(14));
    assertThat(access.visitor(token, false)).isPresent();
    time.advance(Duration.ofMinutes(1));
    assertThat(access.visitor(token, false)).isEmpty();
  }

  @Test
  void a_session_ends_with_sign_out_a_new_password_or_the_account_and_takes_new_rights_at_once() {
    String first = access.start(ANNA).orElseThrow();
    access.end(first);
    assertThat(access.visitor(first, true)).isEmpty();

    String second = access.start(ANNA).orElseThrow();
    settings = settings.with(Aaa.ACCESS_RIGHTS, "anna", Role.USER);
    assertThat(access.visitor(second, true).orElseThrow().user().role()).isEqualTo(Role.USER);
    settings = settings.with(Aaa.PASSWORD, "anna", weak("another one"));
    assertThat(access.visitor(second, true)).isEmpty();

    String third = access.start(BERT).orElseThrow();
    settings = Settings.of(Aaa.DECLARATIONS).with(Aaa.PASSWORD, "anna", weak("another one"));
    assertThat(access.visitor(third, true)).isEmpty();
  }

  @Test
  void tokens_are_long_and_never_the_same() {
    String first = access.start(ANNA).orElseThrow();
    String second = access.start(ANNA).orElseThrow();
    assertThat(first).hasSize(43).isNotEqualTo(second);
    assertThat(access.visitor(first, true).orElseThrow().csrf())
        .hasSize(43)
        .isNotEqualTo(access.visitor(second, true).orElseThrow().csrf());
    assertThat(access.visitor("", true)).isEmpty();
    assertThat(access.visitor(first + "x", true)).isEmpty();
  }

  @Test
  void the_log_says_who_came_and_who_was_refused_and_from_where() {
    signIn("anna", "correct horse");
    guess();
    basic("bert:battery staple");
    basic("bert:battery staple");
    assertThat(events.recent())
        .extracting(Event::sentence)
        .containsExactly(
            "anna signed in by page from 192.0.2.1.",
            "anna was refused by page from 192.0.2.1.",
            "bert signed in by HTTP Basic from 192.0.2.1.");
  }

  private Access.Verdict signIn(String name, String password) {
    return access.signIn(name, password, new Access.Entrance("page", HERE));
  }

  private Access.Verdict guess() {
    return signIn("anna", "wrong password");
  }

  private Access.Verdict basic(String pair) {
    return access.basic(header(pair), HERE);
  }

  private static String header(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /// A hash that is quick to make, under a salt of its own.
  private static PasswordHash weak(String password) {
    return Argon2idHash.quick(password.toCharArray(), new SecureRandom());
  }
}
