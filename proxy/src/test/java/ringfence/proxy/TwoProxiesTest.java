package ringfence.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.EventLog;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.testkit.Certificates;
import ringfence.testkit.Clause;
import ringfence.testkit.NameServer;

/// Two proxies of two domains that call one another over TLS, found by DNS, each checking the
/// other's name.
class TwoProxiesTest {
  private static final Certificates.Authority AUTHORITY = new Certificates.Authority("Test CA");

  private final EventLog log = new EventLog(1000, InstantSource.system());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final NameServer names = NameServer.of("");
  private final StringBuilder zone = new StringBuilder();
  @TempDir Path folder;

  TwoProxiesTest() {
    open.add(names);
  }

  @AfterEach
  void everything_closes() throws Exception {
    for (AutoCloseable each : open.reversed()) each.close();
    log.close();
  }

  /// A proxy of a domain with one user, certificate and all.
  private ProxyServer proxy(String domain, String user, String more) throws IOException {
    var issued =
        AUTHORITY.issue(Certificates.Wanted.server(domain, "dns:" + domain, "ip:127.0.0.1"));
    Files.writeString(folder.resolve(domain + ".pem"), issued.certificatePem() + issued.keyPem());
    Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    String text =
        """
        listen = tls:127.0.0.1:0
        domain = %1$s
        certificate = %1$s.pem
        client_certificate = %1$s.pem
        ca_list = ca.pem
        verify_client = yes
        dns_server = %2$s
        user[name=%3$s].password = "geheim"
        alias[address=%1$s].target = "127.0.0.1"
        """
            .formatted(domain, names, user);
    Path file = Files.writeString(folder.resolve(domain + ".conf"), text + more);
    var read = (ProxySettings.Reading.Read) ProxySettings.read(file);
    return switch (ProxyServer.start(read.settings(), folder, log)) {
      case ProxyServer.Starting.Running(var proxy) -> {
        open.add(proxy);
        yield proxy;
      }
      case ProxyServer.Starting.NotStarted(var reasons) -> throw new AssertionError(reasons);
    };
  }

  private ScriptedPhone phone(ProxyServer proxy) throws Exception {
    var phone = ScriptedPhone.tls(proxy.address(Transport.TLS).orElseThrow(), AUTHORITY);
    open.add(phone);
    return phone;
  }

  private void isAt(String domain, ProxyServer proxy) {
    isAt(domain, proxy.address(Transport.TLS).orElseThrow().getPort());
  }

  private void isAt(String domain, int port) {
    zone.append(
        "_sips._tcp.%1$s. 60 IN SRV 1 1 %2$d host.%1$s.\nhost.%1$s. 60 IN A 127.0.0.1\n"
            .formatted(domain, port));
    names.knows(zone.toString());
  }

  private static SipRequest invite(ScriptedPhone from, String user, String to) {
    NameAddr self = NameAddr.of(Uri.parse("sip:" + user + "@east.test")).withTag("caller");
    return from.request(Method.INVITE, user, "x").withUri(Uri.parse(to)).with(Header.FROM, self);
  }

  @Test
  @Clause("RFC 3263 4.2")
  void a_call_to_another_domain_finds_its_proxy_by_SRV_and_is_let_in_by_certificate()
      throws Exception {
    ProxyServer west =
        proxy(
            "west.test",
            "201",
            """
            trunk[name=east].address = "sip:east.test;transport=tls"
            trunk[name=east].accept_calls = yes
            trunk[name=east].options_interval = 0
            """);
    isAt("west.test", west);
    ProxyServer east =
        proxy(
            "east.test",
            "100",
            "trunk[name=west].address = \"sip:west.test;transport=tls\"\n"
                + "trunk[name=west].domains = \"west.test\"\n"
                + "trunk[name=west].options_interval = 0\n");
    ScriptedPhone a = phone(east);
    ScriptedPhone b = phone(west);
    a.registers("100", "geheim");
    b.registers("201", "geheim");

    SipRequest invite = a.authenticated(invite(a, "100", "sip:201@west.test"), "100", "geheim");
    SipRequest atB = b.got(Method.INVITE);
    assertThat(atB.headers().all(Header.RECORD_ROUTE)).hasSize(4);
    b.answers(atB, 200);
    SipResponse ok = a.got(200);
    a.sends(a.within(invite, ok, Method.ACK));
    b.got(Method.ACK);
    a.sends(a.within(invite, ok, Method.BYE));
    b.answers(b.got(Method.BYE), 200);
    a.got(200);
  }

