package ringfence.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ringfence.manage.event.Report;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.tls.RevocationList;

class ExpiryWarningsTest {
  private static final Instant UNTIL = Instant.parse("2027-03-31T00:00:00Z");

  @Test
  void a_certificate_is_told_of_30_14_7_and_1_days_before_and_once_it_is_over() {
    X509Certificate certificate =
        new Certificates.Authority("CA")
            .issue(Wanted.server("a").valid(UNTIL.minus(Duration.ofDays(90)), UNTIL))
            .certificate();
    var warnings = new ExpiryWarnings();
    List<String> told = new ArrayList<>();
    for (int days = 60; days > -5; days--) {
      Instant now = UNTIL.minus(Duration.ofDays(days));
      for (int hour = 0; hour < 24; hour += 6) {
        Instant at = now.plus(Duration.ofHours(hour));
        for (Report each : warnings.due(List.of(certificate), at)) {
          told.add(days + ": " + each.sentence());
        }
      }
    }
    assertThat(told)
        .containsExactly(
            "30: A certificate of ours expires within 30 days.",
            "14: A certificate of ours expires within 14 days.",
            "7: A certificate of ours expires within a week; days left: 7.",
            "1: A certificate of ours expires within a week; days left: 1.",
            "0: A certificate of ours has expired: new links may be refused.");
  }

  @Test
  @Clause("RFC 5280 5.1.2.5")
  void a_revocation_list_is_told_of_once_it_is_past_its_date_and_a_new_one_anew() {
    var warnings = new ExpiryWarnings();
    var authority = new Certificates.Authority("CA");
    Map<Path, RevocationList> lists = Map.of(Path.of("crl.pem"), list(authority));
    Instant due = lists.get(Path.of("crl.pem")).nextUpdate().orElseThrow();
    assertThat(warnings.late(lists, due)).isEmpty();
    assertThat(warnings.late(lists, due.plusSeconds(1)))
        .singleElement()
        .satisfies(it -> assertThat(it.sentence()).contains("revocation list is older"))
        .satisfies(it -> assertThat(it.fields()).containsEntry("until", due.toString()));
    assertThat(warnings.late(lists, due.plusSeconds(9))).isEmpty();
    Map<Path, RevocationList> next = Map.of(Path.of("crl.pem"), list(authority));
    assertThat(warnings.late(next, due.plus(Duration.ofDays(9)))).hasSize(1);
  }

  private static RevocationList list(Certificates.Authority authority) {
    byte[] pem = authority.revocationListPem().getBytes(StandardCharsets.US_ASCII);
    return ((RevocationList.Reading.Read) RevocationList.read(pem)).list();
  }

  @Test
  void a_renewed_certificate_is_told_of_anew() {
    var authority = new Certificates.Authority("CA");
    Wanted wanted = Wanted.server("a").valid(UNTIL.minus(Duration.ofDays(90)), UNTIL);
    var warnings = new ExpiryWarnings();
    Instant now = UNTIL.minus(Duration.ofDays(3));
    assertThat(warnings.due(List.of(authority.issue(wanted).certificate()), now)).hasSize(1);
    assertThat(warnings.due(List.of(authority.issue(wanted).certificate()), now)).hasSize(1);
  }
}
