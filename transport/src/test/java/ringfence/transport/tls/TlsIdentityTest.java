package ringfence.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.tls.TlsIdentity.Reading;

class TlsIdentityTest {
  private final Authority authority = new Authority("CA");
  private final Issued issued = authority.issue(Wanted.server("a.example"));

  @Test
  void a_chain_is_kept_in_its_order_with_its_key() {
    var chain = List.of(issued.certificate(), authority.certificate());
    assertThat(TlsIdentity.of(chain, issued.key()))
        .isInstanceOfSatisfying(
            Reading.Accepted.class,
            yes -> {
              assertThat(yes.identity().chain()).isEqualTo(chain);
              assertThat(yes.identity().certificate()).isEqualTo(issued.certificate());
              assertThat(yes.identity().key()).isEqualTo(issued.key());
            });
  }

  @Test
  void an_RSA_key_belongs_to_its_certificate() {
    var keys = Chains.keys("RSA", 2048);
    var chain = List.of(Chains.selfSigned(keys, "a"));
    assertThat(TlsIdentity.of(chain, keys.getPrivate())).isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void a_key_of_another_certificate_is_refused() {
    Issued other = authority.issue(Wanted.server("b.example"));
    var chain = List.of(issued.certificate());
    assertThat(TlsIdentity.of(chain, other.key()))
        .isInstanceOfSatisfying(
            Reading.Rejected.class,
            no -> assertThat(no.reason()).contains("does not belong").contains("a.example"));
    assertThat(TlsIdentity.of(chain, Chains.keys("RSA", 2048).getPrivate()))
        .isInstanceOf(Reading.Rejected.class);
  }

  @Test
  void a_key_without_a_certificate_is_no_identity() {
    assertThat(TlsIdentity.of(List.of(), issued.key()))
        .isEqualTo(new Reading.Rejected("There is no certificate."));
  }

  @Test
  void nothing_printed_shows_the_key() {
    assertThat(TlsIdentity.of(List.of(issued.certificate()), issued.key()))
        .hasToString("Accepted[identity=TlsIdentity(CN=a.example)]");
  }
}
