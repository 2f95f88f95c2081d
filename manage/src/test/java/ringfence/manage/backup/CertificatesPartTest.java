package ringfence.manage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.certificate.CertificateContents;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.setting.Secret;
import ringfence.testkit.Certificates;

class CertificatesPartTest {
  private static final Certificates.Authority AUTHORITY = new Certificates.Authority("Lab");
  private static final Certificates.Issued HOST =
      AUTHORITY.issue(Certificates.Wanted.server("unit", "ip:192.0.2.30"));

  @TempDir private Path folder;

  @Test
  void certificates_and_their_keys_come_back() throws Exception {
    var store = CertificateStore.open(folder.resolve("a"));
    add(store, CertificateType.OTHER, "ca.crt", AUTHORITY.certificatePem());
    add(store, CertificateType.HOST, "unit.pem", HOST.certificatePem() + HOST.keyPem());
    List<Entry> saved = part(store).save();
    assertThat(saved)
        .extracting(Entry::name)
        .containsExactlyInAnyOrder("certificates/host/unit.pem", "certificates/other/ca.crt");

    var other = CertificateStore.open(folder.resolve("b"));
    add(
        other,
        CertificateType.OTHER,
        "old.crt",
        new Certificates.Authority("Old").certificatePem());
    assertThat(part(other).check(saved)).isEmpty();
    part(other).restore(saved);
    assertThat(part(other).save()).isEqualTo(saved);
    assertThat(other.all(CertificateType.HOST).getFirst().key()).contains(HOST.key());
  }

  @Test
  void what_is_no_certificate_or_lacks_its_key_is_refused() throws Exception {
    var part = part(CertificateStore.open(folder));
    assertThat(
            part.check(
                List.of(
                    new Entry("certificates/other/ca.crt", "no certificate"),
                    new Entry("certificates/host/unit.pem", HOST.certificatePem()),
                    new Entry("certificates/elsewhere/ca.crt", AUTHORITY.certificatePem()))))
        .hasSize(3);
  }

  @Test
  void a_name_leads_nowhere_outside_the_store() throws Exception {
    var part = part(CertificateStore.open(folder.resolve("store")));
    var entry = new Entry("certificates/other/../../ca.crt", AUTHORITY.certificatePem());
    part.restore(List.of(entry));
    assertThat(folder.resolve("ca.crt")).doesNotExist();
    assertThat(folder.resolve("store/ca.crt")).doesNotExist();
    assertThat(part.save()).hasSize(1);
  }

  private static CertificatesPart part(CertificateStore store) {
    return new CertificatesPart(store, InstantSource.system());
  }

  private static void add(CertificateStore store, CertificateType type, String name, String pem) {
    var read = CertificateContents.read(pem.getBytes(StandardCharsets.US_ASCII), Secret.of(""));
    var contents = ((CertificateContents.Outcome.Read) read).contents();
    assertThat(store.add(type, name, contents, InstantSource.system().instant()))
        .isInstanceOf(CertificateStore.Added.Stored.class);
  }
}
