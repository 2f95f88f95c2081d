package ringfence.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// The vendor's configuration notes, chapter 2, as somebody goes through them on the pages: what is
/// entered where, by the numbers of the notes.
final class ChapterTwo {
  static final String GATEWAY = "OpenSIPS";

  /// Both units of the call have it; the one from the factory is known to everybody.
  static final String PRE_SHARED_KEY = "a key that two units share";

  /// The row of SIP > Transport, which is for all gateways alike.
  private static final String EVERY_GATEWAY = "default";

  private final Person person;
  private final Path certificate;
  private final InetSocketAddress proxy;

  /// @param certificate of the authority that vouches for the proxy
  ChapterTwo(Person person, Path certificate, InetSocketAddress proxy) {
    this.person = person;
    this.certificate = certificate;
    this.proxy = proxy;
  }

  /// 2.3, Management > Certificates: the CA by which the proxy is checked.
  void installsTheCertificate() {
    person.opens("Management", "Certificates");
    assertThat(person.field("Path")).isHidden();
    person.photographs("2-3-guard");
    person.presses("Activate unsecure certificate transfer (not recommended).");
    person.chooses("Type", "Other");
    person.field("Path").setInputFiles(certificate);
    person.photographs("2-3-import");
    person.button("Submit").first().click();
    assertThat(person.table("Other Certificates")).containsText("ca.crt");
    assertThat(person.banner()).isVisible();
    person.photographs("2-3-certificates");
  }

  /// 2.5, SIP > Gateways: `OpenSIPS` on port 5062 in place of the factory's gateway.
  void addsTheGateway() {
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
  void namesTheServers() {
    person.opens("SIP", "Servers");
    specific("SIP Gateway Specific Registrar Servers", "Registrar Host");
    specific("SIP Gateway Specific Proxy Servers", "Proxy Host");
    person.photographs("2-5-servers");
    person.submits();
    assertThat(person.field("Registrar Host, " + GATEWAY)).hasValue(Ringfence.text(proxy));
    assertThat(person.field("Proxy Host, " + GATEWAY)).hasValue(Ringfence.text(proxy));
  }

  private void specific(String table, String host) {
    Locator within = person.table(table);
    within.getByLabel("Gateway Specific, " + GATEWAY).selectOption("Enable");
    within.getByLabel(host + ", " + GATEWAY).first().fill(Ringfence.text(proxy));
  }

  /// What 2.5 leaves to the reader: who the first line is, and its password.
  void registersTheFirstLine() {
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
  void enablesTls() {
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

  /// 2.7, Telephony > CODECS.
  void securesTheMedia() {
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
}
