package ringfence.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.tls.TrustLevel.DNS_SRV_RESPONSE;
import static ringfence.transport.tls.TrustLevel.HOST_NAME;
import static ringfence.transport.tls.TrustLevel.NO_VALIDATION;
import static ringfence.transport.tls.TrustLevel.TRUSTED_CERTIFICATE;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.tls.Refusal.Cause;

class PeerVerifierTest {
  private static final Authority AUTHORITY = new Authority("Our CA");
  private static final TrustAnchors TRUST = TrustAnchors.of(AUTHORITY.certificate());

  private final Instant now = Instant.now();

  private Verification verify(TrustLevel level, X509Certificate certificate, String expected) {
    return new PeerVerifier(level, TRUST)
        .verifyServer(List.of(certificate), new ExpectedPeer(expected), now);
  }

  private static X509Certificate named(String commonName, String... names) {
    return AUTHORITY.issue(Wanted.server(commonName, names)).certificate();
  }

  @ParameterizedTest
  @EnumSource(TrustLevel.class)
  void no_level_accepts_a_peer_without_a_certificate(TrustLevel level) {
    var verdict =
        new PeerVerifier(level, TRUST).verifyServer(List.of(), new ExpectedPeer("a.example"), now);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Refusal.class, why -> assertThat(why.cause()).isEqualTo(Cause.NO_CERTIFICATE));
  }

  @Test
  @Clause("RFC 5922 7.2")
  void names_match_exactly_and_in_any_case() {
    assertAccepted(verify(HOST_NAME, named("x", "dns:Proxy.A.Example"), "proxy.a.example"));
    assertAccepted(verify(HOST_NAME, named("x", "dns:proxy.a.example"), "PROXY.a.example."));
    assertRefused(
        verify(HOST_NAME, named("x", "dns:a.example"), "proxy.a.example"), Cause.WRONG_NAME);
    assertRefused(
        verify(HOST_NAME, named("x", "dns:proxy.a.example"), "a.example"), Cause.WRONG_NAME);
    assertAccepted(verify(HOST_NAME, named("x", "ip:192.0.2.7"), "192.0.2.7"));
    assertRefused(verify(HOST_NAME, named("x", "ip:192.0.2.7"), "192.0.2.70"), Cause.WRONG_NAME);
    assertAccepted(verify(HOST_NAME, named("x", "ip:2001:db8::1"), "[2001:db8:0::1]"));
  }

  @Test
  @Clause("RFC 5922 7.1")
  void a_sip_URI_names_the_peer_and_then_DNS_names_do_not_count() {
    X509Certificate both = named("x", "uri:sip:a.example", "dns:b.example");
    assertAccepted(verify(HOST_NAME, both, "a.example"));
    assertRefused(verify(HOST_NAME, both, "b.example"), Cause.WRONG_NAME);
    X509Certificate user = named("x", "uri:sip:bob@a.example", "uri:https://a.example");
    assertRefused(verify(HOST_NAME, user, "a.example"), Cause.WRONG_NAME);
  }

  @Test
  void the_common_name_counts_only_without_an_alternative_name_of_its_kind() {
    assertAccepted(verify(HOST_NAME, named("a.example"), "a.example"));
    assertAccepted(verify(HOST_NAME, named("192.0.2.7"), "192.0.2.7"));
    assertAccepted(verify(HOST_NAME, named("192.0.2.7", "dns:a.example"), "192.0.2.7"));
    assertRefused(
        verify(HOST_NAME, named("a.example", "dns:b.example"), "a.example"), Cause.WRONG_NAME);
    assertRefused(
        verify(HOST_NAME, named("192.0.2.7", "ip:192.0.2.8"), "192.0.2.7"), Cause.WRONG_NAME);
  }

  @Test
  @Clause("RFC 5922 7.2")
  void wildcards_count_for_one_label_and_only_where_allowed() {
    X509Certificate wild = named("x", "dns:*.a.example");
    assertRefused(verify(HOST_NAME, wild, "p.a.example"), Cause.WRONG_NAME);
    var lenient = new PeerVerifier(HOST_NAME, TRUST, true, 2048);
    assertAccepted(lenient.verifyServer(List.of(wild), new ExpectedPeer("p.a.example"), now));
    for (String wrong : List.of("q.p.a.example", "a.example", ".a.example")) {
      assertRefused(
          lenient.verifyServer(List.of(wild), new ExpectedPeer(wrong), now), Cause.WRONG_NAME);
    }
    X509Certificate top = named("x", "dns:*.example");
    assertRefused(
        lenient.verifyServer(List.of(top), new ExpectedPeer("a.example"), now), Cause.WRONG_NAME);
  }

  @Test
  void a_name_from_an_SRV_answer_counts_at_its_level_alone() {
    X509Certificate target = named("x", "dns:node1.a.example");
    var expected = new ExpectedPeer("a.example", List.of("node1.a.example"));
    assertAccepted(
        new PeerVerifier(DNS_SRV_RESPONSE, TRUST).verifyServer(List.of(target), expected, now));
    assertRefused(
        new PeerVerifier(HOST_NAME, TRUST).verifyServer(List.of(target), expected, now),
        Cause.WRONG_NAME);
  }

  @Test
  void an_authority_that_only_bears_the_name_did_not_sign_it() {
    X509Certificate forged =
        new Authority("Our CA").issue(Wanted.server("a.example")).certificate();
    assertRefused(verify(TRUSTED_CERTIFICATE, forged, "a.example"), Cause.BAD_SIGNATURE);
    assertAccepted(verify(NO_VALIDATION, forged, "a.example"));
  }

  @Test
  void certificates_that_do_not_belong_to_the_path_are_passed_over() {
    X509Certificate good = named("x", "dns:a.example");
    X509Certificate stray = new Authority("Another CA").certificate();
    var verdict =
        new PeerVerifier(HOST_NAME, TRUST)
            .verifyServer(
                List.of(good, stray, AUTHORITY.certificate()), new ExpectedPeer("a.example"), now);
    assertAccepted(verdict);
  }

  @Test
  void a_certificate_that_is_itself_installed_is_trusted_within_its_dates() {
    X509Certificate pinned = new Authority("other").issue(Wanted.server("a.example")).certificate();
    var verifier = new PeerVerifier(HOST_NAME, TrustAnchors.of(pinned));
    assertAccepted(verifier.verifyServer(List.of(pinned), new ExpectedPeer("a.example"), now));
    assertRefused(
        verifier.verifyServer(
            List.of(pinned), new ExpectedPeer("a.example"), now.plus(Duration.ofDays(9))),
        Cause.EXPIRED);
  }

  @Test
  void an_authority_out_of_date_is_told_from_a_peer_out_of_date() {
    X509Certificate longLived =
        AUTHORITY
            .issue(
                Wanted.server("a.example")
                    .valid(now.minusSeconds(60), now.plus(Duration.ofDays(99))))
            .certificate();
    var verdict =
        new PeerVerifier(HOST_NAME, TRUST)
            .verifyServer(
                List.of(longLived), new ExpectedPeer("a.example"), now.plus(Duration.ofDays(9)));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Refusal.class,
            why -> {
              assertThat(why.cause()).isEqualTo(Cause.EXPIRED);
              assertThat(why.text()).contains("authority").contains("Our CA");
            });
  }

  @Test
  void an_authority_that_is_no_authority_may_not_issue() {
    var end = AUTHORITY.issue(Wanted.server("Leaf"));
    // Signed with the leaf's key: the signature holds, the right to sign does not.
    X509Certificate issued = Chains.issuedBy(end, "a.example");
    var verdict =
        new PeerVerifier(HOST_NAME, TRUST)
            .verifyServer(List.of(issued, end.certificate()), new ExpectedPeer("a.example"), now);
    assertRefused(verdict, Cause.WRONG_USAGE);
  }

  @Test
  @Clause("RFC 5280 4.2.1.12")
  void a_usage_for_the_other_role_is_refused() {
    X509Certificate client =
        AUTHORITY
            .issue(Wanted.server("a.example").usages(KeyPurposeId.id_kp_clientAuth))
            .certificate();
    assertRefused(verify(TRUSTED_CERTIFICATE, client, "a.example"), Cause.WRONG_USAGE);
    X509Certificate server =
        AUTHORITY
            .issue(Wanted.server("a.example").usages(KeyPurposeId.id_kp_serverAuth))
            .certificate();
    var verifier = new PeerVerifier(TRUSTED_CERTIFICATE, TRUST);
    assertRefused(verifier.verifyClient(List.of(server), now), Cause.WRONG_USAGE);
    assertAccepted(verifier.verifyClient(List.of(client), now));
    X509Certificate any =
        AUTHORITY.issue(Wanted.server("a.example").usages(new KeyPurposeId[0])).certificate();
    assertAccepted(verifier.verifyClient(List.of(any), now));
  }

  @Test
  void a_small_RSA_key_is_weak_but_behind_the_legacy_fence() {
    var issuer = Chains.keys("EC", 256);
    X509Certificate authority = Chains.selfSigned(issuer, "Issuer");
    X509Certificate weak =
        Chains.sign("a.example", "CN=Issuer", Chains.keys("RSA", 1024), issuer.getPrivate());
    TrustAnchors trust = TrustAnchors.of(authority);
    var expected = new ExpectedPeer("a.example");
    assertRefused(
        new PeerVerifier(TRUSTED_CERTIFICATE, trust).verifyServer(List.of(weak), expected, now),
        Cause.WEAK_KEY);
    assertRefused(
        new PeerVerifier(TRUSTED_CERTIFICATE, trust)
            .with(TlsPolicy.of(CipherSet.MODERN, TlsVersion.TLS_1_2))
            .verifyServer(List.of(weak), expected, now),
        Cause.WEAK_KEY);
    assertAccepted(
        new PeerVerifier(TRUSTED_CERTIFICATE, trust)
            .with(TlsPolicy.of(CipherSet.CS1, TlsVersion.TLS_1_0))
            .verifyServer(List.of(weak), expected, now));
  }

  @Test
  void a_refusal_says_names_rule_and_cure() {
    var why = (Refusal) verify(HOST_NAME, named("x", "dns:b.example"), "192.168.120.11");
    assertThat(why.text())
        .contains("Names presented: DNS:b.example, CN:x.")
        .contains("Name expected: 192.168.120.11.")
        .contains("RFC 5922 7.2")
        .contains("IP:192.168.120.11");
  }

  @Test
  void the_witness_tells_the_name_that_matched() {
    var peer = (VerifiedPeer) verify(HOST_NAME, named("x", "dns:a.example"), "a.example");
    assertThat(peer.name()).isEqualTo("a.example");
    assertThat(peer.level()).isEqualTo(HOST_NAME);
    assertThat(peer.names()).containsExactly("DNS:a.example", "CN:x");
  }

  private static void assertAccepted(Verification verdict) {
    assertThat(verdict).isInstanceOf(VerifiedPeer.class);
  }

  private static void assertRefused(Verification verdict, Cause cause) {
    assertThat(verdict)
        .isInstanceOfSatisfying(Refusal.class, why -> assertThat(why.cause()).isEqualTo(cause));
  }
}
