package ringfence.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;

class RevocationListTest {
  private final Authority authority = new Authority("Test CA");
  private final Issued client = authority.issue(Wanted.server("client", "dns:a.example"));

  private static RevocationList list(String pem) {
    var reading = RevocationList.read(pem.getBytes(StandardCharsets.US_ASCII));
    return ((RevocationList.Reading.Read) reading).list();
  }

  private Optional<Refusal> check(RevocationList list, Issued presented) {
    var trust = TrustAnchors.of(authority.certificate());
    var verifier = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, trust);
    Verification peer = verifier.verifyClient(List.of(presented.certificate()), Instant.now());
    return list.check((VerifiedPeer) peer, Optional.empty(), Instant.now()).join();
  }

  @Test
  @Clause("RFC 5280 5.1.2.6")
  void a_certificate_on_the_list_of_its_issuer_is_refused_and_no_other() {
    RevocationList list = list(authority.revocationListPem(client));
    assertThat(check(list, client)).map(Refusal::cause).contains(Refusal.Cause.REVOKED);
    assertThat(check(list, authority.issue(Wanted.server("other")))).isEmpty();
    assertThat(check(list(authority.revocationListPem()), client)).isEmpty();
    assertThat(list.size()).isOne();
    assertThat(list.nextUpdate()).isPresent();
  }

  @Test
  @Clause("RFC 5280 6.3.3")
  void a_list_that_somebody_else_signed_in_the_issuers_name_says_nothing() {
    var forger = new Authority("Test CA");
    assertThat(check(list(forger.revocationListPem(client)), client)).isEmpty();
    String both = forger.revocationListPem(client) + authority.revocationListPem(client);
    assertThat(check(list(both), client)).isPresent();
  }

  @Test
  void what_is_no_list_is_a_sentence_whatever_the_octets() {
    byte[] good = authority.revocationListPem(client).getBytes(StandardCharsets.US_ASCII);
    assertThat(RevocationList.read(new byte[0]))
        .isInstanceOf(RevocationList.Reading.Unreadable.class);
    var chance = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] broken = good.clone();
      for (int j = 0; j < 1 + chance.nextInt(4); j++) {
        broken[chance.nextInt(broken.length)] = (byte) chance.nextInt(256);
      }
      if (RevocationList.read(broken) instanceof RevocationList.Reading.Read(var list)) {
        check(list, client); // it may still be one, and then it can be asked
      }
    }
  }
}
