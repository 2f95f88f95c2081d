package ringfence.manage.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.manage.certificate.CertificateContents.Outcome;
import ringfence.manage.setting.Secret;
import ringfence.testkit.Clause;

class CertificateContentsTest {
  private static final Secret NONE = Secret.of("");
  private static final Secret SECRET = Secret.of("secret");

  private final X509Certificate root = only(resource("root.pem"));
  private final X509Certificate host = only(resource("host.pem"));

  @Test
  void F22_a_certificate_is_the_same_as_PEM_and_as_DER() {
    assertThat(contents(resource("root.der"), NONE))
        .isEqualTo(contents(resource("root.pem"), NONE));
  }

  @ParameterizedTest
  @CsvSource({"host.p12", "host-legacy.p12"})
  @Clause("RFC 7292 4")
  void a_PKCS12_file_gives_certificates_and_key_for_its_password(String name) {
    var contents = contents(resource(name), SECRET);
    assertThat(contents.certificates()).containsExactlyInAnyOrder(host, root);
    assertThat(CertifiedKey.belongs(contents.key().orElseThrow(), host)).isTrue();
    assertThat(contents).hasToString("2 certificates and a key");
  }

  @Test
  @Clause("RFC 5958 3")
  void a_key_under_a_password_is_read_with_it() {
    var contents = contents(resource("host-protected.pem"), SECRET);
    assertThat(contents.certificates()).containsExactly(host);
    assertThat(CertifiedKey.belongs(contents.key().orElseThrow(), host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host.p12", "host-legacy.p12", "host-protected.pem"})
  void without_the_password_it_is_asked_for(String name) {
    assertThat(CertificateContents.read(resource(name), NONE))
        .isEqualTo(new Outcome.PasswordWanted("the private key is protected: give its password"));
    assertThat(CertificateContents.read(resource(name), Secret.of("Secret")))
        .isEqualTo(new Outcome.PasswordWanted("the password is not the one of the file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle.p7b", "bundle.pem"})
  void a_PKCS7_bundle_gives_its_certificates(String name) {
    assertThat(contents(resource(name), NONE).certificates()).containsExactlyInAnyOrder(host, root);
  }

  @Test
  void a_key_may_stand_before_between_and_after_certificates() {
    byte[] key = resource("host-key.pem");
    byte[] own = resource("host.pem");
    byte[] above = resource("root.pem");
    for (byte[] file : List.of(all(key, own, above), all(own, key, above), all(above, own, key))) {
      var contents = contents(file, NONE);
      assertThat(contents.certificates()).containsExactlyInAnyOrder(host, root);
      assertThat(CertifiedKey.belongs(contents.key().orElseThrow(), host)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host.csr|the file holds no certificate, but a certificate signing request, which is the"
            + " question to a CA and not its answer",
        "public.pem|the file holds no certificate, but a public key alone",
        "host-key.pem|the file holds a private key and no certificate; put both into one file",
        "key.der|the file is no certificate, but a private key alone",
        "public.der|the file is no certificate, but a public key alone",
        "host-csr.der|the file is no certificate, but something else in DER, or a damaged one",
        "README.md|the file is no certificate, but a text; PEM begins with -----BEGIN"
            + " CERTIFICATE-----"
      })
  void F22_what_is_no_certificate_is_refused_with_what_it_is(String name, String reason) {
    assertThat(CertificateContents.read(resource(name), NONE))
        .isEqualTo(new Outcome.Unreadable(reason));
  }

  @Test
  void F22_a_file_that_is_empty_or_too_large_is_refused() {
    assertThat(CertificateContents.read(new byte[0], NONE))
        .isEqualTo(new Outcome.Unreadable("the file is empty"));
    assertThat(CertificateContents.read(new byte[CertificateContents.MOST_OCTETS + 1], NONE))
        .isEqualTo(new Outcome.Unreadable("the file is larger than any certificate (256 KiB)"));
    byte[] many = new byte[0];
    for (int i = 0; i <= 20; i++) many = all(many, resource("root.pem"));
    assertThat(CertificateContents.read(many, NONE))
        .isEqualTo(new Outcome.Unreadable("the file holds more than 20 certificates"));
  }

  @Test
  void any_file_is_read_or_refused() {
    var chance = new Random(22);
    List<String> names =
        List.of("host.pem", "root.der", "host.p12", "host-protected.pem", "bundle.p7b", "key.der");
    int refused = 0;
    for (int i = 0; i < 1_200; i++) {
      byte[] file = resource(names.get(i % names.size()));
      if (chance.nextInt(5) == 0) file = Arrays.copyOf(file, chance.nextInt(file.length));
      for (int change = chance.nextInt(4); change > 0 && file.length > 0; change--) {
        file[chance.nextInt(file.length)] = (byte) chance.nextInt();
      }
      if (!(CertificateContents.read(file, SECRET) instanceof Outcome.Read)) refused++;
    }
    assertThat(refused).isBetween(1, 1_199);
  }

  private static byte[] all(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  private static X509Certificate only(byte[] file) {
    return contents(file, NONE).certificates().getFirst();
  }

  private static CertificateContents contents(byte[] file, Secret password) {
    return switch (CertificateContents.read(file, password)) {
      case Outcome.Read(CertificateContents contents) -> contents;
      case Outcome.PasswordWanted(String reason) -> throw new AssertionError(reason);
      case Outcome.Unreadable(String reason) ->
          throw new AssertionError(reason + new String(file, StandardCharsets.ISO_8859_1));
    };
  }

  private static byte[] resource(String name) {
    try (var in = CertificateContentsTest.class.getResourceAsStream("contents/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
