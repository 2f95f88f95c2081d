package ringfence.transport.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.ocsp.OcspServer.GOOD;
import static ringfence.transport.ocsp.OcspServer.saying;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Refusal.Cause;
import ringfence.transport.tls.RevocationLevel;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;
import ringfence.transport.tls.VerifiedPeer;

class OcspRevocationTest {
  private final Authority authority = new Authority("CA");
  private final Issued own = authority.issue(Wanted.server("a.example", "dns:a.example"));
  private final Issued signer =
      authority.issue(Wanted.server("Responder").usages(KeyPurposeId.id_kp_OCSPSigning));
  private final Instant now = Instant.now();

  private VerifiedPeer peer() {
    var verifier = new PeerVerifier(TrustLevel.HOST_NAME, TrustAnchors.of(authority.certificate()));
    var expected = new ExpectedPeer("a.example");
    return (VerifiedPeer) verifier.verifyServer(List.of(own.certificate()), expected, now);
  }

  private OcspRevocation asking(RevocationLevel level, URI responder) {
    Map<X509Certificate, URI> overrides = Map.of(authority.certificate(), responder);
    return new OcspRevocation(level, overrides, Duration.ofSeconds(5));
  }

  private Optional<Refusal> check(OcspRevocation revocation, Instant when) {
    return check(revocation, Optional.empty(), when);
  }

  private Optional<Refusal> check(
      OcspRevocation revocation, Optional<byte[]> stapled, Instant when) {
    return revocation.check(peer(), stapled, when).orTimeout(20, TimeUnit.SECONDS).join();
  }

  /// What a mandatory check makes of one answer.
  private Optional<Cause> verdict(byte[] answer) {
    try (var revocation =
        new OcspRevocation(RevocationLevel.OCSP_MANDATORY, Map.of(), Duration.ofSeconds(5))) {
      return check(revocation, Optional.of(answer), now).map(Refusal::cause);
    }
  }

  private byte[] answer(Issued by, Instant from, Instant until) {
    return OcspServer.response(asked().id(), GOOD, by, from, until);
  }

  private Asked asked() {
    return new Asked(own.certificate(), authority.certificate());
  }

  @Test
  @Clause("RFC 6960 2.2")
  void a_certificate_is_taken_or_not_as_its_responder_says() throws IOException {
    try (var server = new OcspServer(saying(GOOD, signer))) {
      try (var revocation = asking(RevocationLevel.OCSP_MANDATORY, server.address())) {
        assertThat(check(revocation, now)).isEmpty();
      }
      server.answer(saying(OcspServer.revoked(now.minusSeconds(60)), signer));
      for (var level : List.of(RevocationLevel.OCSP_MANDATORY, RevocationLevel.OCSP_OPTIONAL)) {
        try (var revocation = asking(level, server.address())) {
          Refusal why = check(revocation, now).orElseThrow();
          assertThat(why.cause()).isEqualTo(Cause.REVOKED);
          assertThat(why.text()).contains("a.example", "revoked at");
        }
      }
      try (var revocation = asking(RevocationLevel.LOCALLY_TRUSTED, server.address())) {
        assertThat(check(revocation, now)).isEmpty();
      }
    }
  }

  @Test
  void a_responder_that_does_not_know_counts_only_where_its_word_is_mandatory() throws IOException {
    try (var server = new OcspServer(saying(OcspServer.unknown(), signer));
        var mandatory = asking(RevocationLevel.OCSP_MANDATORY, server.address());
        var optional = asking(RevocationLevel.OCSP_OPTIONAL, server.address())) {
      Refusal why = check(mandatory, now).orElseThrow();
      assertThat(why.cause()).isEqualTo(Cause.REVOCATION_UNKNOWN);
      assertThat(why.cure()).contains("OcspOptional");
      assertThat(check(optional, now)).isEmpty();
    }
  }

  @Test
  void a_responder_that_fails_is_no_word() throws IOException {
    try (var server = new OcspServer(_ -> new byte[0]);
        var mandatory = asking(RevocationLevel.OCSP_MANDATORY, server.address())) {
      assertThat(check(mandatory, now).orElseThrow().text()).contains("HTTP 500");
      server.answer(_ -> new byte[100_000]);
      assertThat(check(mandatory, now).orElseThrow().text()).contains("more than 65536 octets");
    }
  }

