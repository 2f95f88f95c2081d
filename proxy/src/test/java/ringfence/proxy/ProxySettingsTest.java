package ringfence.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.setting.Settings;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.policy.PolicySettings;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.tls.ListenerTable;
import ringfence.proxy.users.SubscriberReading;
import ringfence.proxy.users.UserSettings;
import ringfence.sip.auth.DigestAlgorithm;
import ringfence.transport.tls.TlsVersion;

class ProxySettingsTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("proxy.conf"), text);
  }

  private Settings read(String text) throws IOException {
    return switch (ProxySettings.read(file(text))) {
      case ProxySettings.Reading.Read(var settings, _) -> settings;
      case ProxySettings.Reading.Refused(var refusals) -> throw new AssertionError(refusals);
    };
  }

  @Test
  void a_settings_file_names_listeners_users_and_the_rest() throws IOException {
    Settings settings =
        read(
            """
            # a proxy like that of the note
            listen = tls:127.0.0.1:5061
            listen = udp:127.0.0.1:5060
            certificate = cert.pem
            tcp_connection_lifetime = 12000
            domain = example.com
            strict_transport = yes
            auth_algorithms = "SHA-256, MD5"
            user[name=100].password = "secret one"
            user[name=101].password = "x"
            """);
    assertThat(settings.get(ListenerSettings.LISTEN))
        .extracting(ListenAddress::toString)
        .containsExactly("tls:127.0.0.1:5061", "udp:127.0.0.1:5060");
    assertThat(settings.get(ListenerSettings.TCP_CONNECTION_LIFETIME))
        .isEqualTo(Duration.ofSeconds(12_000));
    assertThat(settings.get(PolicySettings.AUTH_ALGORITHMS))
        .containsExactly(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
    assertThat(settings.rows(UserSettings.USER)).containsExactly("100", "101");
    assertThat(settings.toString()).doesNotContain("secret one");
  }

  @Test
  void the_defaults_are_those_that_are_documented() {
    Settings settings = ProxySettings.defaults();
    assertThat(settings.get(ListenerSettings.TCP_CONNECTION_LIFETIME))
        .isEqualTo(Duration.ofSeconds(7200));
    assertThat(settings.get(ListenerSettings.TLS_MIN)).isEqualTo(TlsVersion.TLS_1_2);
    assertThat(settings.get(ListenerSettings.LEGACY_TLS)).isFalse();
    assertThat(settings.get(PolicySettings.AUTH_ALGORITHMS)).containsExactly(DigestAlgorithm.MD5);
    assertThat(settings.get(PolicySettings.TRUST_REGISTERED_FLOW)).isFalse();
  }

  @Test
  void wrong_lines_are_refused_with_file_line_and_what_is_allowed() throws IOException {
    Path file =
        file("listen = tls:127.0.0.1:5061\nlisten = ftp:127.0.0.1\nauth_algorithms = MD4\n");
    var refused = (ProxySettings.Reading.Refused) ProxySettings.read(file);
    assertThat(refused.refusals())
        .extracting(Object::toString)
        .satisfiesExactly(
            one -> assertThat(one).contains("proxy.conf, line 2").contains("ftp").contains("tls:"),
            two -> assertThat(two).contains("line 3").contains("MD5, SHA-256"));
  }

  @Test
  void an_opensips_cfg_lies_over_a_settings_file_with_the_users() throws IOException {
    Settings base =
        read(
            "user[name=100].password = \"x\"\nlisten = udp:127.0.0.1:1\n"
                + "tcp_connection_lifetime = 12000\n");
    // the file of another product may well say what is our default
    String text = "listen=tls:127.0.0.9:5062\ntcp_connection_lifetime=7200\n";
    Path cfg = Files.writeString(folder.resolve("opensips.cfg"), text);
    var read = (ProxySettings.Reading.Read) ProxySettings.readOpenSips(cfg, base);
    assertThat(read.settings().get(ListenerSettings.LISTEN))
        .extracting(ListenAddress::toString)
        .containsExactly("tls:127.0.0.9:5062");
    assertThat(read.settings()).isEqualTo(read(text + "user[name=100].password = \"x\"\n"));
  }

  @Test
  void TLSv1_of_an_opensips_cfg_stays_behind_the_legacy_fence() throws IOException {
    Path cfg = Files.writeString(folder.resolve("opensips.cfg"), "tls_method = TLSv1\n");
    var fenced =
        (ProxySettings.Reading.Read) ProxySettings.readOpenSips(cfg, ProxySettings.defaults());
    assertThat(fenced.settings().get(ListenerSettings.TLS_MIN)).isEqualTo(TlsVersion.TLS_1_2);
    assertThat(fenced.warnings()).singleElement().asString().contains("legacy_tls = yes");

    Settings legacy = ProxySettings.defaults().with(ListenerSettings.LEGACY_TLS, true);
    var open = (ProxySettings.Reading.Read) ProxySettings.readOpenSips(cfg, legacy);
    assertThat(open.settings().get(ListenerSettings.TLS_MIN)).isEqualTo(TlsVersion.TLS_1_0);
  }

  @Test
  void a_wrong_opensips_cfg_is_refused_with_its_line() throws IOException {
    Path cfg = Files.writeString(folder.resolve("opensips.cfg"), "\nlisten =tls:10.0.0.1:99999\n");
    var refused =
        (ProxySettings.Reading.Refused) ProxySettings.readOpenSips(cfg, ProxySettings.defaults());
    assertThat(refused.refusals().getFirst().toString()).contains("opensips.cfg, line 2");
  }

  @Test
  void TLSv1_of_one_TLS_domain_stays_behind_its_fence_and_a_refusal_names_the_line()
      throws IOException {
    Path cfg =
        Files.writeString(
            folder.resolve("opensips.cfg"),
            """
            socket=tls:127.0.0.1:5061
            modparam("tls_mgm", "server_domain", "old")
            modparam("tls_mgm", "match_ip_address", "[old]127.0.0.1:5061")
            modparam("tls_mgm", "tls_method", "[old]TLSv1")
            """);
    var read =
        (ProxySettings.Reading.Read) ProxySettings.readOpenSips(cfg, ProxySettings.defaults());
    assertThat(read.settings().get(ListenerTable.TLS_MIN, "old")).contains(TlsVersion.TLS_1_2);
    assertThat(read.settings().get(ListenerSettings.LISTEN)).isEmpty();
    assertThat(read.warnings())
        .singleElement()
        .asString()
        .contains("listener[name=old].legacy_tls = yes");

    Files.writeString(cfg, "\n\ntcp_max_connections=0\n");
    var refused =
        (ProxySettings.Reading.Refused) ProxySettings.readOpenSips(cfg, ProxySettings.defaults());
    assertThat(refused.refusals().getFirst().toString()).contains("opensips.cfg, line 3");
  }

  @Test
  void a_missing_file_is_refused_in_a_sentence() {
    var refused =
        (ProxySettings.Reading.Refused)
            ProxySettings.readOpenSips(folder.resolve("none"), ProxySettings.defaults());
    assertThat(refused.refusals().getFirst().toString()).contains("no such file");
  }

  @Test
  void subscribers_come_from_a_file_as_htdigest_writes_it() throws IOException {
    Files.writeString(
        folder.resolve("users"),
        "# users\n100:example.com:0123456789abcdef0123456789abcdef\nbroken line\n");
    Settings settings = read("subscribers = users\nuser[name=102].ha1 = \"nohash\"\n");
    var reading = SubscriberReading.of(settings, List.of("example.com"), folder);
    assertThat(reading.subscribers().has(new AddressOfRecord("100", "example.com"))).isTrue();
    assertThat(reading.problems())
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("line 3"),
            two -> assertThat(two).contains("102").doesNotContain("nohash"));
  }
}
