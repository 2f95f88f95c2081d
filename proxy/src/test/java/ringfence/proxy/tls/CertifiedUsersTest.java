package ringfence.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;
import ringfence.transport.tls.VerifiedPeer;

class CertifiedUsersTest {
  private final Authority authority = new Authority("CA");

  private List<String> users(String... names) {
    var certificate = authority.issue(Wanted.server("device", names)).certificate();
    var trust = TrustAnchors.of(authority.certificate());
    var verified =
        new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, trust)
            .verifyClient(List.of(certificate), Instant.now());
    return CertifiedUsers.of((VerifiedPeer) verified).stream()
        .map(AddressOfRecord::toString)
        .toList();
  }

  @Test
  @Clause("RFC 5922 7.1")
  void a_certificate_speaks_for_the_users_among_its_sip_URIs() {
    assertThat(
            users(
                "uri:sip:100@Example.com",
                "uri:sip:example.com",
                "dns:101.example.com",
                "uri:https://102@example.com",
                "uri:sips:103@example.com;transport=tls",
                "uri:sip:100@example.com:5061"))
        .containsExactly("sip:100@example.com", "sip:103@example.com");
    assertThat(users("dns:a.example")).isEmpty();
    assertThat(users("uri:sip:", "uri:sip:@x", "uri:tel:+1")).isEmpty();
  }
}