  @Test
  @Clause("RFC 5922 7.2")
  void a_proxy_with_another_name_gets_no_call_and_the_caller_is_told_why() throws Exception {
    ProxyServer impostor = proxy("impostor.test", "201", "");
    isAt("west.test", impostor);
    ProxyServer east = proxy("east.test", "100", "relay = yes\n");
    ScriptedPhone a = phone(east);
    a.registers("100", "geheim");
    a.authenticated(invite(a, "100", "sip:201@west.test"), "100", "geheim");
    assertThat(a.got(500).headers().first(Header.WARNING))
        .hasValueSatisfying(warning -> assertThat(warning.text()).contains("west.test"));
  }

  @Test
  void a_call_of_a_domain_without_a_trunk_is_not_let_in() throws Exception {
    ProxyServer west = proxy("west.test", "201", "");
    isAt("west.test", west);
    ProxyServer east = proxy("east.test", "100", "relay = yes\n");
    ScriptedPhone a = phone(east);
    ScriptedPhone b = phone(west);
    a.registers("100", "geheim");
    b.registers("201", "geheim");
    a.authenticated(invite(a, "100", "sip:201@west.test"), "100", "geheim");
    a.got(403);
  }

  @Test
  @Clause("RFC 5923 8.1")
  void a_call_the_other_way_takes_the_link_of_the_first_where_both_sides_have_shown_who_they_are()
      throws Exception {
    ProxyServer west = proxy("west.test", "201", trunk("east"));
    isAt("west.test", west);
    ProxyServer east = proxy("east.test", "100", trunk("west"));
    isAt("east.test", east);
    ScriptedPhone a = phone(east);
    ScriptedPhone b = phone(west);
    a.registers("100", "geheim");
    b.registers("201", "geheim");

    a.authenticated(invite(a, "100", "sip:201@west.test"), "100", "geheim");
    SipRequest atB = b.got(Method.INVITE);
    assertThat(atB.headers().all(Header.VIA))
        .extracting(via -> via.parameters().has("alias"))
        .as("west to its phone, east to west, the phone")
        .containsExactly(false, true, false);
    b.answers(atB, 486);
    a.got(486);
    b.got(Method.ACK);
    NameAddr self = NameAddr.of(Uri.parse("sip:201@west.test")).withTag("caller");
    SipRequest back = b.request(Method.INVITE, "201", "x").with(Header.FROM, self);
    b.authenticated(back.withUri(Uri.parse("sip:100@east.test")), "201", "geheim");
    a.answers(a.got(Method.INVITE), 486);
    b.got(486);
    assertThat(links(west)).as("the phone's and that of east").hasSize(2);
    assertThat(links(east)).as("the phone's and the one to west").hasSize(2);
  }

  private static String trunk(String name) {
    return """
    trunk[name=%1$s].address = "sip:%1$s.test;transport=tls"
    trunk[name=%1$s].domains = "%1$s.test"
    trunk[name=%1$s].accept_calls = yes
    trunk[name=%1$s].options_interval = 0
    """
        .formatted(name);
  }

  private static List<?> links(ProxyServer proxy) throws Exception {
    return proxy.status().get(10, TimeUnit.SECONDS).links();
  }

  @Test
  @Clause("RFC 3261 11")
  void a_trunk_is_asked_whether_it_is_there_and_its_silence_is_told_once() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    isAt("west.test", port);
    var told = new CompletableFuture<String>();
    var back = new CompletableFuture<String>();
    log.listen(
        event -> {
          if (event.sentence().equals("A trunk does not answer.")) told.complete(event.toString());
          if (event.sentence().equals("A trunk answers again.")) back.complete(event.toString());
        });
    proxy(
        "east.test",
        "100",
        "trunk[name=west].address = \"sip:west.test;transport=tls\"\n"
            + "trunk[name=west].options_interval = 1\n");
    assertThat(told.get(10, TimeUnit.SECONDS)).contains("west");
    proxy("west.test", "201", "listen = tls:127.0.0.1:" + port + "\n");
    back.get(10, TimeUnit.SECONDS);
  }
}
