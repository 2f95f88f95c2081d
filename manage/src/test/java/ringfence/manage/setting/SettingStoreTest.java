package ringfence.manage.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.setting.SettingStore.Loaded;
import ringfence.manage.setting.SettingStore.Refused;

class SettingStoreTest {
  @TempDir Path folder;

  @Test
  void what_is_set_to_its_default_is_as_if_it_was_never_set() {
    var start = Settings.of(Sample.ALL);
    var set =
        start
            .with(Sample.PORT, 17000)
            .with(Sample.TLS, "default", true)
            .with(Sample.PASSWORD, Secret.of("x"));
    var back =
        set.with(Sample.PORT, 16000)
            .with(Sample.TLS, "default", false)
            .with(Sample.PASSWORD, Secret.of(""));
    assertThat(back).isEqualTo(start);
    assertThat(back.toTextWithSecrets()).isEmpty();
    assertThat(start.with(Sample.TLS, "other", false).toText())
        .isEqualTo("SipEp.TransportConfig[GatewayName=other].Insert=10\n");
  }

  @Test
  void a_script_sets_cells_scalars_and_numbers() {
    Settings settings =
        loaded(
            """
            # the seed's set-up
            SipEp.TransportConfig[GatewayName=default].TlsEnable="Enable"   # TLS only
              sipep.transportconfig[gatewayname=OpenSIPS].TLSENABLE = "Disable"
            SipEp.DefaultStaticProxyHost="127.0.120.11:5062"
            Mipt.DefaultSecurityRtpMode="Secure"
            SipEp.TransportPersistentBasePort=17000

            SipEp.TransportFailbackInterval="30"
            """);

    assertThat(settings.get(Sample.TLS, "default")).isTrue();
    assertThat(settings.get(Sample.TLS, "OpenSIPS")).isFalse();
    assertThat(settings.rows(Sample.TRANSPORT)).containsExactly("default", "OpenSIPS");
    assertThat(settings.get(Sample.HOST)).isEqualTo("127.0.120.11:5062");
    assertThat(settings.get(Sample.MODE)).isEqualTo(Sample.RtpMode.SECURE);
    assertThat(settings.get(Sample.PORT)).isEqualTo(17000);
    assertThat(settings.get(Sample.FAILBACK)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void what_nobody_sets_has_its_default() {
    Settings settings = loaded("");
    assertThat(settings.get(Sample.TLS, "default")).isFalse();
    assertThat(settings.get(Sample.PORT)).isEqualTo(16000);
    assertThat(settings.rows(Sample.TRANSPORT)).containsExactly("default");
    assertThat(settings.rows(Sample.LINE)).containsExactly("FXS1", "FXS2");
    assertThat(settings.isSet(Sample.PORT)).isFalse();
    assertThat(settings.toText()).isEmpty();
  }

  @Test
  void a_plain_file_repeats_the_lines_of_a_list() {
    Settings settings =
        loaded(
            """
            listen = tls:127.0.0.1:5061
            listen = udp:127.0.0.1:5060 # for the old ones
            certificate = "certs/proxy one.pem"
            verify_certificate = no
            """);
    assertThat(settings.get(Sample.LISTEN))
        .containsExactly("tls:127.0.0.1:5061", "udp:127.0.0.1:5060");
    assertThat(settings.get(Sample.CERTIFICATE)).isEqualTo("certs/proxy one.pem");
    assertThat(settings.get(Sample.VERIFY)).isFalse();
    assertThat(settings.toText())
        .isEqualTo(
            """
            listen = tls:127.0.0.1:5061
            listen = udp:127.0.0.1:5060
            certificate = "certs/proxy one.pem"
            verify_certificate = no
            """);
  }

  @Test
  void every_wrong_line_is_named_and_nothing_is_applied() {
    assertThat(
            refused(
                """
                SipEp.TransportPersistentBasePort=80
                Mipt.DefaultSecurityRtpMode="Secured"
                SipEp.TransportConfig[GatewayName=default].TlsEnabl="Enable"
                Zzz="1"
                SipEp.DefaultStaticProxyHost="127.0.120.11
                what is this
                SipEp.TransportConfig.TlsEnable="Enable"
                SipEp.UserAgent[EpId=FXS3].Username="100"
                SipEp.UserAgent[Port=FXS1].Username="100"
                Mipt.DefaultSecurityRtpMode="Secure" "Unsecure"
                SipEp.DefaultStaticProxyHost="a\\qb"
                certificate = a.pem
                certificate = b.pem
                SipEp.TransportPersistentBasePort=16100
                """))
        .isEqualTo(
            """
            unit.cfg, line 1: SipEp.TransportPersistentBasePort cannot be "80"; allowed: a number from 1025 to 64535
            unit.cfg, line 2: Mipt.DefaultSecurityRtpMode cannot be "Secured"; allowed: Unsecure, Secure, SecureWithFallback
            unit.cfg, line 3: there is no variable SipEp.TransportConfig[GatewayName=default].TlsEnabl; did you mean SipEp.TransportConfig[GatewayName=…].TlsEnable?
            unit.cfg, line 4: there is no variable Zzz
            unit.cfg, line 5: the quoted text does not end
            unit.cfg, line 6: a line is a name, an equals sign and a value
            unit.cfg, line 7: SipEp.TransportConfig.TlsEnable names no row of its table; allowed: SipEp.TransportConfig[GatewayName=…].TlsEnable
            unit.cfg, line 8: SipEp.UserAgent[EpId=FXS3].Username names no row of its table; allowed: FXS1, FXS2
            unit.cfg, line 9: SipEp.UserAgent[Port=FXS1].Username names no row of its table; allowed: SipEp.UserAgent[EpId=…].Username
            unit.cfg, line 10: something follows the quoted value
            unit.cfg, line 11: a backslash is followed by \\, ", n, r, t or u
            unit.cfg, line 13: certificate is set twice; line 12 has it already\
            """);
  }

  @Test
  void a_later_line_of_a_script_replaces_an_earlier_one() {
    var settings =
        loaded("SipEp.TransportPersistentBasePort=16100\nSipEp.TransportPersistentBasePort=16200");
    assertThat(settings.get(Sample.PORT)).isEqualTo(16200);
  }

  @Test
  void a_secret_is_in_no_refusal_and_no_export_that_did_not_ask_for_it() {
    String password = "correct horse";
    assertThat(refused("SipEp.Password=\"" + password.repeat(30) + "\"")).doesNotContain("horse");
    assertThat(refused("SipEp.Passwort=\"" + password + "\"")).doesNotContain("horse");
    assertThat(refused("SipEp.Password=\"" + password)).doesNotContain("horse");

    Settings settings = loaded("SipEp.Password=\"" + password + "\"");
    assertThat(settings.toText()).isEqualTo("# SipEp.Password is set and not shown\n");
    assertThat(settings.toString() + settings.get(Sample.PASSWORD)).doesNotContain("horse");
    assertThat(settings.toTextWithSecrets()).isEqualTo("SipEp.Password=\"correct horse\"\n");
    String lent =
        settings.get(Sample.PASSWORD).use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    assertThat(lent).isEqualTo(password);
  }

  @Test
  void a_closed_secret_is_erased() {
    Secret secret = Secret.of("horse");
    secret.close();
    assertThat(secret.<Integer>use(bytes -> bytes[0] + bytes[4])).isZero();
  }

  @Test
  void saving_and_loading_gives_the_same_settings_to_their_owner_only() throws IOException {
    Settings settings =
        Settings.of(Sample.ALL)
            .with(Sample.TLS, "a gateway", true)
            .with(Sample.PASSWORD, Secret.of("p\u00e4ss \"word\" \\ \n # \u0001"))
            .with(Sample.HOST, "")
            .with(Sample.FAILBACK, Duration.ofSeconds(99));
    Path file = folder.resolve("new/unit.cfg");
    SettingStore.save(file, settings);

    assertThat(SettingStore.load(file, Sample.ALL)).isEqualTo(new Loaded(settings));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_save_that_fails_leaves_the_old_file_and_no_remains() throws IOException {
    Path file = folder.resolve("unit.cfg");
    SettingStore.save(file, Settings.of(Sample.ALL).with(Sample.PORT, 16100));
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("by a folder"));

    assertThatThrownBy(() -> SettingStore.save(taken, Settings.of(Sample.ALL)))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(file)).isEqualTo("SipEp.TransportPersistentBasePort=16100\n");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(file, taken);
    }
  }

