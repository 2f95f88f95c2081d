package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What the vendor's notes configure on the pages can be configured by a script, over HTTP and at
/// the command line as well, and the settings file is the same to the octet. The certificate is a
/// file: without the pages it comes over HTTP.
class SameSettingsIT {
  private static final String SCRIPT =
      """
      # chapter 2 of the notes
      SipEp.Gateway[Name=OpenSIPS].Insert=10
      SipEp.Gateway[Name=OpenSIPS].Port=5062
      SipEp.Gateway[Name=default].Delete=10
      SipEp.GwSpecificRegistration[GatewayName=OpenSIPS].EnableConfig="Enable"
      SipEp.GwSpecificRegistration[GatewayName=OpenSIPS].RegistrarHost="{PROXY}"
      SipEp.GwSpecificProxy[GatewayName=OpenSIPS].EnableConfig="Enable"
      SipEp.GwSpecificProxy[GatewayName=OpenSIPS].ProxyHost="{PROXY}"
      SipEp.UserAgent[EpId=FXS1].Username="100"
      SipEp.UserAgent[EpId=FXS1].Register="Enable"
      SipEp.Authentication[Index=1].Insert=10
      SipEp.Authentication[Index=1].UserName="100"
      SipEp.Authentication[Index=1].Password="secret100"
      SipEp.TransportConfig[GatewayName=default].RegistrationEnable="Enable"
      SipEp.TransportConfig[GatewayName=default].ContactEnable="Enable"
      SipEp.TransportConfig[GatewayName=default].TlsEnable="Enable"
      Mipt.DefaultSecurityRtpMode="Secure"
      Mipt.DefaultSecurityKeyManagement="MIKEY"
      Mipt.DefaultSecurityRtpEncryption="AES_CM_128"
      Mipt.MikeyPreSharedKey="a key that two units share"
      """;

  /// The same in JSON: rows that are there change, others are added.
  private static final String JSON =
      """
      {"SipEp.Gateway": [{"Name": "OpenSIPS", "Port": 5062}],
       "SipEp.GwSpecificRegistration":
         [{"GatewayName": "OpenSIPS", "EnableConfig": "Enable", "RegistrarHost": "{PROXY}"}],
       "SipEp.GwSpecificProxy":
         [{"GatewayName": "OpenSIPS", "EnableConfig": "Enable", "ProxyHost": "{PROXY}"}],
       "SipEp.UserAgent": [{"EpId": "FXS1", "Username": "100", "Register": "Enable"}],
       "SipEp.Authentication": [{"Index": "1", "UserName": "100", "Password": "secret100"}],
       "SipEp.TransportConfig": [{"GatewayName": "default", "RegistrationEnable": "Enable",
         "ContactEnable": "Enable", "TlsEnable": "Enable"}],
       "Mipt.DefaultSecurityRtpMode": "Secure",
       "Mipt.DefaultSecurityKeyManagement": "MIKEY",
       "Mipt.DefaultSecurityRtpEncryption": "AES_CM_128",
       "Mipt.MikeyPreSharedKey": "a key that two units share"}
      """;

  private static final int SSH_PORT = 15022;

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
  void pages_script_interface_and_command_line_give_the_same_settings_file() {
    String pages = byThePages(30);
    assertThat(pages).contains("SipEp.Gateway[Name=OpenSIPS].Port=5062");
    assertThat(byTheScript(31)).as("script").isEqualTo(pages);
    assertThat(byTheInterface(32)).as("REST").isEqualTo(pages);
    assertThat(byTheCommandLine(33)).as("SSH").isEqualTo(pages);
  }

  private String byThePages(int host) {
    try (var unit = ringfence.factoryFresh(host);
        var chromium = Chromium.start();
        var person = chromium.person(unit.pages())) {
      var notes = new ChapterTwo(person, authority.certificate(), proxy);
      person.arrives();
      notes.installsTheCertificate();
      notes.addsTheGateway();
      notes.namesTheServers();
      notes.registersTheFirstLine();
      notes.enablesTls();
      notes.securesTheMedia();
    }
    return settings(host);
  }

  private String byTheScript(int host) {
    try (var unit = ringfence.factoryFresh(host)) {
      Path script = Ground.write(ground.file("chapter-2.cfg"), filled(SCRIPT));
      withCertificate(unit).transfer("script", script);
    }
    return settings(host);
  }

  private String byTheInterface(int host) {
    try (var unit = ringfence.factoryFresh(host)) {
      var curl = withCertificate(unit);
      curl.send("PATCH", "settings", filled(JSON));
      curl.send("DELETE", "settings/SipEp.Gateway/default", "");
    }
    return settings(host);
  }

  /// The command line is off in the factory; it is on for as long as it is used.
  private String byTheCommandLine(int host) {
    try (var unit = ringfence.factoryFresh(host)) {
      var curl = withCertificate(unit);
      curl.send("PATCH", "settings", "{\"Cli.EnableSsh\": \"Enable\", \"Cli.SshPort\": 15022}");
      curl.send("POST", "commands/Scm.RestartRequiredServices", "");
      unit.says("Command Line Interface \\(CLI\\) was started");
      var ssh = new OpenSsh(ground, ground.at(host, SSH_PORT), "admin", "administrator");
      ssh.run(filled(SCRIPT));
      curl.send("DELETE", "settings/Cli.EnableSsh", "");
      curl.send("DELETE", "settings/Cli.SshPort", "");
    }
    return settings(host);
  }

  private Curl withCertificate(Adapter unit) {
    var curl = new Curl(ground.folder(), unit.pages());
    curl.transfer("certificate", authority.certificate(), "type=Other");
    return curl;
  }

  private String filled(String text) {
    return text.replace("{PROXY}", Ringfence.text(proxy));
  }

  private String settings(int host) {
    return Ground.read(ringfence.settingsOf(host));
  }
}
