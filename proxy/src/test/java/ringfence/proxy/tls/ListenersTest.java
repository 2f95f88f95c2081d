package ringfence.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.SettingStore;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxySettings;
import ringfence.sip.message.Transport;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.Connecting;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;

/// Listeners of a whole proxy: each with its own policy, and certificates that change under it.
class ListenersTest {
  private static final TlsPolicy OLD =
      TlsPolicy.legacy(EnumSet.of(TlsVersion.TLS_1_0), List.of("TLS_RSA_WITH_AES_256_CBC_SHA"));
  private static final String ME = "127.0.0.1";

  @TempDir Path folder;
  private final EventLog log = new EventLog(1000, InstantSource.system());
  private Files509 files;
  private TlsPeer peer;
  private Optional<ProxyServer> proxy = Optional.empty();

  @BeforeEach
  void a_certificate_for_the_loopback_address() throws IOException {
    files = Files509.in(folder);
    files.write("cert", Wanted.server("proxy", "ip:127.0.0.1"));
    peer = new TlsPeer(files.authority());
  }

  @AfterEach
  void everything_closes() {
    peer.close();
    proxy.ifPresent(ProxyServer::close);
    log.close();
  }

  private ProxyServer.Starting starting(String conf) {
    String usual = "certificate = cert.pem\nprivate_key = cert.key\n";
    var read =
        SettingStore.read("test", (usual + conf).lines().toList(), ProxySettings.DECLARATIONS);
    return switch (read) {
      case SettingStore.Loaded(var settings) -> ProxyServer.start(settings, folder, log);
      case SettingStore.Refused(var refusals) -> throw new AssertionError(refusals);
    };
  }

  private InetSocketAddress start(String conf) {
    return switch (starting(conf)) {
      case ProxyServer.Starting.NotStarted(var reasons) -> throw new AssertionError(reasons);
      case ProxyServer.Starting.Running(var running) -> {
        proxy = Optional.of(running);
        yield running.address(Transport.TLS).orElseThrow();
      }
    };
  }

  private List<InetSocketAddress> listeners() {
    return proxy.orElseThrow().status().join().listeners().stream()
        .map(text -> text.substring(text.indexOf(' ') + 1))
        .map(text -> text.split(":", 2))
        .map(parts -> new InetSocketAddress(parts[0], Integer.parseInt(parts[1])))
        .toList();
  }

  private List<String> reload() {
    return TlsPeer.await(proxy.orElseThrow().reloadCertificates());
  }

  private TlsStatus.Certificate shown() {
    return TlsPeer.await(proxy.orElseThrow().certificates()).certificates().getFirst();
  }

  private static String serial(Issued issued) {
    return issued.certificate().getSerialNumber().toString(16);
  }

  @Test
  void each_listener_has_its_own_certificate_and_asks_its_own_clients() throws IOException {
    Issued trunk = files.write("trunk", Wanted.server("trunk", "ip:127.0.0.1"));
    start(
        """
        listen = tls:127.0.0.1:0
        listener[name=trunk].address = tls:127.0.0.1:0
        listener[name=trunk].certificate = trunk.pem
        listener[name=trunk].private_key = trunk.key
        listener[name=trunk].ca_list = ca.pem
        listener[name=trunk].require_client_certificate = yes
        """);
    InetSocketAddress devices = listeners().getFirst();
    InetSocketAddress trunks = listeners().getLast();
    assertThat(peer.presented(devices, ME)).isNotEqualTo(trunk.certificate());
    assertThat(peer.refused(trunks, TlsPolicy.only(TlsVersion.TLS_1_2)).cause())
        .isIn(Refusal.Cause.PEER_ALERT, Refusal.Cause.CIPHER);
    Issued client = files.authority().issue(Wanted.server("client", "dns:a.example"));
    Optional<TlsIdentity> own = Optional.of(TlsPeer.identity(client));
    assertThat(peer.shake(trunks, ME, own, TlsPolicy.modern()))
        .isInstanceOf(Connecting.Connected.class);
  }

