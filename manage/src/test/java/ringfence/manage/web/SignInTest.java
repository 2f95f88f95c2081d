package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Aaa;
import ringfence.manage.access.PasswordHash;
import ringfence.manage.access.Role;
import ringfence.manage.event.Report;
import ringfence.testkit.Clause;
import ringfence.testkit.VirtualTime;

class SignInTest {
  private static final String TRANSPORT = "/sip/transport";
  private static final String PORT = SampleSite.BASE_PORT.name();

  private final VirtualTime time = new VirtualTime();
  private SampleSite site;
  private Browser browser;

  private void here() throws IOException {
    start(SampleSite.here(time::now));
  }

  private void everywhere() throws IOException {
    start(SampleSite.everywhere(time::now));
  }

  private void start(SampleSite started) {
    site = started;
    browser = another();
  }

  private Browser another() {
    return new Browser(site.web.address().getPort());
  }

  private void user(String name, Role role) {
    var hash = PasswordHash.of((name + " password").toCharArray(), new SecureRandom());
    site.configuration.change(
        "test", it -> it.with(Aaa.ACCESS_RIGHTS, name, role).with(Aaa.PASSWORD, name, hash));
  }

  @AfterEach
  void stop() {
    browser.close();
    site.close();
  }

  @Test
  void on_this_host_alone_nobody_signs_in_until_there_is_a_user() throws Exception {
    here();
    assertThat(browser.open(TRANSPORT).statusCode()).isEqualTo(200);
    assertThat(browser.submit(TRANSPORT, PORT, "17000").statusCode()).isEqualTo(303);
    user("anna", Role.ADMIN);
    var asked = browser.open(TRANSPORT);
    assertThat(asked.statusCode()).isEqualTo(303);
    assertThat(asked.headers().firstValue("Location")).contains("/sign-in?to=%2Fsip%2Ftransport");
  }