  @Test
  void a_responder_that_never_answers_is_waited_for_only_so_long() throws IOException {
    try (var silent = new ServerSocket(0)) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      Map<X509Certificate, URI> overrides = Map.of(authority.certificate(), address);
      try (var mandatory =
          new OcspRevocation(RevocationLevel.OCSP_MANDATORY, overrides, Duration.ofMillis(200))) {
        assertThat(check(mandatory, now).orElseThrow().cause()).isEqualTo(Cause.REVOCATION_UNKNOWN);
      }
    }
  }

  @Test
  void a_certificate_without_a_responder_is_not_known() {
    try (var mandatory = new OcspRevocation(RevocationLevel.OCSP_MANDATORY, TrustAnchors.none());
        var optional = new OcspRevocation(RevocationLevel.OCSP_OPTIONAL, TrustAnchors.none())) {
      assertThat(check(mandatory, now).orElseThrow().text()).contains("names no OCSP responder");
      assertThat(check(optional, now)).isEmpty();
    }
  }

  @Test
  @Clause("RFC 6960 4.2.2.2")
  void only_the_issuer_and_those_it_delegated_to_may_answer() {
    Instant from = now.minusSeconds(60);
    Instant until = now.plusSeconds(60);
    var stranger = new Authority("A stranger");
    Issued foreign = stranger.issue(Wanted.server("R").usages(KeyPurposeId.id_kp_OCSPSigning));
    Issued undelegated = authority.issue(Wanted.server("R"));
    Wanted late = Wanted.server("R").valid(now.minusSeconds(9), now.minusSeconds(8));
    Issued expired = authority.issue(late.usages(KeyPurposeId.id_kp_OCSPSigning));
    assertThat(verdict(answer(signer, from, until))).isEmpty();
    for (Issued wrong : List.of(foreign, undelegated, expired, own)) {
      assertThat(verdict(answer(wrong, from, until))).contains(Cause.REVOCATION_UNKNOWN);
    }
  }

  @Test
  @Clause("RFC 6960 4.2.2.1")
  void an_answer_holds_from_its_thisUpdate_to_its_nextUpdate() {
    assertThat(verdict(answer(signer, now.plusSeconds(3600), now.plusSeconds(7200))))
        .contains(Cause.REVOCATION_UNKNOWN);
    assertThat(verdict(answer(signer, now.minusSeconds(7200), now.minusSeconds(3600))))
        .contains(Cause.REVOCATION_UNKNOWN);
  }

  @Test
  void an_answer_about_another_certificate_says_nothing() {
    Issued other = authority.issue(Wanted.server("b.example"));
    var id = new Asked(other.certificate(), authority.certificate()).id();
    var answer = OcspServer.response(id, GOOD, signer, now.minusSeconds(60), now.plusSeconds(60));
    assertThat(verdict(answer)).contains(Cause.REVOCATION_UNKNOWN);
  }

  @Test
  void an_answer_is_remembered_until_its_nextUpdate() throws IOException {
    try (var server = new OcspServer(saying(GOOD, signer));
        var mandatory = asking(RevocationLevel.OCSP_MANDATORY, server.address())) {
      check(mandatory, now);
      check(mandatory, now.plusSeconds(1800));
      assertThat(server.asked()).isEqualTo(1);
      check(mandatory, now.plusSeconds(3601));
      assertThat(server.asked()).isEqualTo(2);
    }
  }

  @Test
  @Clause("RFC 6066 8")
  void a_stapled_answer_spares_the_question() throws IOException {
    byte[] stapled = answer(signer, now.minusSeconds(60), now.plusSeconds(60));
    try (var server = new OcspServer(saying(GOOD, signer));
        var mandatory = asking(RevocationLevel.OCSP_MANDATORY, server.address())) {
      assertThat(check(mandatory, Optional.of(stapled), now)).isEmpty();
      assertThat(server.asked()).isZero();
    }
  }

  @Test
  void octets_that_are_no_answer_are_never_taken_for_one() {
    byte[] good = answer(signer, now.minusSeconds(60), now.plusSeconds(60));
    for (int seed = 0; seed < 2000; seed++) {
      var chance = new Random(seed);
      byte[] broken = good.clone();
      int at = chance.nextInt(broken.length);
      broken[at] ^= (byte) (1 << chance.nextInt(8));
      var status = OcspResponse.read(broken, asked(), now);
      // a bit outside what is signed may change without harm; a status never changes to another
      if (status instanceof CertificateStatus.Revoked) throw new AssertionError("seed " + seed);
      byte[] noise = new byte[chance.nextInt(200)];
      chance.nextBytes(noise);
      assertThat(OcspResponse.read(noise, asked(), now))
          .as("seed %d", seed)
          .isInstanceOf(CertificateStatus.Unknown.class);
    }
  }
}
