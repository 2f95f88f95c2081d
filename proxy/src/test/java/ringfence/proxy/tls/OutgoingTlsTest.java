package ringfence.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.setting.SettingStore;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxySettings;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.Connecting;
import ringfence.transport.EndpointOptions;
import ringfence.transport.FlowFacts;
import ringfence.transport.Listen;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TlsSession;
import ringfence.transport.TransportEvent;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// Links that the proxy opens to a server on loopback.
class OutgoingTlsTest {
  @TempDir Path folder;
  private final Loop loop = new Loop("test");
  private final SipEndpoint endpoint =
      new SipEndpoint(
          loop, new TransactionLayer(Timers.RFC_3261, new SecureRandom()), EndpointOptions.usual());
  private Files509 files;

  @BeforeEach
  void an_authority() throws IOException {
    files = Files509.in(folder);
  }

  @AfterEach
  void everything_closes() {
    endpoint.close();
    loop.close();
  }

  private Settings settings(String... lines) {
    var read = SettingStore.read("test", List.of(lines), ProxySettings.DECLARATIONS);
    return ((SettingStore.Loaded) read).settings();
  }

  private OutgoingTls outgoing(String... lines) {
    return ((OutgoingTls.Reading.Ready) OutgoingTls.read(settings(lines), folder)).tls();
  }

  private String unusable(String... lines) {
    return ((OutgoingTls.Reading.Unusable) OutgoingTls.read(settings(lines), folder)).reason();
  }

  /// A server with a certificate of these names, which asks clients for theirs.
  private InetSocketAddress server(String... names) throws IOException {
    files.write("server", Wanted.server("server", names));
    var own = (IdentityFiles.Pair.Read) pair("server");
    var clients =
        new PeerVerifier(
            TrustLevel.TRUSTED_CERTIFICATE, TrustAnchors.of(files.authority().certificate()));
    var tls =
        new Listen.TlsServer(
            own.identity(), TlsPolicy.modern(), ClientCertificate.REQUEST, clients);
    var address = new InetSocketAddress("127.0.0.1", 0);
    return ((Listening.Open) await(endpoint.listen(new Listen.Tls(address, tls)))).local();
  }

  private IdentityFiles.Pair pair(String name) {
    return IdentityFiles.pair(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
  }

  private Connecting connect(OutgoingTls tls, InetSocketAddress server, String name) {
    return await(endpoint.connect(tls.connect(server, name)));
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static Refusal.Cause refused(Connecting result) {
    return ((Connecting.Refused) result).why().cause();
  }

  private Optional<Flow> reusable(OutgoingTls tls, InetSocketAddress to, String name) {
    return await(loop.ask(() -> tls.reusable(endpoint.flows(), to, name)));
  }

  @Test
  @Clause("RFC 5922 7.2")
  void the_name_that_was_asked_for_is_the_one_that_counts() throws IOException {
    InetSocketAddress server = server("dns:example.com");
    OutgoingTls tls = outgoing("ca_list = ca.pem");
    assertThat(connect(tls, server, "example.com")).isInstanceOf(Connecting.Connected.class);
    assertThat(refused(connect(tls, server, "example.net"))).isEqualTo(Refusal.Cause.WRONG_NAME);
    assertThat(refused(connect(tls, server, "127.0.0.1"))).isEqualTo(Refusal.Cause.WRONG_NAME);
  }

  @Test
  @Clause("RFC 5922 7.2")
  void a_wildcard_stands_for_one_label_where_a_setting_allows_it() throws IOException {
    InetSocketAddress server = server("dns:*.example.com");
    OutgoingTls strict = outgoing("ca_list = ca.pem");
    OutgoingTls lax = outgoing("ca_list = ca.pem", "allow_wildcard_certificates = yes");
    assertThat(refused(connect(strict, server, "a.example.com")))
        .isEqualTo(Refusal.Cause.WRONG_NAME);
    assertThat(connect(lax, server, "a.example.com")).isInstanceOf(Connecting.Connected.class);
    assertThat(refused(connect(lax, server, "b.a.example.com")))
        .isEqualTo(Refusal.Cause.WRONG_NAME);
    assertThat(refused(connect(lax, server, "example.com"))).isEqualTo(Refusal.Cause.WRONG_NAME);
  }

  @Test
  void without_authorities_no_server_is_believed_unless_none_is_verified() throws IOException {
    InetSocketAddress server = server("dns:example.com");
    assertThat(refused(connect(outgoing(), server, "example.com")))
        .isEqualTo(Refusal.Cause.UNKNOWN_CA);
    assertThat(connect(outgoing("verify_server = no"), server, "example.net"))
        .isInstanceOf(Connecting.Connected.class);
  }

  @Test
  @Clause("RFC 5246 7.4.6")
  void a_client_without_certificate_sends_an_empty_message_and_one_with_shows_it()
      throws Exception {
    InetSocketAddress server = server("dns:example.com");
    files.write("client", Wanted.server("client", "dns:proxy.example.com"));
    var accepted = new Semaphore(0);
    endpoint.onEvent(
        event -> {
          if (event.kind() == TransportEvent.Kind.ACCEPTED) accepted.release();
        });
    connect(outgoing("ca_list = ca.pem"), server, "example.com");
    connect(
        outgoing(
            "server_ca_list = ca.pem",
            "client_certificate = client.pem",
            "client_private_key = client.key"),
        server,
        "example.com");
    assertThat(accepted.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(await(loop.ask(() -> endpoint.flows().facts())))
        .filteredOn(facts -> !facts.outgoing())
        .extracting(FlowFacts::tls)
        .extracting(tls -> tls.flatMap(TlsSession::peer).map(peer -> peer.name()))
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of("proxy.example.com"));
  }

  @Test
  void a_client_certificate_for_servers_only_is_refused_in_a_sentence() throws IOException {
    files.write("client", Wanted.server("client", "dns:a").usages(KeyPurposeId.id_kp_serverAuth));
    assertThat(unusable("client_certificate = client.pem", "client_private_key = client.key"))
        .contains("client.pem is for servers only")
        .contains("clientAuth");
  }

  @Test
  void a_key_of_another_certificate_is_refused_in_a_sentence() throws IOException {
    files.write("client", Wanted.server("client", "dns:a"));
    files.write("other", Wanted.server("other", "dns:b"));
    assertThat(unusable("client_certificate = client.pem", "client_private_key = other.key"))
        .contains("does not belong");
    assertThat(unusable("server_ca_list = none.pem")).contains("none.pem: there is no such file");
  }

  @Test
  @Clause("RFC 5923 8.1")
  void a_link_is_used_again_for_the_names_its_certificate_carries_and_for_no_other()
      throws IOException {
    InetSocketAddress server = server("dns:example.com", "dns:example.org");
    OutgoingTls tls = outgoing("ca_list = ca.pem");
    assertThat(reusable(tls, server, "example.com")).isEmpty();
    var up = (Connecting.Connected) connect(tls, server, "example.com");
    assertThat(reusable(tls, server, "example.com")).contains(up.flow());
    assertThat(reusable(tls, server, "example.org")).contains(up.flow());
    assertThat(reusable(tls, server, "example.net")).isEmpty();
    assertThat(up.flow().transport()).isEqualTo(Transport.TLS);
  }
}