  @Test
  void a_saved_link_keeps_pointing_where_it_did() throws IOException {
    Path real = Files.createFile(folder.resolve("real.cfg"));
    Path link = Files.createSymbolicLink(folder.resolve("unit.cfg"), real);
    SettingStore.save(link, Settings.of(Sample.ALL).with(Sample.PORT, 16100));
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).isEqualTo("SipEp.TransportPersistentBasePort=16100\n");
  }

  @Test
  void a_file_that_cannot_be_read_is_refused_in_one_line() throws IOException {
    Path missing = folder.resolve("none.cfg");
    assertThat(refusal(missing)).isEqualTo(missing + ": there is no such file");
    Path latin = Files.write(folder.resolve("latin.cfg"), new byte[] {'a', '=', (byte) 0xE4});
    assertThat(refusal(latin)).isEqualTo(latin + ": the file is not UTF-8 text");
    Path large = Files.write(folder.resolve("large.cfg"), new byte[(1 << 20) + 1]);
    assertThat(refusal(large)).isEqualTo(large + ": a settings file has at most 1 MiB");
    assertThat(refusal(folder)).startsWith(folder + ": the file cannot be read: ");
  }

  @Test
  void an_editors_byte_order_mark_and_line_ends_do_not_matter() {
    assertThat(
            loaded("\uFEFFcertificate = a.pem\r\nverify_certificate = no\r\n").get(Sample.VERIFY))
        .isFalse();
  }

  private String refusal(Path file) {
    return ((Refused) SettingStore.load(file, Sample.ALL)).refusals().getFirst().toString();
  }

  private static Settings loaded(String text) {
    return ((Loaded) SettingStore.read("unit.cfg", text.lines().toList(), Sample.ALL)).settings();
  }

  private static String refused(String text) {
    var outcome = (Refused) SettingStore.read("unit.cfg", text.lines().toList(), Sample.ALL);
    return String.join("\n", outcome.refusals().stream().map(Refusal::toString).toList());
  }
}