  @Test
  void what_a_proxy_passes_on_is_not_from_this_host() throws Exception {
    here();
    for (String header : List.of("Forwarded", "X-Forwarded-For")) {
      var passed = browser.request(TRANSPORT).header(header, "192.0.2.1").GET();
      assertThat(browser.send(passed).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void the_password_of_the_factory_changes_nothing_but_itself_where_others_can_come()
      throws Exception {
    everywhere();
    assertThat(browser.open("/").statusCode()).isEqualTo(303);
    var signed = signIn(browser, "admin", "administrator");
    assertThat(signed.headers().firstValue("Location")).contains("/password");
    assertThat(browser.open(TRANSPORT).body()).doesNotContain("<button class=\"submit\">");
    assertThat(browser.submit(TRANSPORT, PORT, "17000").statusCode()).isEqualTo(403);
    assertThat(browser.open("/management/access-control").statusCode()).isEqualTo(403);

    browser.open("/password");
    assertThat(change("administrator", "administrator").statusCode()).isEqualTo(422);
    assertThat(change("wrong", "correct horse").statusCode()).isEqualTo(422);
    assertThat(change("administrator", "short").statusCode()).isEqualTo(422);
    assertThat(site.access.isFactory()).isTrue();
    assertThat(change("administrator", "correct horse").statusCode()).isEqualTo(303);
    assertThat(site.access.isFactory()).isFalse();

    browser.open(TRANSPORT);
    assertThat(browser.submit(TRANSPORT, PORT, "17000").statusCode()).isEqualTo(303);
    try (var other = another()) {
      assertThat(signIn(other, "admin", "administrator").statusCode()).isEqualTo(403);
      assertThat(signIn(other, "admin", "correct horse").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void a_new_password_ends_the_other_sessions_of_its_account() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    try (var other = another()) {
      signIn(browser, "anna", "anna password");
      signIn(other, "anna", "anna password");
      browser.open("/password");
      assertThat(change("anna password", "correct horse").statusCode()).isEqualTo(303);
      assertThat(browser.open(TRANSPORT).statusCode()).isEqualTo(200);
      assertThat(other.open(TRANSPORT).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void an_observer_looks_a_user_changes_and_secrets_and_accounts_are_an_admins() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    user("ute", Role.USER);
    user("otto", Role.OBSERVER);
    String secret = SampleSite.PASSWORD.name();
    String accounts = "/management/access-control";

    signIn(browser, "otto", "otto password");
    assertThat(browser.open(TRANSPORT).body())
        .contains("name=\"" + PORT + "\" value=\"16000\"")
        .containsPattern("name=\"" + PORT + "\"[^>]* disabled=\"\"")
        .doesNotContain("Access Control");
    assertThat(browser.submit(TRANSPORT, PORT, "17000").statusCode()).isEqualTo(403);

    signIn(browser, "ute", "ute password");
    assertThat(browser.open(TRANSPORT).body())
        .containsPattern("name=\"" + secret + "\"[^>]* disabled=\"\"");
    assertThat(browser.submit(TRANSPORT, PORT, "17000").statusCode()).isEqualTo(303);
    assertThat(browser.submit(TRANSPORT, secret, "taken over").body())
        .contains("takes the role Admin");
    assertThat(browser.open(accounts).statusCode()).isEqualTo(403);
    String rights = "Aaa.User[Name=ute].AccessRights";
    assertThat(browser.submit(TRANSPORT, rights, "Admin").statusCode()).isEqualTo(422);

    signIn(browser, "anna", "anna password");
    assertThat(browser.open(accounts).body()).contains(rights).doesNotContain("argon2id");
    assertThat(browser.submit(TRANSPORT, secret, "taken over").statusCode()).isEqualTo(303);
    assertThat(browser.submit(accounts, rights, "Observer").statusCode()).isEqualTo(303);
    assertThat(browser.submit(accounts, "Aaa.User[Name=anna].AccessRights", "User").body())
        .contains("one user at least has the rights Admin and a password");
  }

  @Test
  void a_form_without_the_token_of_its_session_changes_nothing() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    signIn(browser, "anna", "anna password");
    assertThat(browser.submitWithoutToken(TRANSPORT, PORT, "17000").statusCode()).isEqualTo(403);
    try (var other = another()) {
      signIn(other, "anna", "anna password");
      other.open(TRANSPORT);
      signIn(other, "anna", "anna password");
      // the token that it still has is that of its session before
      assertThat(other.submit(TRANSPORT, PORT, "17000").statusCode()).isEqualTo(403);
    }
    assertThat(site.configuration.stored().get(SampleSite.BASE_PORT)).isEqualTo(16000);
  }

  @Test
  @Clause("RFC 6265 4.1.2")
  void the_cookie_is_for_this_site_and_no_script() throws Exception {
    everywhere();
    var signed = signIn(browser, "admin", "administrator");
    assertThat(signed.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("ringfence-session=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict");
  }

  @Test
  void signing_out_ends_the_session_and_so_does_a_quarter_of_an_hour() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    signIn(browser, "anna", "anna password");
    browser.open(TRANSPORT);
    assertThat(browser.submit("/sign-out").statusCode()).isEqualTo(303);
    assertThat(browser.open(TRANSPORT).statusCode()).isEqualTo(303);

    signIn(browser, "anna", "anna password");
    time.advance(Duration.ofMinutes(14));
    var refresh = browser.request(TRANSPORT).header("X-Refresh", "1").GET();
    assertThat(browser.send(refresh).statusCode()).isEqualTo(200);
    time.advance(Duration.ofMinutes(1));
    assertThat(browser.send(refresh).statusCode()).isEqualTo(403);
    assertThat(browser.open(TRANSPORT).statusCode()).isEqualTo(303);
  }

  @Test
  void a_stream_of_events_ends_with_its_session() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    signIn(browser, "anna", "anna password");
    browser.open(TRANSPORT);
    try (var stream = browser.stream("/api/events")) {
      assertThat(stream.readLine()).isEqualTo(": listening");
      site.events.report(Report.info("SipEp", "The first."));
      assertThat(stream.lines().filter(line -> line.startsWith("data")).findFirst().orElseThrow())
          .contains("The first.");
      browser.submit("/sign-out");
      site.events.report(Report.info("SipEp", "The second."));
      assertThat(stream.lines().toList()).noneMatch(line -> line.contains("The second."));
    }
  }

  @Test
  void five_wrong_passwords_lock_the_form() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    for (int i = 0; i < 5; i++) {
      assertThat(signIn(browser, "anna", "guess " + i).body())
          .contains("The name or the password is wrong.");
    }
    assertThat(signIn(browser, "anna", "anna password").body()).contains("is locked for 30");
    time.advance(Duration.ofSeconds(300));
    assertThat(signIn(browser, "anna", "anna password").statusCode()).isEqualTo(303);
  }

  @Test
  void nobody_is_sent_to_another_site_after_signing_in() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    for (String to :
        List.of("//evil.test/", "https://evil.test/", "/\\evil.test", "javascript:alert(1)", "")) {
      var signed =
          browser.submit("/sign-in", "name", "anna", "password", "anna password", "to", to);
      assertThat(signed.headers().firstValue("Location")).as(to).contains("/");
    }
    var signed =
        browser.submit("/sign-in", "name", "anna", "password", "anna password", "to", TRANSPORT);
    assertThat(signed.headers().firstValue("Location")).contains(TRANSPORT);
  }

  @Test
  @Clause("RFC 7617 2")
  void a_script_gives_its_name_and_password_with_each_request() throws Exception {
    everywhere();
    user("anna", Role.ADMIN);
    assertThat(basic("anna:anna password").statusCode()).isEqualTo(303);
    assertThat(site.configuration.stored().get(SampleSite.BASE_PORT)).isEqualTo(17000);
    var denied = basic("anna:wrong");
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(denied.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    for (int i = 0; i < 4; i++) basic("anna:wrong");
    assertThat(basic("anna:wrong").statusCode()).isEqualTo(429);
    assertThat(basic("anna:anna password").statusCode()).isEqualTo(303);
  }

  private HttpResponse<String> basic(String pair) throws Exception {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    var request =
        browser
            .request(TRANSPORT)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(PORT + "=17000"));
    return browser.send(request);
  }

  private HttpResponse<String> signIn(Browser from, String name, String password) throws Exception {
    return from.submit("/sign-in", "name", name, "password", password);
  }

  private HttpResponse<String> change(String old, String fresh) throws Exception {
    return browser.submit("/password", "password", old, "new", fresh, "again", fresh);
  }
}
