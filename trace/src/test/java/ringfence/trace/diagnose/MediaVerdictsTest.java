package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.diagnose.Evidences.CLIENT;
import static ringfence.trace.diagnose.Evidences.SERVER;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.sdp.RtpMap;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Content.Security;

class MediaVerdictsTest {
  private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
  private static final InetSocketAddress CALLER = new InetSocketAddress("192.0.2.10", 10_000);
  private static final InetSocketAddress CALLEE = new InetSocketAddress("192.0.2.1", 20_000);

  private final Evidences scene = new Evidences();

  @ParameterizedTest
  @CsvSource({"192.0.2.10, 0, media.one-way", "192.0.2.10, 50, ''", "10.0.0.5, 0, media.one-way"})
  void nothing_comes_where_the_caller_asked_for_it(String told, int packets, String id) {
    call(told);
    rtp(CALLER, CALLEE, 60, Security.OPENED);
    rtp(CALLEE, new InetSocketAddress(told, 10_000), packets, Security.OPENED);

    assertThat(String.join(",", Evidences.ids(scene.file))).isEqualTo(id);
    if (told.startsWith("10.")) {
      assertThat(Diagnosis.of(scene.file).verdicts().getFirst().sentence()).contains("NAT");
    }
  }

  /// The answer is from a public address; no media is seen.
  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 0.4",
    "172.31.255.1, 0.4",
    "100.64.0.9, 0.4",
    "169.254.3.4, 0.6",
    "127.0.0.1, 0.6",
    "192.0.2.10, 0",
    "198.51.100.7, 0",
    "0.0.0.0, 0"
  })
  void media_that_is_asked_for_where_nobody_can_reach_it(String told, double confidence) {
    call(told);

    assertThat(
            Diagnosis.of(scene.file).verdicts().stream()
                .filter(each -> each.id().equals("media.unreachable-address"))
                .mapToDouble(Verdict::confidence)
                .sum())
        .isEqualTo(confidence);
  }

  @Test
  void an_end_that_hears_nothing_makes_it_surer_and_one_that_hears_rules_it_out() {
    call("10.0.0.5");
    scene.file.add(new Noticed.Media("sip:101@x", 500, 0, OptionalDouble.empty(), 0, 0));
    Verdict first = Diagnosis.of(scene.file).verdicts().getFirst();
    assertThat(first.id()).isEqualTo("media.unreachable-address");
    assertThat(first.confidence()).isEqualTo(0.9);
    assertThat(first.sentence()).contains("10.0.0.5:10000, a private address", "at 192.0.2.1,");

    scene.file.add(new Noticed.Media("sip:101@x", 500, 500, OptionalDouble.empty(), 0, 0));
    assertThat(Evidences.ids(scene.file)).doesNotContain("media.unreachable-address");
  }

  @Test
  void media_that_no_known_key_opens_is_said_to_be_unread() {
    call("192.0.2.10");
    rtp(CALLER, CALLEE, 60, Security.LOCKED);
    Verdict verdict =
        Diagnosis.of(scene.file).verdicts().stream()
            .filter(it -> it.id().equals("capture.unread"))
            .findFirst()
            .orElseThrow();
    assertThat(verdict.evidence()).extracting(Evidence::frame).containsExactly(3L);
    assertThat(verdict.cure()).contains("--keylog");
    rtp(CALLEE, CALLER, 60, Security.OPENED);
    assertThat(Evidences.ids(scene.file)).doesNotContain("capture.unread");
  }

  @Test
  void RTCP_in_clear_beside_SRTP() {
    call("192.0.2.10");
    rtp(CALLER, CALLEE, 60, Security.LOCKED);
    rtp(CALLEE, CALLER, 60, Security.OPENED);
    var goodbye = new Content.Rtcp("Goodbye", Security.CLEAR, ByteBuffer.allocate(8), List.of());
    scene.between(port(CALLER, 10_001), port(CALLEE, 20_001), goodbye);

    assertThat(Evidences.ids(scene.file)).containsExactly("media.rtcp-in-clear");
  }

  @ParameterizedTest
  @CsvSource({
    "65535, 0, 1, media.roll-over",
    "100, 5000, 2, media.new-source",
    "100, 101, 1, media.new-source"
  })
  void SRTP_that_cannot_be_opened_any_more(int before, int after, int ssrc, String id) {
    call("192.0.2.10");
    packet(CALLER, CALLEE, before, 1, Security.OPENED);
    packet(CALLER, CALLEE, after, ssrc, Security.LOCKED);

    assertThat(Evidences.ids(scene.file)).containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource({"OUTDATED, media.old-key", "OPENED, ''", "LOCKED, media.new-source"})
  void an_old_key_after_new_ones_and_to_the_end(Security last, String id) {
    call("192.0.2.10");
    packet(CALLER, CALLEE, 100, 1, Security.OPENED);
    String request =
        MESSAGE.formatted("INVITE sip:101@example.com SIP/2.0", 1, ";tag=2", 2, "INVITE");
    scene.sip(CLIENT, Carrier.TLS, request, session("192.0.2.10", 10_000, "RTP/SAVP", KEY));
    packet(CALLER, CALLEE, 101, 1, last == Security.LOCKED ? last : Security.OUTDATED);
    packet(CALLER, CALLEE, 102, 1, last);

    assertThat(String.join(",", Evidences.ids(scene.file))).isEqualTo(id);
  }

  @Test
  void an_INVITE_without_an_offer_that_turns_a_secure_call_plain() {
    call("192.0.2.10");
    String again =
        MESSAGE.formatted("INVITE sip:101@example.com SIP/2.0", 1, ";tag=2", 2, "INVITE");
    String answer = MESSAGE.formatted("SIP/2.0 200 OK", 1, ";tag=2", 2, "INVITE");
    scene
        .sip(CLIENT, Carrier.TLS, again)
        .sip(SERVER, Carrier.TLS, answer, session("192.0.2.1", 20_000, "RTP/AVP", KEY));

    assertThat(Evidences.ids(scene.file)).contains("media.late-offer-downgraded");
  }

  @ParameterizedTest
  @CsvSource({
    "AES_256_CM_SHA_80, no suite has the name AES_256_CM_SHA_80",
    "AES_256_CM_HMAC_SHA1_80, ''"
  })
  void keys_that_nobody_can_use(String suite, String reason) {
    String invite = MESSAGE.formatted("INVITE sip:101@example.com SIP/2.0", 1, "", 1, "INVITE");
    String refusal = MESSAGE.formatted("SIP/2.0 488 Not Acceptable Here", 1, ";tag=2", 1, "INVITE");
    String offer =
        session("192.0.2.10", 10_000, "RTP/SAVP", KEY).replace("AES_CM_128_HMAC_SHA1_80", suite);
    scene.sip(CLIENT, Carrier.TLS, invite, offer).sip(SERVER, Carrier.TLS, refusal);

    assertThat(Diagnosis.of(scene.file).verdicts())
        .filteredOn(each -> each.id().equals("media.crypto-unusable"))
        .singleElement()
        .extracting(Verdict::sentence)
        .asString()
        .contains(reason);
  }

  private static final String MESSAGE =
      """
      %s
      Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bK1
      From: <sip:100@example.com>;tag=%d
      To: <sip:101@example.com>%s
      Call-ID: 1@192.0.2.10
      CSeq: %d %s
      Max-Forwards: 70
      Content-Length: 0
      """;

  private static String session(String address, int port, String transport, String key) {
    return """
    v=0
    o=- 1 1 IN IP4 %s
    s=-
    c=IN IP4 %s
    t=0 0
    m=audio %d %s 0
    a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%s
    """
        .formatted(address, address, port, transport, key);
  }

  /// A secure call that is answered.
  private void call(String told) {
    String invite = MESSAGE.formatted("INVITE sip:101@example.com SIP/2.0", 1, "", 1, "INVITE");
    String answer = MESSAGE.formatted("SIP/2.0 200 OK", 1, ";tag=2", 1, "INVITE");
    scene
        .sip(CLIENT, Carrier.TLS, invite, session(told, 10_000, "RTP/SAVP", KEY))
        .sip(SERVER, Carrier.TLS, answer, session("192.0.2.1", 20_000, "RTP/SAVP", KEY));
  }

  private void rtp(InetSocketAddress from, InetSocketAddress to, int count, Security security) {
    for (int i = 0; i < count; i++) packet(from, to, i, 1, security);
  }

  private void packet(
      InetSocketAddress from, InetSocketAddress to, int number, int ssrc, Security security) {
    var header = new RtpHeader(false, 0, new SequenceNumber(number), 0, new Ssrc(ssrc));
    var codec = new RtpMap(0, "PCMU", 8000, "");
    var payload = ByteBuffer.allocate(160);
    scene.between(from, to, new Content.Rtp(header, codec, security, payload, List.of()));
  }

  private static InetSocketAddress port(InetSocketAddress address, int port) {
    return new InetSocketAddress(address.getAddress(), port);
  }
}
