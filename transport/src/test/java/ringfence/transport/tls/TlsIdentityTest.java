package ringfence.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.tls.TlsIdentity.Reading;

class TlsIdentityTest {
  private final Issued issued = new Authority("CA").issue(Wanted.server("a.example"));

  @Test
  void a_pair_is_read_from_PEM() {
    assertThat(issued.keyPem()).contains("BEGIN EC PRIVATE KEY");
    assertThat(TlsIdentity.fromPem(issued.certificatePem(), issued.keyPem()))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(TlsIdentity.fromPem(issued.certificatePem(), pkcs8(issued.key().getEncoded())))
        .isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void an_RSA_key_is_read_in_its_old_form() throws Exception {
    KeyPair keys = Chains.keys("RSA", 2048);
    byte[] pkcs1 =
        PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
    String pem = block("RSA PRIVATE KEY", pkcs1);
    String certificate = block("CERTIFICATE", Chains.selfSigned(keys, "a").getEncoded());
    assertThat(TlsIdentity.fromPem(certificate, pem)).isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void a_key_of_another_certificate_is_refused() {
    Issued other = new Authority("CA").issue(Wanted.server("b.example"));
    assertThat(TlsIdentity.fromPem(issued.certificatePem(), other.keyPem()))
        .isInstanceOfSatisfying(
            Reading.Rejected.class,
            no -> assertThat(no.reason()).contains("does not belong").contains("a.example"));
    KeyPair rsa = Chains.keys("RSA", 2048);
    assertThat(TlsIdentity.fromPem(issued.certificatePem(), pkcs8(rsa.getPrivate().getEncoded())))
        .isInstanceOf(Reading.Rejected.class);
  }

  @Test
  void text_without_what_is_needed_is_refused_with_a_reason() {
    assertThat(TlsIdentity.fromPem("", issued.keyPem())).isInstanceOf(Reading.Rejected.class);
    assertThat(TlsIdentity.fromPem(issued.certificatePem(), issued.certificatePem()))
        .isEqualTo(new Reading.Rejected("There is no private key in the text."));
    assertThat(
            TlsIdentity.fromPem(
                issued.certificatePem(), block("ENCRYPTED PRIVATE KEY", new byte[9])))
        .isEqualTo(new Reading.Rejected("The private key is encrypted; decrypt it first."));
  }

  @Test
  void nothing_printed_shows_the_key() {
    var accepted = (Reading.Accepted) TlsIdentity.fromPem(issued.certificatePem(), issued.keyPem());
    assertThat(accepted.toString()).isEqualTo("Accepted[identity=TlsIdentity(CN=a.example)]");
  }

  @Test
  void damaged_text_is_refused_and_never_thrown_on() {
    RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    String key = issued.keyPem();
    String certificate = issued.certificatePem();
    for (int round = 0; round < 2000; round++) {
      assertThat(TlsIdentity.fromPem(damaged(certificate, chance), damaged(key, chance)))
          .isNotNull();
    }
  }

  private static String damaged(String text, RandomGenerator chance) {
    var damaged = new StringBuilder(text);
    int changes = chance.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = chance.nextInt(damaged.length());
      if (chance.nextBoolean()) damaged.setCharAt(at, (char) (32 + chance.nextInt(95)));
      else damaged.delete(at, Math.min(damaged.length(), at + chance.nextInt(40)));
      if (damaged.isEmpty()) return "";
    }
    return damaged.toString();
  }

  private static String pkcs8(byte[] der) {
    return block("PRIVATE KEY", der);
  }

  private static String block(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
