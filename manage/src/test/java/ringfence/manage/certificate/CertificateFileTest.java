package ringfence.manage.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.manage.certificate.CertificateFile.Certificates;
import ringfence.manage.certificate.CertificateFile.Unreadable;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;

class CertificateFileTest {
  @TempDir Path folder;

  private final Authority authority = new Authority("An authority");
  private final ringfence.testkit.Certificates.Issued host =
      authority.issue(Wanted.server("host", "dns:host.test"));

  @Test
  @Clause("RFC 7468 5.1")
  void several_certificates_in_one_file_keep_their_order_among_other_text() {
    String text =
        "Subject: the host\r\n"
            + host.certificatePem()
            + host.keyPem()
            + "\n\n"
            + authority.certificatePem();
    assertThat(read(text))
        .isEqualTo(new Certificates(List.of(host.certificate(), authority.certificate())));
  }

  @Test
  void PEM_and_DER_of_a_certificate_are_the_same() throws IOException {
    var pem = (Certificates) CertificateFile.read(resource("no-common-name.pem"));
    assertThat(CertificateFile.read(resource("no-common-name.der"))).isEqualTo(pem);
    var facts = CertificateFacts.of(pem.certificates().getFirst());
    assertThat(facts.issuedTo()).isEqualTo("OU=No common name,O=Test");
    assertThat(facts.names()).isEmpty();
    assertThat(read(CertificateFile.pem(pem.certificates().getFirst()))).isEqualTo(pem);
  }

  @Test
  void what_is_no_certificate_is_refused_with_the_reason() throws IOException {
    assertThat(read("")).isEqualTo(new Unreadable("the file is empty"));
    assertThat(read("hello"))
        .isEqualTo(new Unreadable("the file is no certificate, neither PEM nor DER"));
    assertThat(read(host.keyPem()))
        .isEqualTo(new Unreadable("the file holds no certificate, only PRIVATE KEY"));
    assertThat(read(host.certificatePem() + host.certificatePem().replace("MII", "MIJ")))
        .isEqualTo(new Unreadable("certificate 2 in the file is damaged"));
    assertThat(read(host.certificatePem().replace("-----END CERTIFICATE-----", "")))
        .isEqualTo(new Unreadable("certificate 1 in the file is damaged"));
    assertThat(CertificateFile.read(folder.resolve("none.pem")))
        .isEqualTo(new Unreadable("there is no such file"));
    Path large = Files.write(folder.resolve("large"), new byte[(4 << 20) + 1]);
    assertThat(CertificateFile.read(large))
        .isEqualTo(new Unreadable("the file is too large for certificates"));
  }

  @ParameterizedTest
  @CsvSource({"rsa-pkcs1.pem,RSA", "rsa-pkcs8.pem,RSA", "ec-sec1.pem,EC", "ed25519.pem,EdDSA"})
  void a_private_key_is_read_in_every_form(String file, String algorithm) throws IOException {
    var key = (PrivateKeyFile.Key) PrivateKeyFile.read(resource(file));
    assertThat(key.key().getAlgorithm()).isEqualTo(algorithm);
    assertThat(key).hasToString("Key(" + algorithm + ")");
  }

  @Test
  void the_two_forms_of_an_RSA_key_are_the_same_key() throws IOException {
    assertThat(PrivateKeyFile.read(resource("rsa-pkcs1.pem")))
        .isEqualTo(PrivateKeyFile.read(resource("rsa-pkcs8.pem")));
  }

  @ParameterizedTest
  @CsvSource({"encrypted-pkcs1.pem", "encrypted-pkcs8.pem"})
  void an_encrypted_key_is_refused_with_the_cure(String file) throws IOException {
    assertThat(PrivateKeyFile.read(resource(file)))
        .isEqualTo(
            new PrivateKeyFile.Unreadable(
                "the key is encrypted; take its pass phrase off with: openssl pkey -in … -out …"));
  }

  @Test
  void what_is_no_key_is_refused_with_the_reason() throws IOException {
    assertThat(PrivateKeyFile.read(resource("no-common-name.pem")))
        .isEqualTo(new PrivateKeyFile.Unreadable("the file holds no private key in PEM"));
    assertThat(PrivateKeyFile.read(folder.resolve("none.key")))
        .isEqualTo(new PrivateKeyFile.Unreadable("there is no such file"));
    String damaged =
        new String(resource("ec-sec1.pem"), StandardCharsets.US_ASCII).replace("MHc", "MHd");
    assertThat(PrivateKeyFile.read(damaged.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(new PrivateKeyFile.Unreadable("the private key is damaged"));
  }

  @Test
  void damaged_files_are_read_or_refused() throws IOException {
    var chance = new Random(11);
    List<byte[]> seeds =
        List.of(
            (host.certificatePem() + host.keyPem()).getBytes(StandardCharsets.US_ASCII),
            resource("no-common-name.der"),
            resource("rsa-pkcs1.pem"),
            resource("ec-sec1.pem"),
            resource("ed25519.pem"),
            resource("encrypted-pkcs1.pem"));
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = damage(seeds.get(i % seeds.size()), chance);
      if (CertificateFile.read(damaged) instanceof Certificates(var found)) {
        // whatever could be read can be shown
        found.forEach(one -> assertThat(CertificateFacts.of(one).json().toString()).isNotEmpty());
      } else {
        refused++;
      }
      assertThat(PrivateKeyFile.read(damaged)).isNotNull();
    }
    assertThat(refused).isBetween(1, 1_999);
  }

  private static byte[] damage(byte[] bytes, Random chance) {
    byte[] damaged =
        chance.nextInt(8) == 0
            ? java.util.Arrays.copyOf(bytes, chance.nextInt(bytes.length))
            : bytes.clone();
    for (int i = chance.nextInt(3); i >= 0 && damaged.length > 0; i--) {
      boolean text = chance.nextBoolean();
      damaged[chance.nextInt(damaged.length)] =
          (byte) (text ? "A/9-\n =M".charAt(chance.nextInt(8)) : chance.nextInt());
    }
    return damaged;
  }

  private static CertificateFile.Outcome read(String text) {
    return CertificateFile.read(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = CertificateFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
