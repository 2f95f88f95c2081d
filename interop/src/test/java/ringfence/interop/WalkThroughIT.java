package ringfence.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The vendor's configuration notes, chapter 2, click by click in a browser: from a unit as it
/// leaves the factory to a call in secure media. With `-Dringfence.album=FOLDER` it takes the
/// pictures of `docs/walk-through.md`.
class WalkThroughIT {
  private static final String SAME_KEY =
      "Mipt.MikeyPreSharedKey=\"" + ChapterTwo.PRE_SHARED_KEY + "\"";
  private static final String MIKEY = "Mipt.DefaultSecurityKeyManagement=\"MIKEY\"";

  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Ground ground;
  private Authority authority;
  private Ringfence ringfence;
  private InetSocketAddress proxy;

  @BeforeEach
  void prepare() {
    ground = new Ground(folder);
    authority = Authority.ours();
    ringfence = new Ringfence(ground, authority);
    proxy = ground.at(11, Ringfence.PROXY_PORT);
  }

  @Test
  void the_notes_lead_from_a_factory_fresh_unit_to_a_secure_call() {
    try (var _ = ringfence.proxy(11);
        var unit = ringfence.factoryFresh(30);
        var other = ringfence.adapter(12, "101", proxy, MIKEY, SAME_KEY);
        var chromium = Chromium.start();
        var person = chromium.person(unit.pages())) {
      person.arrives();
      var notes = new ChapterTwo(person, authority.certificate(), proxy);
      notes.installsTheCertificate();
      restartsWhatIsRequired(person, "2-3-services");
      notes.addsTheGateway();
      notes.namesTheServers();
      notes.registersTheFirstLine();
      notes.enablesTls();
      restartsWhatIsRequired(person, "2-6-services");
      seesTheLinkComeUp(person);
      notes.securesTheMedia();
      restartsWhatIsRequired(person, "2-7-services");
      other.registered();
      calls(person, unit, other);
    }
  }

  /// The link at the head of the page, and the button below the services.
  private void restartsWhatIsRequired(Person person, String picture) {
    assertThat(person.banner()).isVisible();
    person.clicksLink("Please click this link to access the services table");
    assertThat(person.heading("Services")).isVisible();
    person.photographs(picture);
    person.presses("Restart Required Services");
    assertThat(person.page().getByText("Restarting")).isVisible();
    assertThat(person.banner()).isHidden();
  }

  /// 2.6: the status is Up and the light is steady, without anyone loading the page again.
  private void seesTheLinkComeUp(Person person) {
    person.opens("SIP", "Servers");
    Locator link =
        person
            .table("TLS Persistent Connections Status")
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText(ChapterTwo.GATEWAY));
    assertThat(link).containsText("16000");
    assertThat(link).containsText(Ringfence.text(proxy));
    assertThat(link).containsText("Up");
    assertThat(person.lights()).containsText("Ready on");
    person.photographs("2-6-up");
  }

  /// 2.7: the call that the notes show in a trace.
  private void calls(Person person, Adapter unit, Adapter other) {
    person.opens("Telephony", "Lines");
    Locator phone = person.group("Phone FXS1");
    press(phone, "Lift");
    for (String key : "101#".split("")) press(phone, key);
    other.answer();
    assertThat(phone).containsText("Talking");
    assertThat(person.table("Line Status")).containsText(SUITE);
    person.photographs("2-7-call");
    unit.talk(tone(440, "ours.wav"), SUITE);
    other.talk(tone(1000, "theirs.wav"), SUITE);
    unit.hears(1000, 2);
    other.hears(440, 2);
    press(phone, "Put down");
    assertThat(phone).containsText("On the hook");
  }

  private static void press(Locator phone, String key) {
    phone
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(key).setExact(true))
        .click();
  }

  private Path tone(double hertz, String name) {
    return Sound.tone(hertz, 30).write(ground.file(name));
  }
}
