package ringfence.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The pages of the proxy, in the browser of somebody who runs one.
class ProxyPagesIT {
  private static final int HOST = 40;
  private static final String USER = "User, as 100@example.com";

  /// Those with the widest tables and longest forms.
  private static final List<String> PAGES =
      List.of(
          "/status/overview",
          "/status/registrations",
          "/status/users",
          "/status/flows",
          "/status/ladder",
          "/status/failures",
          "/status/trunks",
          "/status/certificates",
          "/status/counts",
          "/proxy/transport",
          "/proxy/trunks",
          "/proxy/users",
          "/management/services");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Ground ground;
  private static Authority authority;
  private static String pages;
  private static Peer proxy;
  private static Chromium chromium;

  /// One for all: each test has a user of its own.
  @BeforeAll
  static void prepare() {
    ground = new Ground(folder);
    authority = Authority.ours();
    var ringfence = new Ringfence(ground, authority);
    proxy = ringfence.proxyWithPages(HOST);
    proxy.await("pages at");
    pages = ringfence.pages(HOST);
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    proxy.close();
    chromium.close();
  }

  private String user(String name) {
    return name + "@" + ground.address(HOST);
  }

  private TextPhone phone(String name) {
    var place = new InetSocketAddress(ground.address(HOST), Ringfence.PROXY_PORT);
    return TextPhone.connect(name, ground.address(HOST), place, authority.certificate());
  }

  /// With the password that its phone knows.
  private void adds(Person person, String name) {
    person.opens("Status", "Users");
    person.fills(USER, user(name));
    person.fills("Password", "secret-" + name);
    person.presses("Add a User");
    assertThat(person.page().getByText(user(name) + " is added.")).isVisible();
  }

  /// Presses until it is taken: the next may be looked into five seconds after the last.
  private static void looksInto(Person person, Locator button) {
    Locator taken = person.page().getByText("is looked into.");
    Locator notYet = person.page().getByText("try again in some seconds");
    Instant until = Instant.now().plusSeconds(60);
    do {
      button.click();
      assertThat(taken.or(notYet)).isVisible();
    } while (!taken.isVisible() && Instant.now().isBefore(until));
  }

  @Test
  void a_user_who_is_added_on_the_page_registers_at_once_and_is_removed_again() {
    try (var person = chromium.person(pages)) {
      person.arrives();
      adds(person, "300");
      try (var phone = phone("300")) {
        phone.registers();
        assertThat(person.row(user("300"))).containsText("1 contact");
        assertThat(person.table("Users of the Settings (Read-Only)")).containsText(user("100"));
        person.photographs("proxy-users");
        person.fills("User", user("300"));
        person.fills("New password", "another");
        person.presses("Change a Password");
        assertThat(person.page().getByText("has another password.")).isVisible();
        person.presses("Remove " + user("300"));
        assertThat(person.page().getByText(user("300") + " is removed.")).isVisible();
        assertThat(person.row(user("300"))).isHidden();
      }
    }
  }

  @Test
  void a_registration_that_is_refused_is_looked_into_and_leads_to_the_passwords() {
    try (var person = chromium.person(pages)) {
      person.arrives();
      adds(person, "305");
      person.fills("User", user("305"));
      person.fills("New password", "another");
      person.presses("Change a Password");
      try (var phone = phone("305")) {
        assertThatThrownBy(phone::registers).isInstanceOf(AssertionError.class);
        person.opens("Status", "Failures");
        looksInto(person, person.row(user("305")).getByRole(AriaRole.BUTTON));
        assertThat(person.table("Call Diagnosis")).containsText("(sip.challenge-loop)");
        person.photographs("proxy-diagnosis");
        person.page().setViewportSize(390, 844);
        assertThat(person.widthOfPage()).isLessThanOrEqualTo(390);
        person.photographs("proxy-diagnosis-telephone");
        person.clicksLink("user.password");
        assertThat(person.page()).hasURL(Pattern.compile("/proxy/users#user.password"));
      }
    }
  }

  @Test
  void our_own_listeners_are_met_from_the_page_of_the_certificates() {
    try (var person = chromium.person(pages)) {
      person.arrives();
      person.opens("Status", "Certificates");
      looksInto(person, person.table("Certificates").getByRole(AriaRole.BUTTON).first());
      assertThat(person.page().getByText("What the file has is shown.")).isVisible();
    }
  }

