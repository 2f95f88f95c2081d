package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.testkit.Clause;
import ringfence.trace.capture.Carrier;

/// What a program notices itself and no capture shows.
class NoticedVerdictsTest {
  private static final String PEER = "sip:101@test";

  private final CaseFile file = new CaseFile();

  private Verdict verdict() {
    return Diagnosis.of(file).verdicts().getFirst();
  }

  @Test
  @Clause("RFC 3263 4")
  void a_name_that_no_server_has() {
    file.add(new Noticed.NameUnknown("sip.invalid", "there is no such name"));
    assertThat(verdict().id()).isEqualTo("dns.name-unknown");
    assertThat(verdict().evidence()).containsExactly(new Evidence(0, "there is no such name"));
  }

  @Test
  void an_address_to_which_the_host_knows_no_way() {
    var server = new InetSocketAddress("192.0.2.1", 5061);
    file.add(new Noticed.NoWay(server, "Network is unreachable"));
    assertThat(verdict().id()).isEqualTo("ip.no-route");
    assertThat(verdict().sentence()).contains("192.0.2.1:5061");
    assertThat(verdict().evidence())
        .containsExactly(new Evidence(0, "the system says: Network is unreachable"));
  }

  @Test
  void a_link_that_a_program_says_it_refused() {
    String text = "The peer and we have no version of TLS in common.";
    file.add(new Noticed.LinkFailed("192.0.2.1", Evidences.NOW, Party.CLIENT, "version", text));
    assertThat(verdict().id()).isEqualTo("tls.version");
    assertThat(verdict().sentence()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, unknown-ca, tls.unknown-ca",
    "SERVER, unknown-ca, tls.client-certificate-unacceptable",
    "CLIENT, not-tls, tls.plain-port",
    "SERVER, not-tls, tls.plain-sip",
    "CLIENT, alert unknown_ca, tls.client-certificate-unacceptable",
    "SERVER, alert unknown_ca, tls.unknown-ca",
    "CLIENT, alert certificate_required, tls.client-certificate-missing",
    "SERVER, no-certificate, tls.client-certificate-missing",
    "SERVER, crowded, ''"
  })
  void a_failed_link_reads_by_the_side_that_the_program_was(Party own, String cause, String id) {
    String text = "The peer sent the TLS " + cause + ": it knows us not.";
    file.add(new Noticed.LinkFailed("192.0.2.1", Evidences.NOW, own, cause, text));
    assertThat(String.join(",", Evidences.ids(file))).isEqualTo(id);
    if (id.isEmpty()) return;
    String opened = own == Party.CLIENT ? "we opened the link" : "the other side opened the link";
    assertThat(verdict().evidence().getFirst().what()).endsWith(opened);
  }

  @ParameterizedTest
  @EnumSource(
      value = Carrier.class,
      names = {"TCP", "TLS"})
  void a_connection_on_which_nobody_answers(Carrier carrier) {
    var scene = new Evidences().sip(Evidences.CLIENT, carrier, REGISTER);
    // it may be answered after the capture
    assertThat(Evidences.ids(scene.file)).doesNotContain("sip.no-answer");
    scene.file.add(new Noticed.Unanswered(Duration.ofSeconds(24)));
    Verdict verdict =
        Diagnosis.of(scene.file).verdicts().stream()
            .filter(each -> each.id().equals("sip.no-answer"))
            .findFirst()
            .orElseThrow();
    assertThat(verdict.evidence().getLast().what()).isEqualTo("no answer came for 24 s");
  }

  private static final String REGISTER =
      """
      REGISTER sip:example.com SIP/2.0
      Via: SIP/2.0/TCP 192.0.2.10;branch=z9hG4bK1
      From: <sip:100@example.com>;tag=1
      To: <sip:100@example.com>
      Call-ID: 1
      CSeq: 1 REGISTER
      Max-Forwards: 70
      Content-Length: 0
      """;

  @Test
  void media_of_which_nothing_arrives() {
    file.add(media(500, 0, OptionalDouble.empty(), 0, 0));
    assertThat(verdict().id()).isEqualTo("media.one-way");
    assertThat(verdict().sentence()).contains("nothing arrives from " + PEER);
  }

  @Test
  @Clause("RFC 3550 6.4.1")
  void media_of_which_the_other_side_reports_to_have_nothing() {
    file.add(media(500, 480, OptionalDouble.of(100), 0, 0));
    assertThat(verdict().sentence()).contains("nothing of ours arrives at " + PEER);
  }

  @Test
  void media_both_ways_and_a_call_that_was_too_short_say_nothing() {
    file.add(media(500, 480, OptionalDouble.of(3), 0, 0));
    file.add(media(20, 0, OptionalDouble.empty(), 0, 0));
    assertThat(Diagnosis.of(file).verdicts()).isEmpty();
  }

  @Test
  @Clause("RFC 3711 3.3")
  void packets_whose_tag_does_not_hold_are_not_taken_for_one_way_media() {
    file.add(media(500, 0, OptionalDouble.empty(), 480, 0));
    assertThat(Evidences.ids(file)).containsExactly("media.tag-mismatch");
    assertThat(verdict().evidence())
        .contains(new Evidence(0, "the tag of 480 packets did not hold"));
  }

  @Test
  void packets_in_clear_where_SRTP_was_agreed() {
    file.add(media(500, 0, OptionalDouble.empty(), 0, 480));
    assertThat(Evidences.ids(file)).containsExactly("media.plain-in-secure");
  }

  private static Noticed.Media media(
      long sent, long received, OptionalDouble lostThere, long forged, long plain) {
    return new Noticed.Media(PEER, sent, received, lostThere, forged, plain);
  }
}