  @Test
  void F11_an_old_device_is_spoken_to_behind_the_fence_from_its_network_and_nowhere_else()
      throws IOException {
    files.write("old", files.authority().issueRsa(Wanted.server("old", "ip:127.0.0.1")));
    start(
        """
        listen = tls:127.0.0.1:0
        listener[name=old].address = tls:127.0.0.1:0
        listener[name=old].certificate = old.pem
        listener[name=old].private_key = old.key
        listener[name=old].legacy_tls = yes
        listener[name=old].tls_min = TLSv1
        listener[name=old].allow = 127.0.0.2, 127.0.1.0/24
        """);
    InetSocketAddress fenced = listeners().getLast();
    var device = new InetSocketAddress("127.0.0.2", 0);
    var up = peer.shake(device, fenced, ME, Optional.empty(), OLD);
    var session = ((Connecting.Connected) up).tls().orElseThrow();
    assertThat(session.isLegacy()).isTrue();
    assertThat(session.version()).isEqualTo(TlsVersion.TLS_1_0);
    assertThat(session.suite()).isEqualTo("TLS_RSA_WITH_AES_256_CBC_SHA");
    assertThat(peer.refused(fenced, OLD).cause()).isEqualTo(Refusal.Cause.CLOSED);
    assertThat(peer.refused(listeners().getFirst(), OLD).cause()).isEqualTo(Refusal.Cause.VERSION);
  }

