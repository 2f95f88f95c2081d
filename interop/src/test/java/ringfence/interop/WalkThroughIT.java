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
  private static final String GATEWAY = "OpenSIPS";

  /// The row of SIP > Transport, which is for all gateways alike.
  private static final String EVERY_GATEWAY = "default";

  /// Both units have it; the one from the factory is known to everybody.
  private static final String PRE_SHARED_KEY = "a key that two units share";

  private static final String SAME_KEY = "Mipt.MikeyPreSharedKey=\"" + PRE_SHARED_KEY + "\"";
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
    authority = Authority.make(ground);
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
      installsTheCertificate(person);
      restartsWhatIsRequired(person, "2-3-services");
      addsTheGateway(person);
      namesTheServers(person);
      registersTheFirstLine(person);
      enablesTls(person);
      restartsWhatIsRequired(person, "2-6-services");
      seesTheLinkComeUp(person);
      securesTheMedia(person);
      restartsWhatIsRequired(person, "2-7-services");
      other.registered();
      calls(person, unit, other);
    }
  }

  /// 2.3, Management > Certificates: the CA by which the proxy is checked.
  private void installsTheCertificate(Person person) {
    person.opens("Management", "Certificates");
    assertThat(person.field("Path")).isHidden();
    person.photographs("2-3-guard");
    person.presses("Activate unsecure certificate transfer (not recommended).");
    person.chooses("Type", "Other");
    person.field("Path").setInputFiles(authority.certificate());
    person.photographs("2-3-import");
    person.button("Submit").first().click();
    assertThat(person.table("Other Certificates")).containsText("ca.crt");
    assertThat(person.banner()).isVisible();
    person.photographs("2-3-certificates");
  }

  /// 2.5, SIP > Gateways: `OpenSIPS` on port 5062 in place of the factory's gateway.
  private void addsTheGateway(Person person) {
    person.opens("SIP", "Gateways");
    person.fills("New: Name", GATEWAY);
    person.fills("Port, new row", "5062");
    person.presses("Add the row");
    person.presses("Delete default");
    assertThat(person.field("Port, " + GATEWAY)).hasValue("5062");
    assertThat(person.field("Port, default")).isHidden();
    assertThat(person.banner()).isVisible();
    person.photographs("2-5-gateways");
  }

  /// 2.5, SIP > Servers: registrar and proxy of this gateway alone.
  private void namesTheServers(Person person) {
    person.opens("SIP", "Servers");
    specific(person, "SIP Gateway Specific Registrar Servers", "Registrar Host");
    specific(person, "SIP Gateway Specific Proxy Servers", "Proxy Host");
    person.photographs("2-5-servers");
    person.submits();
    assertThat(person.field("Registrar Host, " + GATEWAY)).hasValue(Ringfence.text(proxy));
    assertThat(person.field("Proxy Host, " + GATEWAY)).hasValue(Ringfence.text(proxy));
  }

  private void specific(Person person, String table, String host) {
    Locator within = person.table(table);
    within.getByLabel("Gateway Specific, " + GATEWAY).selectOption("Enable");
    within.getByLabel(host + ", " + GATEWAY).first().fill(Ringfence.text(proxy));
  }

  /// What 2.5 leaves to the reader: who the first line is, and its password.
  private void registersTheFirstLine(Person person) {
    person.opens("SIP", "Registrations");
    person.fills("User Name, FXS1", "100");
    person.chooses("Register, FXS1", "Enable");
    person.photographs("2-5-registrations");
    person.submits();
    assertThat(person.field("User Name, FXS1")).hasValue("100");
    person.opens("SIP", "Authentication");
    person.fills("New: Index", "1");
    person.fills("User Name, new row", "100");
    person.fills("Password, new row", "secret100");
    person.photographs("2-5-authentication");
    person.presses("Add the row");
    assertThat(person.field("User Name, 1")).hasValue("100");
    assertThat(person.field("Password, 1")).hasValue("");
  }

  /// 2.6, SIP > Transport.
  private void enablesTls(Person person) {
    person.opens("SIP", "Transport");
    person.chooses("Add SIP Transport in Registration, " + EVERY_GATEWAY, "Enable");
    person.chooses("Add SIP Transport in Contact Header, " + EVERY_GATEWAY, "Enable");
    person.chooses("TLS, " + EVERY_GATEWAY, "Enable");
    assertThat(person.field("Persistent TLS Base Port")).hasValue("16000");
    person.photographs("2-6-transport");
    person.submits();
    assertThat(person.field("Add SIP Transport in Registration, " + EVERY_GATEWAY))
        .hasValue("Enable");
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
            .filter(new Locator.FilterOptions().setHasText(GATEWAY));
    assertThat(link).containsText("16000");
    assertThat(link).containsText(Ringfence.text(proxy));
    assertThat(link).containsText("Up");
    assertThat(person.lights()).containsText("Ready on");
    person.photographs("2-6-up");
  }

  /// 2.7, Telephony > CODECS.
  private void securesTheMedia(Person person) {
    person.opens("Telephony", "CODECS");
    person.chooses("Mode", "Secure");
    person.chooses("Key Management Protocol", "MIKEY");
    person.chooses("Encryption", "AES_CM_128");
    person.fills("MIKEY Pre-Shared Key", PRE_SHARED_KEY);
    assertThat(person.field("Allow Unsecure T.38 with Secure RTP")).hasValue("Disable");
    person.photographs("2-7-codecs");
    person.submits();
    assertThat(person.field("MIKEY Pre-Shared Key")).hasValue("");
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
