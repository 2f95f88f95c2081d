package ringfence.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.sip.message.HostPort;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.diagnose.CaseFile;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.SeenHandshake;
import ringfence.trace.diagnose.Verdict;
import ringfence.trace.tls.TlsSecrets;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// Each way in which a TLS server can be wrong, over real sockets.
class TlsExaminationTest {
  private static final String NAME = "proxy.example.com";
  private static final Duration DAY = Duration.ofDays(1);

  private final TlsServers servers = new TlsServers();
  private final Authority authority = servers.authority;

  @AfterEach
  void end() {
    servers.close();
  }

  @Test
  void a_good_server_has_no_verdict_and_shows_what_it_has() throws IOException {
    TlsReport report = examine(servers.showing(good()), NAME);

    assertThat(report.diagnosis().isFailure()).isFalse();
    SeenHandshake seen = report.seen().orElseThrow();
    assertThat(seen.version().orElseThrow()).hasToString("TLS 1.3");
    assertThat(seen.chain()).hasSize(1);
    assertThat(seen.asksForCertificate()).isFalse();
    assertThat(outcome(report, "a client of TLS 1.2 alone")).startsWith("TLS 1.2, TLS_ECDHE_");
    assertThat(outcome(report, "a unit of TLS 1.0 and TLS_RSA_WITH_AES_256_CBC_SHA alone"))
        .startsWith("refused: fatal protocol_version (70)");
  }

  @Test
  void an_expired_certificate() throws IOException {
    Instant now = Instant.now();
    var expired = wanted("dns:" + NAME).valid(now.minus(DAY), now.minusSeconds(60));

    assertThat(first(servers.showing(authority.issue(expired)), NAME)).isEqualTo("tls.expired");
  }

  @Test
  void a_certificate_of_tomorrow() throws IOException {
    Instant now = Instant.now();
    var early = wanted("dns:" + NAME).valid(now.plus(DAY), now.plus(DAY).plus(DAY));

    Verdict verdict = verdict(servers.showing(authority.issue(early)), NAME);
    assertThat(verdict.id()).isEqualTo("tls.not-yet-valid");
    assertThat(verdict.cure()).contains("SNTP");
  }

  @Test
  void a_CA_that_is_not_trusted() throws IOException {
    var stranger = new Authority("A stranger");
    var issued = stranger.issue(wanted("dns:" + NAME));

    assertThat(first(servers.showing(issued, stranger.certificate()), NAME))
        .isEqualTo("tls.unknown-ca");
  }

  @Test
  void a_certificate_of_no_CA() throws IOException {
    var issued = Certificates.selfSigned(wanted("dns:" + NAME));

    assertThat(first(servers.showing(issued), NAME)).isEqualTo("tls.self-signed");
  }

  @Test
  @Clause("RFC 5922 7.2")
  void a_certificate_for_another_name() throws IOException {
    Verdict verdict =
        verdict(servers.showing(authority.issue(wanted("dns:www.example.com"))), NAME);

    assertThat(verdict.id()).isEqualTo("tls.wrong-name");
    assertThat(verdict.sentence()).contains("DNS:www.example.com", "not for " + NAME);
  }

  @Test
  void an_address_where_the_certificate_has_a_name() throws IOException {
    assertThat(first(servers.showing(good()), TlsServers.HOST)).isEqualTo("tls.address-for-name");
  }

  @Test
  void a_wildcard() throws IOException {
    var issued = authority.issue(wanted("dns:*.example.com"));

    assertThat(first(servers.showing(issued), NAME)).isEqualTo("tls.wildcard");
  }

  @Test
  @Clause("RFC 5280 4.2.1.12")
  void a_certificate_for_clients() throws IOException {
    var issued = authority.issue(wanted("dns:" + NAME).usages(KeyPurposeId.id_kp_clientAuth));

    assertThat(first(servers.showing(issued), NAME)).isEqualTo("tls.usage");
  }

