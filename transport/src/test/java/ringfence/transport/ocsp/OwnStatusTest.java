package ringfence.transport.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.ocsp.OcspServer.GOOD;
import static ringfence.transport.ocsp.OcspServer.saying;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.tls.TlsIdentity;

@Clause("RFC 6066 8")
class OwnStatusTest {
  private final Authority authority = new Authority("CA");
  private final Issued own = authority.issue(Wanted.server("a.example", "dns:a.example"));
  private final Issued signer =
      authority.issue(Wanted.server("Responder").usages(KeyPurposeId.id_kp_OCSPSigning));
  private final Asked asked = new Asked(own.certificate(), authority.certificate());
  private final Instant now = Instant.now();

  @Test
  void a_good_answer_is_kept_until_its_next_update_and_asked_for_again_at_half_time()
      throws IOException {
    try (var server = new OcspServer(saying(GOOD, signer));
        var status = new OwnStatus()) {
      var answer = status.ask(asked, server.address(), now).orElseThrow();
      assertThat(OcspResponse.read(answer.octets(), asked, now))
          .isInstanceOf(CertificateStatus.Good.class);
      Duration life = Duration.between(now, answer.until());
      assertThat(life).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(61));
      assertThat(Duration.between(now, answer.halfTime())).isEqualTo(life.dividedBy(2));
    }
  }

  @Test
  void an_answer_that_is_not_good_or_not_the_responders_is_not_sent_along() throws IOException {
    var stranger = new Authority("CA").issue(Wanted.server("Stranger"));
    try (var server = new OcspServer(saying(OcspServer.revoked(now.minusSeconds(60)), signer));
        var status = new OwnStatus()) {
      assertThat(status.ask(asked, server.address(), now)).isEmpty();
      server.answer(saying(GOOD, stranger));
      assertThat(status.ask(asked, server.address(), now)).isEmpty();
      server.answer(_ -> new byte[0]);
      assertThat(status.ask(asked, server.address(), now)).isEmpty();
    }
  }

  @Test
  void a_certificate_without_responder_or_issuer_is_not_asked_about() {
    var reading = TlsIdentity.of(List.of(own.certificate()), own.key());
    TlsIdentity identity = ((TlsIdentity.Reading.Accepted) reading).identity();
    try (var status = new OwnStatus()) {
      assertThat(status.ask(identity, now)).isEmpty();
    }
  }
}
