package ringfence.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.HostPort;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.testkit.NameServer;
import ringfence.trace.diagnose.Verdict;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// TLS servers of a domain that its SRV and NAPTR records name, over real sockets.
class SrvExaminationTest {
  private static final String DOMAIN = "our.example";

  private final TlsServers servers = new TlsServers();
  private final NameServer names = NameServer.of("");
  private final AskedDns dns = AskedDns.of(names.address());

  @AfterEach
  void end() {
    names.close();
    servers.close();
  }

  @Test
  @Clause("RFC 5922 4")
  void the_certificate_is_for_the_domain_and_the_target_is_told() throws IOException {
    names.knows(srv("_sips._tcp." + DOMAIN, 1, showing(DOMAIN)));
    TlsReport report = examine(target(TrustLevel.HOST_NAME));

    assertThat(report.up().orElseThrow().toString()).startsWith("sip1.our.example (127.0.0.1:");
    assertThat(report.diagnosis().isFailure()).isFalse();
    assertThat(dns.said().getFirst())
        .startsWith("_sips._tcp.our.example SRV: sip1.our.example:")
        .endsWith("(priority 1, weight 1)");
    assertThat(names.questions()).doesNotContain("our.example A", "our.example NAPTR");
  }

  @Test
  @Clause("RFC 5922 4")
  void a_certificate_for_the_target_alone_does_not_do_and_it_is_said_why() throws IOException {
    names.knows(srv("_sips._tcp." + DOMAIN, 1, showing("sip1.our.example")));
    TlsReport report = examine(target(TrustLevel.HOST_NAME));

    assertThat(report.up()).isEmpty();
    Verdict verdict = report.diagnosis().verdicts().getFirst();
    assertThat(verdict.id()).isEqualTo("tls.wrong-name");
    assertThat(verdict.sentence()).contains("for DNS:sip1.our.example, not for our.example");
    assertThat(verdict.evidence().getLast().what())
        .startsWith("sip1.our.example is only where the SRV record leads");
    assertThat(examine(target(TrustLevel.DNS_SRV_RESPONSE)).up()).isPresent();
  }

  @Test
  @Clause("RFC 3263 4.3")
  void the_second_server_is_used_when_nobody_listens_at_the_first() throws IOException {
    InetSocketAddress nobody;
    try (var door = new ServerSocket(0)) {
      nobody = new InetSocketAddress(TlsServers.HOST, door.getLocalPort());
    }
    String service = "_sips._tcp." + DOMAIN;
    names.knows(srv(service, 1, nobody) + srv(service, 2, showing(DOMAIN)));
    TlsReport report = examine(target(TrustLevel.HOST_NAME));

    assertThat(report.up().flatMap(it -> it.srvName())).contains("sip2.our.example");
    assertThat(report.diagnosis().verdicts())
        .extracting(Verdict::id)
        .containsExactly("tcp.refused");
  }

  @Test
  @Clause("RFC 3263 4.1")
  void NAPTR_leads_elsewhere_only_where_it_is_asked() throws IOException {
    names.knows(
        "our.example. 60 IN NAPTR 1 1 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.far.example.\n"
            + srv("_sips._tcp.far.example", 7, showing(DOMAIN)));
    TlsTarget target = target(TrustLevel.HOST_NAME);

    assertThat(examine(target).diagnosis().verdicts().getFirst().id())
        .isEqualTo("dns.name-unknown");
    TlsReport report = examine(target.askingNaptr(true));
    assertThat(report.up().flatMap(it -> it.srvName())).contains("sip7.our.example");
    assertThat(dns.said()).anyMatch(it -> it.contains("SIPS+D2T at _sips._tcp.far.example"));
  }

  private InetSocketAddress showing(String name) {
    return servers.showing(servers.authority.issue(Wanted.server("server", "dns:" + name)));
  }

  private static String srv(String service, int priority, InetSocketAddress server) {
    return """
    %s. 60 IN SRV %d 1 %d sip%d.our.example.
    sip%d.our.example. 60 IN A %s
    """
        .formatted(service, priority, server.getPort(), priority, priority, TlsServers.HOST);
  }

  private TlsReport examine(TlsTarget target) throws IOException {
    return TlsExamination.brief(target, dns.locator());
  }

  private TlsTarget target(TrustLevel level) {
    return new TlsTarget(
        HostPort.of(DOMAIN),
        DOMAIN,
        new PeerVerifier(level, TrustAnchors.of(servers.authority.certificate())),
        Optional.empty(),
        TlsPolicy.modern(),
        Duration.ofSeconds(2));
  }
}