  @Test
  void a_key_of_1024_bits() throws IOException {
    var issued = authority.issueWeak(wanted("dns:" + NAME));

    assertThat(first(servers.showing(issued), NAME)).isEqualTo("tls.key-too-small");
  }

  @Test
  @Clause("RFC 5246 7.4.2")
  void an_intermediate_that_is_not_sent() throws IOException {
    var intermediate = authority.intermediate("Example issuing CA,O=Example");
    var issued = intermediate.issue(wanted("dns:" + NAME));

    assertThat(first(servers.showing(issued), NAME)).isEqualTo("tls.missing-intermediate");
    assertThat(ids(servers.showing(issued, intermediate.certificate()), NAME))
        .doesNotContain("tls.missing-intermediate", "tls.unknown-ca");
  }

  @Test
  @Clause("RFC 5246 7.4.2")
  void a_chain_out_of_order() throws Exception {
    var intermediate = authority.intermediate("Example issuing CA,O=Example");
    Issued own = intermediate.issue(wanted("dns:" + NAME));
    try (var server =
        new CarelessServer(
            own, own.certificate(), authority.certificate(), intermediate.certificate())) {
      assertThat(ids(server.address(), NAME)).contains("tls.chain-order");
    }
  }

  @Test
  void a_server_that_wants_a_client_certificate() throws IOException {
    InetSocketAddress server = servers.askingForCertificate(good());

    assertThat(first(server, NAME)).isEqualTo("tls.client-certificate-missing");
    var own = TlsServers.identity(authority.issue(Wanted.server("unit", "dns:unit.example.com")));
    TlsReport report = examine(target(server, NAME, Optional.of(own)));
    assertThat(report.diagnosis().isFailure()).isFalse();
    assertThat(report.seen().orElseThrow().asksForCertificate()).isTrue();
    assertThat(outcome(report, "the unit without its certificate"))
        .contains("certificate_required");
  }

  @Test
  void a_client_certificate_of_a_CA_that_the_server_does_not_take() throws IOException {
    var stranger = new Authority("A stranger").issue(Wanted.server("unit", "dns:unit.example.com"));
    InetSocketAddress server = servers.askingForCertificate(good());

    TlsReport report = examine(target(server, NAME, Optional.of(TlsServers.identity(stranger))));
    assertThat(report.diagnosis().verdicts().getFirst().id())
        .isIn("tls.client-certificate-unacceptable", "tls.unknown-ca");
  }

  @Test
  @Clause("RFC 8996 2")
  void a_server_of_TLS_1_0_alone() throws IOException {
    TlsReport report = examine(servers.old(authority.issueRsa(wanted("dns:" + NAME))), NAME);

    assertThat(report.diagnosis().verdicts().getFirst().id()).isEqualTo("tls.version");
    assertThat(outcome(report, "a unit of TLS 1.0 and TLS_RSA_WITH_AES_256_CBC_SHA alone"))
        .isEqualTo("TLS 1.0, TLS_RSA_WITH_AES_256_CBC_SHA");
  }

  @Test
  void no_suite_in_common() throws IOException {
    var issued = authority.issueRsa(wanted("dns:" + NAME));

    TlsReport report = examine(servers.withoutForwardSecrecy(issued), NAME);
    assertThat(report.diagnosis().verdicts().getFirst().id()).isEqualTo("tls.no-common-suite");
    assertThat(outcome(report, "a client of RSA key transport alone"))
        .isEqualTo("TLS 1.2, TLS_RSA_WITH_AES_128_GCM_SHA256");
  }

