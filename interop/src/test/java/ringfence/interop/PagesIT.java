package ringfence.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The pages of a factory-fresh unit for people whose browsers, screens and hands differ.
class PagesIT {
  private static final String BASE_PORT = "Persistent TLS Base Port";

  /// Those with the widest tables and longest forms.
  private static final List<String> PAGES =
      List.of(
          "/system/information",
          "/system/services",
          "/sip/gateways",
          "/sip/servers",
          "/sip/registrations",
          "/sip/authentication",
          "/sip/transport",
          "/telephony/codecs",
          "/telephony/lines");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Path settings;
  private Adapter unit;
  private Chromium chromium;

  @BeforeEach
  void prepare() {
    var ground = new Ground(folder);
    var ringfence = new Ringfence(ground, Authority.ours());
    unit = ringfence.factoryFresh(30);
    settings = ringfence.settingsOf(30);
    chromium = Chromium.start();
  }

  @AfterEach
  void close() {
    chromium.close();
    unit.close();
  }

  @Test
  void F57_a_base_port_of_80_is_refused_beside_its_field_and_nothing_is_stored() {
    try (var person = chromium.person(unit.pages())) {
      person.arrives();
      person.opens("SIP", "Transport");
      person.chooses("Add SIP Transport in Registration, default", "Enable");
      person.fills(BASE_PORT, "80");
      person.submits();
      var field = person.field(BASE_PORT);
      assertThat(field).hasAttribute("aria-invalid", "true");
      assertThat(field).hasAccessibleDescription(Pattern.compile("1025 to 64535"));
      assertThat(field).hasValue("80");
      assertThat(field).isFocused();
      assertThat(person.page()).hasTitle(Pattern.compile("^Error: "));
      assertThat(settings).isEmptyFile();
      person.opens("SIP", "Transport");
      assertThat(person.field(BASE_PORT)).hasValue("16000");
      assertThat(person.banner()).isHidden();
    }
  }

  @Test
  void without_script_settings_are_stored_and_phones_are_lifted() {
    var options = new Browser.NewContextOptions().setJavaScriptEnabled(false);
    try (var person = chromium.person(unit.pages(), options)) {
      person.arrives();
      person.opens("SIP", "Transport");
      person.fills(BASE_PORT, "17000");
      person.submits();
      assertThat(person.field(BASE_PORT)).hasValue("17000");
      assertThat(person.banner()).isVisible();
      assertThat(settings).content().contains("PersistentBasePort=17000");
      person.opens("Telephony", "Lines");
      person.button("Lift").first().click();
      assertThat(person.lights()).containsText("In Use on");
    }
  }

  @Test
  void the_keyboard_alone_changes_and_submits_a_form() {
    try (var person = chromium.person(unit.pages())) {
      person.arrives();
      person.opens("SIP", "Transport");
      person.tabsTo(person.field(BASE_PORT));
      person.types("Control+A", "1", "8", "0", "0", "0");
      person.tabsTo(person.button("Submit"));
      person.types("Enter");
      assertThat(person.page().getByText("The changes are stored.")).isVisible();
      assertThat(person.field(BASE_PORT)).hasValue("18000");
    }
  }

  @Test
  void a_telephone_of_390_pixels_has_nothing_beyond_its_edge() {
    var telephone = new Browser.NewContextOptions().setViewportSize(390, 844).setIsMobile(true);
    try (var person = chromium.person(unit.pages(), telephone)) {
      for (String path : PAGES) {
        person.page().navigate(path);
        assertThat(person.widthOfPage()).as(path).isLessThanOrEqualTo(390);
      }
      person.photographs("telephone");
    }
  }

  @Test
  void a_link_that_does_not_come_up_is_looked_into_by_a_button() {
    try (var person = chromium.person(unit.pages())) {
      person.arrives();
      pointsNowhere(person);
      person.opens("System", "Services");
      person.presses("Restart Required Services");
      person.opens("SIP", "Servers");
      person.button("Diagnose default").first().click();
      assertThat(person.page().getByText("Nobody listens at 127.0.0.1:9.").first()).isVisible();
      assertThat(person.page().getByRole(AriaRole.CELL, named("SipEp.DefaultStaticProxyHost")))
          .isVisible();
      person.photographs("diagnosis");
      person.page().setViewportSize(390, 844);
      assertThat(person.widthOfPage()).isLessThanOrEqualTo(390);
      person.photographs("diagnosis-telephone");
    }
  }

  @Test
  void a_registration_that_fails_is_looked_into_and_leads_to_the_very_field() {
    try (var person = chromium.person(unit.pages())) {
      person.arrives();
      pointsNowhere(person);
      person.opens("SIP", "Registrations");
      person.fills("User Name, FXS1", "100");
      person.chooses("Register, FXS1", "Enable");
      person.submits();
      person.opens("System", "Services");
      person.presses("Restart Required Services");
      person.opens("SIP", "Registrations");
      person.button("Diagnose FXS1").click();
      assertThat(person.page().getByText("Nobody listens at 127.0.0.1:9.").first()).isVisible();
      person.photographs("registration-diagnosis");
      person.page().setViewportSize(390, 844);
      assertThat(person.widthOfPage()).isLessThanOrEqualTo(390);
      person.photographs("registration-diagnosis-telephone");
      person.page().getByRole(AriaRole.LINK, named("SipEp.DefaultStaticProxyHost")).click();
      assertThat(person.page())
          .hasURL(Pattern.compile("/sip/servers#SipEp.DefaultStaticProxyHost"));
      assertThat(person.field("Proxy Host")).isFocused();
    }
  }

  /// At a port where nobody listens.
  private static void pointsNowhere(Person person) {
    person.opens("SIP", "Servers");
    person.fills("Proxy Host", "127.0.0.1:9");
    person.fills("Registrar Host", "127.0.0.1:9");
    person.submits();
  }

  private static Page.GetByRoleOptions named(String text) {
    return new Page.GetByRoleOptions().setName(text);
  }

  @Test
  void a_dark_scheme_is_dark_and_its_text_is_light() {
    var dark = new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK);
    try (var person = chromium.person(unit.pages(), dark)) {
      person.page().navigate("/sip/gateways");
      assertThat(person.brightness("background-color")).isLessThan(60);
      assertThat(person.brightness("color")).isGreaterThan(180);
      person.photographs("dark");
    }
  }
}