  @Test
  void a_broken_listener_changes_nothing_for_the_others() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(ME))) {
      InetSocketAddress good =
          start(
              """
              listen = tls:127.0.0.1:0
              listen = tcp:127.0.0.1:TAKEN
              listener[name=fenceless].address = tls:127.0.0.1:0
              listener[name=fenceless].legacy_tls = yes
              listener[name=nofile].address = tls:127.0.0.1:0
              listener[name=nofile].certificate = none.pem
              listener[name=nowhere].certificate = cert.pem
              listener[name=trustless].address = tls:127.0.0.1:0
              listener[name=trustless].require_client_certificate = yes
              """
                  .replace("TAKEN", Integer.toString(taken.getLocalPort())));
      assertThat(peer.session(good, ME).version()).isEqualTo(TlsVersion.TLS_1_3);
      assertThat(listeners()).hasSize(1);
      assertThat(log.recent())
          .filteredOn(event -> event.sentence().equals("A listener is not open."))
          .extracting(event -> event.fields().get("cause"))
          .satisfiesExactlyInAnyOrder(
              one -> assertThat(one).contains("fenceless").contains("allow"),
              two -> assertThat(two).contains("none.pem: there is no such file"),
              three -> assertThat(three).contains("nowhere").contains("address"),
              four -> assertThat(four).contains("ca_list"),
              five -> assertThat(five).contains("in use"));
    }
  }

  @Test
  void a_row_for_UDP_trusts_nobody_who_forges_an_address_either() {
    var started =
        starting(
            """
            trusted_network = 0.0.0.0/0
            listener[name=old].address = udp:127.0.0.1:0
            """);
    assertThat(((ProxyServer.Starting.NotStarted) started).reasons())
        .singleElement()
        .asString()
        .contains("forges");
  }

  @Test
  void a_trunk_cannot_have_the_name_of_this_node() {
    var started =
        starting(
            """
            listen = tls:127.0.0.1:0
            node = east
            trunk[name=east].address = "sip:east.test;transport=tls"
            """);
    assertThat(((ProxyServer.Starting.NotStarted) started).reasons())
        .singleElement()
        .asString()
        .contains("trunk east has the name of this node");
  }

  @Test
  @Clause("RFC 6066 3")
  void a_client_gets_the_certificate_of_the_name_it_asks_for() throws IOException {
    Issued b = files.write("b", Wanted.server("b", "dns:b.example"));
    InetSocketAddress server =
        start(
            """
            listen = tls:127.0.0.1:0
            server_name[name=B.example].certificate = b.pem
            server_name[name=B.example].private_key = b.key
            """);
    assertThat(peer.presented(server, "b.example")).isEqualTo(b.certificate());
    assertThat(peer.presented(server, "c.example")).isNotEqualTo(b.certificate());
  }

  @Test
  void a_new_pair_is_presented_from_the_next_handshake_on_and_old_links_stay() throws IOException {
    InetSocketAddress server = start("listen = tls:127.0.0.1:0\n");
    X509Certificate before = peer.presented(server, ME);
    Issued fresh = files.write("cert", Wanted.server("proxy", "ip:127.0.0.1"));
    assertThat(peer.presented(server, ME)).as("not asked to read it yet").isEqualTo(before);
    assertThat(reload()).isEmpty();
    assertThat(peer.presented(server, ME)).isEqualTo(fresh.certificate());
    // in TLS 1.2 the server is the first to be done, so that by now it is with all of them
    peer.shake(server, ME, Optional.empty(), TlsPolicy.only(TlsVersion.TLS_1_2));
    assertThat(proxy.orElseThrow().status().join().links()).hasSize(4);
    assertThat(shown().served()).isEqualTo(serial(fresh)).isEqualTo(shown().onDisk());
    assertThat(TlsPeer.await(proxy.orElseThrow().certificates()).reloads()).isOne();
  }

  @Test
  void a_pair_that_is_worse_is_refused_and_the_old_one_stays() throws IOException {
    InetSocketAddress server = start("listen = tls:127.0.0.1:0\n");
    X509Certificate before = peer.presented(server, ME);
    Wanted good = Wanted.server("proxy", "ip:127.0.0.1");
    Instant now = Instant.now();
    Duration day = Duration.ofDays(1);

    Files.writeString(folder.resolve("cert.key"), files.authority().issue(good).keyPem());
    assertThat(reload()).singleElement().asString().contains("does not belong");
    files.write("cert", good.valid(now.minus(day.multipliedBy(2)), now.minus(day)));
    assertThat(reload()).singleElement().asString().contains("expired at");
    files.write("cert", good.valid(now.plus(day), now.plus(day.multipliedBy(2))));
    assertThat(reload()).singleElement().asString().contains("not valid before");
    Issued other = files.write("cert", Wanted.server("proxy", "dns:a.example"));
    assertThat(reload()).singleElement().asString().contains("no longer for 127.0.0.1");
    assertThat(shown().onDisk()).isEqualTo(serial(other));
    assertThat(shown().served()).isEqualTo(before.getSerialNumber().toString(16));
    Files.delete(folder.resolve("cert.pem"));
    assertThat(reload()).singleElement().asString().contains("no such file");

    assertThat(peer.presented(server, ME)).isEqualTo(before);
    var status = TlsPeer.await(proxy.orElseThrow().certificates());
    assertThat(status.refusals()).isEqualTo(5);
    assertThat(status.reloads()).isZero();
    Issued fresh = files.write("cert", good);
    assertThat(reload()).isEmpty();
    assertThat(peer.presented(server, ME)).isEqualTo(fresh.certificate());
    assertThat(shown().problem()).isEmpty();
  }

  @Test
  void what_is_written_to_the_files_is_found_by_itself() throws Exception {
    var renewed = new LinkedBlockingQueue<Event>();
    InetSocketAddress server = start("listen = tls:127.0.0.1:0\ncertificate_check_interval = 1\n");
    try (var _ = log.listen(renewed::add)) {
      Issued fresh = files.write("cert", Wanted.server("proxy", "ip:127.0.0.1", "dns:a.example"));
      Event event = renewed.poll(15, TimeUnit.SECONDS);
      while (event != null && !event.sentence().startsWith("A renewed certificate")) {
        event = renewed.poll(15, TimeUnit.SECONDS);
      }
      assertThat(event).isNotNull();
      assertThat(event.fields()).containsEntry("serial", serial(fresh));
      assertThat(peer.presented(server, ME)).isEqualTo(fresh.certificate());
    }
  }

  @Test
  @Clause("RFC 5280 5")
  void a_client_that_is_on_the_list_of_its_authority_is_refused_from_the_reload_on()
      throws IOException {
    Files.writeString(folder.resolve("crl.pem"), files.authority().revocationListPem());
    Issued client = files.authority().issue(Wanted.server("client", "dns:a.example"));
    var own = Optional.of(TlsPeer.identity(client));
    InetSocketAddress server =
        start(
            """
            listen = tls:127.0.0.1:0
            ca_list = ca.pem
            crl = crl.pem
            verify_client = yes
            """);
    var policy = TlsPolicy.only(TlsVersion.TLS_1_2);
    assertThat(peer.shake(server, ME, own, policy)).isInstanceOf(Connecting.Connected.class);
    Files.writeString(folder.resolve("crl.pem"), files.authority().revocationListPem(client));
    assertThat(reload()).isEmpty();
    assertThat(((Connecting.Refused) peer.shake(server, ME, own, policy)).why().what())
        .contains("certificate_revoked");
    assertThat(peer.session(server, ME).version()).isEqualTo(TlsVersion.TLS_1_3);
    Files.writeString(folder.resolve("crl.pem"), "no list");
    assertThat(reload()).singleElement().asString().contains("crl.pem");
    assertThat(peer.shake(server, ME, own, policy)).isInstanceOf(Connecting.Refused.class);
  }

  @Test
  void the_certificate_between_nodes_is_renewed_like_any_other() throws IOException {
    files.write("node", Wanted.server("east", "dns:east"));
    InetSocketAddress nodes = free();
    start(
        """
        listen = tls:127.0.0.1:0
        redis = redis://127.0.0.1:1/0
        cluster_secret = "of the nodes"
        node = east
        node_listen = tls:127.0.0.1:PORT
        node_certificate = node.pem
        node_private_key = node.key
        node_ca_list = ca.pem
        """
            .replace("PORT", Integer.toString(nodes.getPort())));
    Issued other = files.authority().issue(Wanted.server("west", "dns:west"));
    Optional<TlsIdentity> west = Optional.of(TlsPeer.identity(other));

    files.write("node", Wanted.server("north", "dns:north"));
    assertThat(reload()).singleElement().asString().contains("no longer for east");
    files.write("node", Wanted.server("east", "dns:east").forServersOnly());
    assertThat(reload()).singleElement().asString().contains("no longer for the role of a client");
    Issued fresh = files.write("node", Wanted.server("east", "dns:east"));
    assertThat(reload()).isEmpty();
    var up = (Connecting.Connected) peer.shake(nodes, "east", west, TlsPolicy.modern());
    assertThat(up.tls().orElseThrow().peer().orElseThrow().certificate())
        .isEqualTo(fresh.certificate());
  }

  @Test
  void an_authority_of_redis_that_is_not_there_is_a_reason_not_to_start() throws IOException {
    files.write("node", Wanted.server("east", "dns:east"));
    var started =
        starting(
            """
            listen = tls:127.0.0.1:0
            redis = rediss://127.0.0.1:1/0
            redis_ca_list = nobody.pem
            cluster_secret = "of the nodes"
            node = east
            node_listen = tls:127.0.0.1:0
            node_certificate = node.pem
            node_private_key = node.key
            node_ca_list = ca.pem
            """);
    assertThat(((ProxyServer.Starting.NotStarted) started).reasons())
        .singleElement()
        .asString()
        .contains("redis cannot be used", "nobody.pem");
  }

  @Test
  void a_certificate_of_a_listener_may_become_one_for_servers_only() throws IOException {
    InetSocketAddress server = start("listen = tls:127.0.0.1:0\n");
    Issued fresh = files.write("cert", Wanted.server("proxy", "ip:127.0.0.1").forServersOnly());
    assertThat(reload()).isEmpty();
    assertThat(peer.presented(server, ME)).isEqualTo(fresh.certificate());
  }

  /// A port that nobody listens on now.
  private static InetSocketAddress free() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(ME))) {
      return (InetSocketAddress) taken.getLocalSocketAddress();
    }
  }

  @Test
  void a_certificate_that_will_expire_is_told_of_before_it_hurts() throws IOException {
    Instant now = Instant.now();
    files.write(
        "cert", Wanted.server("proxy", "ip:127.0.0.1").valid(now, now.plus(Duration.ofDays(5))));
    start("listen = tls:127.0.0.1:0\n");
    assertThat(log.recent())
        .filteredOn(event -> event.sentence().startsWith("A certificate of ours expires"))
        .singleElement()
        .satisfies(event -> assertThat(event.sentence()).contains("days left: 7"));
  }
}
