package ringfence.manage.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.manage.certificate.CertificateType.HOST;
import static ringfence.manage.certificate.CertificateType.OTHER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.certificate.CertificateStore.Added;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;

class CertificateStoreTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;

  private final Authority authority = new Authority("An authority");
  private final Issued host = authority.issue(Wanted.server("host", "dns:host.test"));

  @Test
  void F28_an_other_certificate_is_there_after_the_store_is_opened_anew() throws IOException {
    var stored = stored(store().add(OTHER, "ca.crt", file(authority.certificate()), NOW));
    assertThat(stored.advice()).isEmpty();
    assertThat(stored.replaced()).isFalse();
    assertThat(store().authorities()).containsExactly(authority.certificate());
    assertThat(mode("other/ca.crt")).isEqualTo("rw-r--r--");
  }

  @Test
  void F28_a_host_certificate_is_kept_with_its_key_for_the_owner_s_eyes_only() throws IOException {
    var stored = stored(store().add(HOST, "host.pem", hostFile(), NOW));
    assertThat(stored.advice()).isEmpty();
    var again = store().find(HOST, "HOST.pem").orElseThrow();
    assertThat(again).isEqualTo(stored.file());
    assertThat(again.certifiedKey().orElseThrow().certificate()).isEqualTo(host.certificate());
    assertThat(mode("host/host.pem")).isEqualTo("rw-------");
    assertThat(again).hasToString("host.pem");
  }

  @Test
  void a_host_certificate_needs_its_own_key() throws IOException {
    var store = store();
    assertThat(store.add(HOST, "h.pem", file(host.certificate()), NOW))
        .isEqualTo(
            new Added.Refused(
                "a host certificate needs its private key: put both into one file, or was this"
                    + " meant as Other?"));
    var other = authority.issue(Wanted.server("other", "dns:other.test"));
    var mixed = new CertificateContents(List.of(host.certificate()), Optional.of(other.key()));
    assertThat(store.add(HOST, "h.pem", mixed, NOW))
        .isEqualTo(new Added.Refused("the private key belongs to no certificate in the file"));
    assertThat(store.all(HOST)).isEmpty();
  }

  @Test
  void a_chain_is_put_in_order_and_strangers_are_left_out() throws IOException {
    var key = Optional.of(host.key());
    var wrong = List.of(authority.certificate(), host.certificate());
    var stored = stored(store().add(HOST, "a.pem", new CertificateContents(wrong, key), NOW));
    assertThat(stored.file().certificates())
        .containsExactly(host.certificate(), authority.certificate());
    assertThat(stored.advice())
        .containsExactly(
            "The certificates were put in order: its own first, then those that signed it.");

    var namesake = new Authority("An authority").certificate();
    var strange = List.of(host.certificate(), namesake);
    var second = stored(store().add(HOST, "a.pem", new CertificateContents(strange, key), NOW));
    assertThat(second.file().certificates()).containsExactly(host.certificate());
    assertThat(second.replaced()).isTrue();
    assertThat(second.advice())
        .containsExactly("Left out, since they did not sign it or each other: 1 of the file.");
  }

  @Test
  void of_an_other_chain_the_root_comes_first_as_the_TA7102_demands() throws IOException {
    var stored =
        stored(store().add(OTHER, "c.pem", file(host.certificate(), authority.certificate()), NOW));
    assertThat(stored.file().certificates())
        .containsExactly(authority.certificate(), host.certificate());
    assertThat(stored.advice())
        .contains(
            "The certificates were put in order, root first; a TA7102 takes the file in that order"
                + " only.");
    assertThat(store().all(OTHER)).containsExactly(stored.file());
  }

  @Test
  void what_may_fail_later_is_said_at_once() throws IOException {
    var year = Duration.ofDays(365);
    var old = authority.issue(Wanted.server("o").valid(NOW.minus(year), NOW.minusSeconds(1)));
    assertThat(stored(store().add(OTHER, "o.crt", file(old.certificate()), NOW)).advice())
        .hasSize(2)
        .anyMatch(it -> it.startsWith("It expired on "))
        .anyMatch(it -> it.startsWith("It is no CA's certificate"));
    var early = authority.issue(Wanted.server("e").valid(NOW.plusSeconds(60), NOW.plus(year)));
    assertThat(stored(store().add(OTHER, "e.crt", file(early.certificate()), NOW)).advice())
        .anyMatch(it -> it.startsWith("It is not valid before "));
    var client = authority.issue(Wanted.server("c").usages(KeyPurposeId.id_kp_clientAuth));
    var contents =
        new CertificateContents(List.of(client.certificate()), Optional.of(client.key()));
    assertThat(stored(store().add(HOST, "c.pem", contents, NOW)).advice())
        .containsExactly(
            "Its extended key usage does not name TLS servers: nobody can be served with it.",
            "It has no subject alternative name; many do not look at the common name.");
  }

  @Test
  void the_same_certificate_is_not_kept_twice() throws IOException {
    var store = store();
    stored(store.add(OTHER, "ca.crt", file(authority.certificate()), NOW));
    assertThat(store.add(OTHER, "again.crt", file(authority.certificate()), NOW))
        .isEqualTo(new Added.Refused("the certificate is there already, as ca.crt"));
    assertThat(stored(store.add(OTHER, "CA.crt", file(authority.certificate()), NOW)).replaced())
        .isTrue();
    assertThat(files("other")).containsExactly("CA.crt");
  }

  @Test
  void there_is_a_bound_to_their_number() throws IOException {
    var store = store();
    for (int i = 0; i < OTHER.most(); i++) {
      var one = authority.issue(Wanted.server("h" + i)).certificate();
      stored(store.add(OTHER, "h" + i + ".crt", file(one), NOW));
    }
    var contents = file(authority.certificate());
    assertThat(store.add(OTHER, "more.crt", contents, NOW)).isInstanceOf(Added.Refused.class);
    stored(store.add(OTHER, "h7.crt", contents, NOW)); // in the place of another
  }

  @Test
  void a_name_cannot_lead_out_of_the_folder() throws IOException {
    var store = store();
    String[] names = {
      "../../etc/passwd", "..", "", "a]b\"c.crt", "ä.p12", "x".repeat(300) + ".crt"
    };
    for (String name : names) {
      var one = authority.issue(Wanted.server("h")).certificate();
      var file = stored(store.add(OTHER, name, file(one), NOW)).file();
      assertThat(file.fileName()).matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    }
    assertThat(files("other")).hasSize(store.all(OTHER).size());
  }

  @Test
  void F30_a_deleted_certificate_is_gone_for_good() throws IOException {
    var store = store();
    List<CertificateType> changes = new ArrayList<>();
    stored(store.add(OTHER, "ca.crt", file(authority.certificate()), NOW));
    store.watch(changes::add);
    assertThat(store.delete(OTHER, "none.crt")).isFalse();
    assertThat(store.delete(OTHER, "ca.crt")).isTrue();
    assertThat(changes).containsExactly(OTHER);
    assertThat(store.all(OTHER)).isEmpty();
    assertThat(store().all(OTHER)).isEmpty();
  }

  @Test
  void a_damaged_file_is_named_and_harms_no_other() throws IOException {
    stored(store().add(OTHER, "ca.crt", file(authority.certificate()), NOW));
    Files.writeString(folder.resolve("certificates/other/bad.crt"), "bad");
    Files.writeString(folder.resolve("certificates/host/.half.new"), "half");
    Files.writeString(folder.resolve("certificates/host/nokey.pem"), host.certificatePem());
    var store = store();
    assertThat(store.damaged()).containsExactly("Host/nokey.pem", "Other/bad.crt");
    assertThat(store.all(OTHER)).extracting(StoredCertificate::fileName).containsExactly("ca.crt");
  }

  @Test
  void expiry_is_told_thirty_seven_and_one_days_before_and_once_after() {
    var end = NOW.plus(Duration.ofDays(100));
    var certificate = authority.issue(Wanted.server("h").valid(NOW, end)).certificate();
    var file = new StoredCertificate("h.crt", List.of(certificate), Optional.empty());
    var watch = new ExpiryWatch();
    List<String> told = new ArrayList<>();
    for (int hours = 0; hours < 24 * 110; hours += 6) {
      var now = certificate.getNotAfter().toInstant().minus(Duration.ofHours(2400L - hours));
      for (var warning : watch.check(List.of(file), now)) {
        told.add("day " + hours / 24 + ": " + warning.daysLeft());
      }
    }
    assertThat(told).containsExactly("day 70: 30", "day 93: 7", "day 99: 1", "day 100: 0");
    // after a restart the nearest is told again, and only that
    assertThat(new ExpiryWatch().check(List.of(file), end.plusSeconds(5)))
        .extracting(ExpiryWatch.Warning::expired)
        .containsExactly(true);
  }

  @Test
  void a_self_signed_certificate_verifies_by_its_own_key() throws Exception {
    var request = HostRequest.of("unit", SubjectName.parse("127.0.0.1").orElseThrow());
    var own = CertificateAuthority.selfSigned(request, NOW).certificate();
    own.verify(own.getPublicKey());
    assertThat(own.getIssuerX500Principal()).isEqualTo(own.getSubjectX500Principal());
    assertThat(own.getBasicConstraints()).isNegative();
    assertThat(CertificateFacts.of(own).names()).containsExactly("127.0.0.1");
  }

  private CertificateStore store() throws IOException {
    return CertificateStore.open(folder.resolve("certificates"));
  }

  private CertificateContents hostFile() {
    return new CertificateContents(List.of(host.certificate()), Optional.of(host.key()));
  }

  private static CertificateContents file(X509Certificate... certificates) {
    return new CertificateContents(List.of(certificates), Optional.empty());
  }

  private static Added.Stored stored(Added added) {
    assertThat(added).isInstanceOf(Added.Stored.class);
    return (Added.Stored) added;
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(folder.resolve("certificates").resolve(name)));
  }

  private List<String> files(String type) throws IOException {
    try (var files = Files.list(folder.resolve("certificates").resolve(type))) {
      return files.map(it -> String.valueOf(it.getFileName())).sorted().toList();
    }
  }
}