  @Test
  void a_link_is_followed_from_the_list_to_its_end() {
    try (var person = chromium.person(pages)) {
      person.arrives();
      adds(person, "301");
      try (var phone = phone("301")) {
        phone.registers();
        person.opens("Status", "Flows");
        assertThat(person.row(user("301")).first()).containsText("TLSv1.3");
        person.photographs("proxy-flows");
        person.fills("Search", "nobody");
        person.presses("Search");
        assertThat(person.table("Flows")).isHidden();
        person.fills("Search", user("301"));
        person.presses("Search");
        person.table("Flows").getByRole(AriaRole.LINK).click();
        assertThat(person.heading("Flow")).isVisible();
        assertThat(person.page().getByText("It came up: TLSv1.3").first()).isVisible();
      }
      assertThat(person.page().getByText("Closed (peer)")).isVisible();
      assertThat(person.page().getByText(user("301")).first()).isVisible();
      person.photographs("proxy-flow");
    }
  }

  @Test
  void a_ladder_grows_while_somebody_looks() {
    try (var person = chromium.person(pages)) {
      person.arrives();
      adds(person, "302");
      person.opens("Status", "Ladder");
      person.fills("User, Call-ID or address", user("302"));
      person.presses("Draw");
      assertThat(person.page().getByText("Nothing yet.")).isVisible();
      Locator message = person.page().locator("pre").filter(text("CSeq: ")).first();
      try (var phone = phone("302")) {
        phone.registers();
        assertThat(rung(person, "200 OK (1 binding)")).hasCount(1);
        assertThat(message).isHidden();
        rung(person, "REGISTER sip:").first().click();
        assertThat(message).isVisible();
        phone.registers();
        assertThat(rung(person, "200 OK (1 binding)")).hasCount(2);
        assertThat(message).isVisible(); // as somebody has opened it
      }
      person.photographs("proxy-ladder");
    }
  }

  @Test
  void a_row_that_somebody_opened_stays_so_when_the_oldest_are_left_out() {
    try (var person = chromium.person(pages)) {
      person.arrives();
      adds(person, "308");
      person.opens("Status", "Ladder");
      person.fills("User, Call-ID or address", user("308"));
      person.presses("Draw");
      try (var phone = phone("308")) {
        for (int i = 0; i < 100; i++) phone.registers();
        assertThat(rung(person, "200 OK (1 binding)")).hasCount(100);
        rung(person, "200 OK (1 binding)").last().click();
        Locator open = person.page().locator("details[open]");
        String name = open.getAttribute("id");
        for (int i = 0; i < 40; i++) phone.registers();
        assertThat(person.page().getByText("rows before are not shown")).isVisible();
        assertThat(open).hasCount(1);
        assertThat(open).hasAttribute("id", name);
      }
    }
  }

  private static Locator rung(Person person, String words) {
    return person.page().locator("summary").filter(text(words));
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void a_telephone_of_390_pixels_has_nothing_beyond_its_edge() {
    var telephone = new Browser.NewContextOptions().setViewportSize(390, 844).setIsMobile(true);
    try (var person = chromium.person(pages, telephone)) {
      person.arrives();
      adds(person, "303");
      try (var phone = phone("303")) {
        phone.registers();
        for (String path : PAGES) {
          person.page().navigate(path);
          assertThat(person.widthOfPage()).as(path).isLessThanOrEqualTo(390);
          assertThat(person.cutOff()).as(path).isEmpty();
        }
      }
    }
  }

  @Test
  void a_window_of_1200_pixels_cuts_no_table_off_in_the_dark_either() {
    var dark =
        new Browser.NewContextOptions().setViewportSize(1200, 900).setColorScheme(ColorScheme.DARK);
    try (var person = chromium.person(pages, dark)) {
      person.arrives();
      adds(person, "304");
      try (var phone = phone("304")) {
        phone.registers();
        for (String path : PAGES) {
          person.page().navigate(path);
          assertThat(person.cutOff()).as(path).isEmpty();
        }
      }
      assertThat(person.brightness("background-color")).isLessThan(60);
    }
  }
}