  @Test
  void a_port_that_speaks_SIP_in_clear() throws IOException {
    byte[] answer = "SIP/2.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    try (var door = door()) {
      serve(
          door,
          socket -> {
            socket.getInputStream().read(new byte[5000]);
            socket.getOutputStream().write(answer);
          });

      assertThat(first(address(door), NAME)).isEqualTo("tls.plain-port");
    }
  }

  @Test
  void a_port_that_says_nothing() throws IOException {
    try (var door = door()) {
      serve(door, socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));

      TlsTarget target = target(address(door), NAME, Optional.empty());
      TlsReport report = examine(target.within(Duration.ofMillis(1100)));
      assertThat(report.diagnosis().verdicts().getFirst().id()).isEqualTo("tls.silent");
    }
  }

  @Test
  void a_port_that_hangs_up() throws IOException {
    try (var door = door()) {
      serve(door, socket -> socket.getInputStream().read(new byte[5000]));

      assertThat(first(address(door), NAME)).isEqualTo("tls.closed");
    }
  }

  @Test
  void a_port_where_nobody_listens() throws IOException {
    InetSocketAddress closed;
    try (var door = door()) {
      closed = address(door);
    }
    assertThat(first(closed, NAME)).isEqualTo("tcp.refused");
  }

  /// What TLS 1.3 hides the capture hides too: this server is of TLS 1.0, where all is in clear.
  @Test
  void a_capture_of_the_attempt_gets_the_same_verdicts(@TempDir Path folder) throws IOException {
    TlsReport report = examine(servers.old(authority.issueRsa(wanted("dns:" + NAME))), NAME);
    Path file = folder.resolve("attempt.pcapng");
    report.recording().write(file);

    var read = new CaseFile();
    var decoder = new Decoder(new Knowledge(Optional.empty(), new TlsSecrets()));
    try (var capture = CaptureFile.open(file)) {
      for (var item = capture.next(); item.isPresent(); item = capture.next()) {
        decoder.read(item.get()).forEach(read::add);
      }
    }
    decoder.end().forEach(read::add);
    assertThat(Diagnosis.of(read)).isEqualTo(report.diagnosis());
  }

  private interface Conversation {
    void hold(Socket socket) throws IOException;
  }

  private static ServerSocket door() throws IOException {
    return new ServerSocket(0, 20, InetAddress.ofLiteral(TlsServers.HOST));
  }

  private static InetSocketAddress address(ServerSocket door) {
    return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
  }

  /// Holds the conversation on each connection that comes, and closes it.
  private static void serve(ServerSocket door, Conversation conversation) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!door.isClosed()) {
                try (Socket socket = door.accept()) {
                  conversation.hold(socket);
                } catch (IOException _) {
                  // the next one
                }
              }
            });
  }

  private Issued good() {
    return authority.issue(wanted("dns:" + NAME));
  }

  private static Wanted wanted(String name) {
    return Wanted.server("server", name);
  }

  private String first(InetSocketAddress server, String name) throws IOException {
    return verdict(server, name).id();
  }

  private Verdict verdict(InetSocketAddress server, String name) throws IOException {
    return examine(server, name).diagnosis().verdicts().getFirst();
  }

  private List<String> ids(InetSocketAddress server, String name) throws IOException {
    return examine(server, name).diagnosis().verdicts().stream().map(Verdict::id).toList();
  }

  private static String outcome(TlsReport report, String as) {
    return report.variations().stream()
        .filter(each -> each.as().equals(as))
        .map(TlsVariation::outcome)
        .findFirst()
        .orElseThrow();
  }

  private TlsReport examine(InetSocketAddress server, String name) throws IOException {
    return examine(target(server, name, Optional.empty()));
  }

  private static TlsReport examine(TlsTarget target) throws IOException {
    return TlsExamination.of(target, Locator.ofSystem());
  }

  private TlsTarget target(InetSocketAddress server, String name, Optional<TlsIdentity> own) {
    return new TlsTarget(
        HostPort.of(server.getAddress().getHostAddress(), server.getPort()),
        name,
        new PeerVerifier(TrustLevel.HOST_NAME, TrustAnchors.of(authority.certificate())),
        own,
        TlsPolicy.modern(),
        Duration.ofSeconds(2));
  }
}
