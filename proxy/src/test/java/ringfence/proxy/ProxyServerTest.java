package ringfence.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.proxy.pages.StatusJson;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.testkit.Certificates;

/// A whole proxy on loopback, with phones on the JDK's sockets.
class ProxyServerTest {
  private static final Certificates.Authority AUTHORITY = new Certificates.Authority("Test CA");

  private final EventLog log = new EventLog(1000, InstantSource.system());
  private final List<AutoCloseable> open = new ArrayList<>();
  @TempDir Path folder;

  @BeforeEach
  void a_certificate_for_the_loopback_address() throws IOException {
    var issued = AUTHORITY.issue(Certificates.Wanted.server("127.0.0.1", "ip:127.0.0.1"));
    Files.writeString(folder.resolve("cert.pem"), issued.certificatePem());
    Files.writeString(folder.resolve("privkey.pem"), issued.keyPem());
  }

  @AfterEach
  void everything_closes() throws Exception {
    for (AutoCloseable each : open.reversed()) each.close();
    log.close();
  }

  private Settings settings(String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("proxy.conf"),
            """
            certificate = cert.pem
            private_key = privkey.pem
            user[name=100].password = "geheim"
            user[name=101].password = "geheim"
            """
                + more);
    return switch (ProxySettings.read(file)) {
      case ProxySettings.Reading.Read(var settings, _) -> settings;
      case ProxySettings.Reading.Refused(var refusals) -> throw new AssertionError(refusals);
    };
  }

  private ProxyServer start(String more) throws IOException {
    return started(settings(more));
  }

  private ProxyServer started(Settings settings) {
    return switch (ProxyServer.start(settings, folder, log)) {
      case ProxyServer.Starting.Running(var proxy) -> {
        open.add(proxy);
        yield proxy;
      }
      case ProxyServer.Starting.NotStarted(var reasons) -> throw new AssertionError(reasons);
    };
  }

  private ProxyServer everywhere() throws IOException {
    return start("listen = tls:127.0.0.1:0\nlisten = udp:127.0.0.1:0\nlisten = tcp:127.0.0.1:0\n");
  }

  private ScriptedPhone tls(ProxyServer proxy) throws IOException, GeneralSecurityException {
    return kept(ScriptedPhone.tls(proxy.address(Transport.TLS).orElseThrow(), AUTHORITY));
  }

  private ScriptedPhone udp(ProxyServer proxy) throws IOException {
    return kept(ScriptedPhone.udp(proxy.address(Transport.UDP).orElseThrow()));
  }

  private ScriptedPhone kept(ScriptedPhone phone) {
    open.add(phone);
    return phone;
  }

  @Test
  void F19_phones_register_with_a_digest_over_TLS_TCP_and_UDP() throws Exception {
    ProxyServer proxy = everywhere();
    ScriptedPhone tcp = kept(ScriptedPhone.tcp(proxy.address(Transport.TCP).orElseThrow()));
    for (ScriptedPhone phone : List.of(tls(proxy), udp(proxy), tcp)) {
      SipResponse ok = phone.registers("100", "geheim");
      assertThat(ok.headers().all(Header.CONTACT).toString()).contains(phone.contact("100"));
    }
    ProxyStatus status = proxy.status().join();
    assertThat(status.registrations())
        .extracting(ProxyStatus.Registration::transport)
        .containsExactly("TLS", "UDP", "TCP");
    assertThat(status.links()).hasSize(2);
    assertThat(status.links())
        .filteredOn(link -> link.transport().equals("TLS"))
        .singleElement()
        .satisfies(link -> assertThat(link.tls()).startsWith("TLSv1.3"))
        .satisfies(link -> assertThat(link.users()).containsExactly("sip:100@127.0.0.1"));
  }

  @Test
  void F19_a_call_from_TLS_to_UDP_and_back() throws Exception {
    ProxyServer proxy = everywhere();
    ScriptedPhone a = tls(proxy);
    ScriptedPhone b = udp(proxy);
    a.registers("100", "geheim");
    b.registers("101", "geheim");

    SipRequest invite = a.authenticated(a.request(Method.INVITE, "100", "101"), "100", "geheim");
    SipRequest atB = b.got(Method.INVITE);
    b.answers(atB, 180);
    a.got(180);
    b.answers(atB, 200);
    SipResponse ok = a.got(200);
    a.sends(a.within(invite, ok, Method.ACK));
    b.got(Method.ACK);
    a.sends(a.within(invite, ok, Method.BYE));
    b.answers(b.got(Method.BYE), 200);
    a.got(200);

    SipRequest back = b.authenticated(b.request(Method.INVITE, "101", "100"), "101", "geheim");
    SipRequest atA = a.got(Method.INVITE);
    a.answers(atA, 180);
    b.got(180);
    b.sends(b.cancel(back));
    a.answers(a.got(Method.CANCEL), 200);
    a.answers(atA, 487);
    b.got(200);
    b.got(487);
  }

  @Test
  void a_lost_link_in_mid_call_is_told_at_once_and_not_after_32_seconds() throws Exception {
    ProxyServer proxy = everywhere();
    ScriptedPhone a = tls(proxy);
    ScriptedPhone b = tls(proxy);
    a.registers("100", "geheim");
    b.registers("101", "geheim");
    SipRequest invite = a.authenticated(a.request(Method.INVITE, "100", "101"), "100", "geheim");
    b.answers(b.got(Method.INVITE), 200);
    SipResponse ok = a.got(200);
    a.sends(a.within(invite, ok, Method.ACK));
    b.got(Method.ACK);

    assertThat(proxy.closeLink(b.local()).join()).isTrue();
    assertThat(b.isClosedByProxy()).isTrue();
    Instant asked = Instant.now();
    a.sends(a.within(invite, ok, Method.BYE));
    a.got(430);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void registrations_outlive_a_restart_and_TLS_devices_must_come_back() throws Exception {
    String conf = "data = kept\nlisten = tls:127.0.0.1:0\nlisten = udp:127.0.0.1:";
    ProxyServer proxy = start(conf + "0\n");
    int port = proxy.address(Transport.UDP).orElseThrow().getPort();
    tls(proxy).registers("101", "geheim");
    ScriptedPhone b = udp(proxy);
    b.registers("100", "geheim");
    proxy.close();
    open.remove(proxy);

    ProxyServer again = start(conf + port + "\n");
    assertThat(again.status().join().registrations())
        .extracting(ProxyStatus.Registration::user, ProxyStatus.Registration::reachable)
        .containsExactlyInAnyOrder(
            tuple("sip:101@127.0.0.1", false), tuple("sip:100@127.0.0.1", true));

    b.authenticated(b.request(Method.INVITE, "100", "101"), "100", "geheim");
    b.got(480);
    ScriptedPhone a = tls(again);
    a.registers("101", "geheim");
    b.authenticated(b.request(Method.INVITE, "100", "101"), "100", "geheim");
    a.answers(a.got(Method.INVITE), 486);
    b.got(486);
  }

  @Test
  void a_malformed_request_is_400_and_the_link_stays() throws Exception {
    ScriptedPhone a = tls(everywhere());
    a.sends(
        """
        INVITE sip:101@127.0.0.1 SIP/2.0
        Via: SIP/2.0/TLS 127.0.0.1:16000;branch=z9hG4bKx
        From: <sip:100@127.0.0.1>;tag=1
        To: <sip:101@127.0.0.1>
        Call-ID: x
        CSeq: 1 INVITE
        Max-Forwards: 70
        Route: this is no route
        Content-Length: 0

        """
            .replace("\n", "\r\n"));
    a.got(400);
    a.registers("100", "geheim");
  }

  @Test
  void plain_SIP_on_the_TLS_port_is_not_answered() throws Exception {
    ProxyServer proxy = everywhere();
    ScriptedPhone plain = kept(ScriptedPhone.tcp(proxy.address(Transport.TLS).orElseThrow()));
    plain.sends(plain.request(Method.REGISTER, "100", ""));
    assertThatThrownBy(plain::next).isInstanceOf(IOException.class);
    assertThat(proxy.status().join().counts()).containsEntry("wire.NOT_TLS", 1L);
  }

  @Test
  void F20_an_idle_link_is_closed_after_its_lifetime_and_not_before() throws Exception {
    ScriptedPhone brief = tls(start("listen = tls:127.0.0.1:0\ntcp_connection_lifetime = 1\n"));
    ScriptedPhone lasting =
        tls(start("listen = tls:127.0.0.1:0\ntcp_connection_lifetime = 12000\n"));
    lasting.registers("100", "geheim");
    brief.registers("100", "geheim");
    assertThat(brief.isClosedByProxy()).isTrue();
    lasting.registers("100", "geheim");
  }

  @Test
  void the_annex_of_the_note_starts_a_proxy() throws Exception {
    Path cfg = folder.resolve("opensips.cfg");
    Files.writeString(
        cfg,
        """
        disable_tls = no
        listen = tls:127.0.0.1:0
        tls_verify_server = 0
        tls_verify_client = 0
        tls_require_client_certificate = 0
        tls_method = TLSv1
        tls_certificate = "cert.pem"”
        tls_private_key = "privkey.pem"
        #tls_ca_list ="user-calist.pem"
        """);
    var read = (ProxySettings.Reading.Read) ProxySettings.readOpenSips(cfg, settings(""));
    tls(started(read.settings())).registers("100", "geheim");
  }

  @Test
  void a_proxy_that_cannot_start_says_why() throws Exception {
    assertThat(reasons(settings(""))).singleElement().asString().contains("listen");
    assertThat(reasons(settings("listen = tls:127.0.0.1:0\ntls_min = TLSv1\n")))
        .singleElement()
        .asString()
        .contains("legacy_tls");
    Settings none = settings("listen = tls:127.0.0.1:0\n");
    assertThat(reasons(none.with(ListenerSettings.CERTIFICATE, "nofile.pem")))
        .singleElement()
        .asString()
        .contains("nofile.pem");
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(reasons(settings("listen = tcp:127.0.0.1:" + taken.getLocalPort() + "\n")))
          .singleElement()
          .asString()
          .contains("in use");
    }
  }

  private List<String> reasons(Settings settings) {
    return switch (ProxyServer.start(settings, folder, log)) {
      case ProxyServer.Starting.NotStarted(var reasons) -> reasons;
      case ProxyServer.Starting.Running(var proxy) -> {
        open.add(proxy);
        throw new AssertionError("it started");
      }
    };
  }

  @Test
  void a_client_without_certificate_is_refused_where_one_is_required() throws Exception {
    Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    ProxyServer proxy =
        start("listen = tls:127.0.0.1:0\nrequire_client_certificate = yes\nca_list = ca.pem\n");
    ScriptedPhone a = tls(proxy);
    assertThatThrownBy(() -> a.registers("100", "geheim")).isInstanceOf(IOException.class);
  }

  @Test
  void a_device_with_a_certificate_registers_and_calls_as_the_user_it_names_without_a_password()
      throws Exception {
    Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    ProxyServer proxy =
        start(
            "listen = tls:127.0.0.1:0\nverify_client = yes\nca_list = ca.pem\n"
                + "certificate_login = yes\n");
    var own = AUTHORITY.issue(Certificates.Wanted.server("phone", "uri:sip:100@127.0.0.1"));
    InetSocketAddress address = proxy.address(Transport.TLS).orElseThrow();
    ScriptedPhone a = kept(ScriptedPhone.tls(address, AUTHORITY, Optional.of(own)));
    ScriptedPhone b = tls(proxy);
    b.registers("101", "geheim");

    a.sends(a.request(Method.REGISTER, "101", ""));
    a.got(401);
    a.sends(a.request(Method.REGISTER, "100", ""));
    a.got(200);
    a.sends(a.request(Method.INVITE, "100", "101"));
    b.answers(b.got(Method.INVITE), 486);
    a.got(486);
    b.sends(b.request(Method.REGISTER, "100", ""));
    b.got(401);
  }

  @Test
  void a_certificate_is_no_login_where_no_setting_says_so() throws Exception {
    Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    ProxyServer proxy = start("listen = tls:127.0.0.1:0\nverify_client = yes\nca_list = ca.pem\n");
    var own = AUTHORITY.issue(Certificates.Wanted.server("phone", "uri:sip:100@127.0.0.1"));
    InetSocketAddress address = proxy.address(Transport.TLS).orElseThrow();
    ScriptedPhone a = kept(ScriptedPhone.tls(address, AUTHORITY, Optional.of(own)));
    a.sends(a.request(Method.REGISTER, "100", ""));
    a.got(401);
  }

  @Test
  void the_JSON_shows_who_is_registered() throws Exception {
    ProxyServer proxy = everywhere();
    tls(proxy).registers("100", "geheim");
    assertThat(StatusJson.of(proxy.status().join()).toString())
        .contains("\"user\":\"sip:100@127.0.0.1\"")
        .doesNotContain("geheim");
    assertThat(log.recent()).anyMatch(event -> event.sentence().equals("Registered."));
  }

  @Test
  void that_it_drains_and_that_it_takes_calls_again_is_told() throws Exception {
    ProxyServer proxy = everywhere();
    var told = new LinkedBlockingQueue<String>();
    try (var _ = log.listen(event -> told.add(event.sentence()))) {
      drains(proxy, true);
      awaits(told, "Nothing new is begun; calls under way: 0.");
      drains(proxy, false);
      awaits(told, "New calls are taken again.");
    }
  }

  private static void drains(ProxyServer proxy, boolean yes) {
    proxy
        .defence(
            defence -> {
              defence.capacity().drain(yes);
              return defence;
            })
        .join();
  }

  private static void awaits(BlockingQueue<String> told, String sentence)
      throws InterruptedException {
    String next = "";
    while (!next.equals(sentence)) {
      next =
          Optional.ofNullable(told.poll(20, TimeUnit.SECONDS))
              .orElseThrow(() -> new AssertionError(sentence + " is not told"));
    }
  }

  @Test
  void an_open_relay_is_not_here() throws Exception {
    ProxyServer proxy = everywhere();
    ScriptedPhone a = tls(proxy);
    a.registers("100", "geheim");
    SipRequest away = a.request(Method.INVITE, "100", "bob");
    a.authenticated(away.withUri(Uri.parse("sip:bob@192.0.2.1:5060")), "100", "geheim");
    a.got(403);
  }
}
