package ringfence.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.media.codec.G711;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdes.CryptoSuite;
import ringfence.sdp.Direction;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.Parsed;
import ringfence.sdp.SessionDescription;
import ringfence.testkit.Clause;

class NegotiationTest {
  private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

  static MediaSettings settings(SecurityPolicy policy) {
    return MediaSettings.of(InetAddress.ofLiteral("192.168.120.30"), 5004, policy);
  }

  private static Negotiation unit(SecurityPolicy policy) {
    return new Negotiation(settings(policy), new Random(3264));
  }

  private static Negotiation peer(SecurityPolicy policy) {
    var settings = MediaSettings.of(InetAddress.ofLiteral("192.168.120.12"), 6000, policy);
    return new Negotiation(settings, new Random(1));
  }

  @Test
  void what_is_printed_of_an_agreement_holds_no_key() {
    var agreed = agreed(unit(SecurityPolicy.SECURE).offered(offer(SAVP, SUITE_80), NOW));
    assertThat(agreed.toString() + agreed.plan()).doesNotContain("inline").contains("SDES");
  }

  @Test
  void the_keys_are_erased_when_the_call_is_over() {
    var unit = unit(SecurityPolicy.SECURE);
    var keys =
        agreed(unit.offered(offer(SAVP, SUITE_80), NOW))
            .plan()
            .security()
            .protection()
            .orElseThrow();
    int length = keys.own().key().use((key, _) -> key.length);
    assertThat(length).isEqualTo(16);
    unit.close();
    assertThatThrownBy(() -> keys.own().key().use((key, _) -> key.length))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys.peer().getFirst().key().use((key, _) -> key.length))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Outcome.Agreed agreed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Agreed agreed -> agreed;
      case Outcome.Refused refused -> throw new AssertionError(refused.reasons().toString());
    };
  }

  private static Refusal refused(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Agreed agreed -> throw new AssertionError(agreed.local().toString());
      case Outcome.Refused refused -> refused.reason();
    };
  }

  private static SessionDescription parse(String text) {
    return switch (SessionDescription.parse(text)) {
      case Parsed.Description(var description) -> description;
      case Parsed.Malformed malformed -> throw new AssertionError(malformed.toString());
    };
  }

  private static SessionDescription offer(String... mediaLines) {
    return parse(
        "v=0\r\no=- 7 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            + String.join("\r\n", mediaLines));
  }

  private static final String KEY = "inline:3DLcDzn3MZTqCGVr5ycdaVmu/8pv1e6pKYy6UyK2";
  private static final String SAVP = "m=audio 4000 RTP/SAVP 8";
  private static final String SUITE_80 = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY;
  private static final String SUITE_32 = "a=crypto:7 AES_CM_128_HMAC_SHA1_32 " + KEY;
  private static final String AVP = "m=audio 4002 RTP/AVP 0 8";

  @Test
  @Clause("RFC 4568 5.1.1")
  void a_secure_offer_has_the_text_of_the_unit() {
    String text = unit(SecurityPolicy.SECURE).offer(false, NOW).description().toString();
    assertThat(text)
        .matches(
            """
            v=0
            o=MxSIP [0-9]{1,20} [0-9]{1,20} IN IP4 192\\.168\\.120\\.30
            s=-
            c=IN IP4 192\\.168\\.120\\.30
            t=0 0
            a=sendrecv
            m=audio 5004 RTP/SAVP 8 0 96 13
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:96 telephone-event/8000
            a=fmtp:96 0-15
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}
            """
                .replace("\n", "\r\n"));
    assertThat(text.lines().filter(line -> line.startsWith("a=crypto")).findFirst().orElseThrow())
        .hasSize(82);
  }

  @Test
  void a_plain_offer_and_one_with_fallback_differ_in_their_media_lines() {
    assertThat(lines(unit(SecurityPolicy.UNSECURE).offer(false, NOW)))
        .containsExactly("m=audio 5004 RTP/AVP 8 0 96 13");
    var fallback = settings(SecurityPolicy.SECURE_WITH_FALLBACK).withFallbackPort(5006);
    assertThat(lines(new Negotiation(fallback, new Random(1)).offer(false, NOW)))
        .containsExactly("m=audio 5004 RTP/SAVP 8 0 96 13", "m=audio 5006 RTP/AVP 8 0 96 13");
  }

  private static List<String> lines(Offer offer) {
    return lines(offer.description());
  }

  private static List<String> lines(SessionDescription description) {
    return description.media().stream().map(it -> it.line().toString()).toList();
  }

  @Test
  @Clause({"RFC 4568 5.1.2", "RFC 3264 6"})
  void two_secure_units_agree_on_crossed_keys() {
    var caller = unit(SecurityPolicy.SECURE);
    var callee = peer(SecurityPolicy.SECURE);
    var answered = agreed(callee.offered(caller.offer(false, NOW).description().toBytes(), NOW));
    assertThat(lines(answered.local())).containsExactly("m=audio 6000 RTP/SAVP 8 0 96 13");
    assertThat(answered.local().media().getFirst().attributes().getLast().toString())
        .startsWith("crypto:1 AES_CM_128_HMAC_SHA1_80 inline:");
    var plan = agreed(caller.answered(answered.local().toBytes(), NOW)).plan();
    assertThat(plan.remote().toString()).isEqualTo("/192.168.120.12:6000");
    assertThat(plan.remoteRtcp().getPort()).isEqualTo(6001);
    assertThat(plan.direction()).isEqualTo(Direction.SENDRECV);
    var ours = plan.security().protection().orElseThrow();
    var theirs = answered.plan().security().protection().orElseThrow();
    assertThat(ours.own().key().matches(theirs.peer().getFirst().key())).isTrue();
    assertThat(theirs.own().key().matches(ours.peer().getFirst().key())).isTrue();
    assertThat(ours.own().key().matches(theirs.own().key())).isFalse();
  }

  @Test
  @Clause("RFC 4568 5.1.2")
  void the_first_supported_suite_in_the_peers_order_is_taken_under_its_tag() {
    var offer = offer(SAVP, "a=crypto:3 AES_9 inline:x", SUITE_32, SUITE_80.replace(":1 ", ":2 "));
    var answer = agreed(unit(SecurityPolicy.SECURE).offered(offer, NOW));
    assertThat(answer.local().media().getFirst().values("crypto").getFirst())
        .startsWith("7 AES_CM_128_HMAC_SHA1_32 inline:")
        .doesNotContain(KEY);
  }

  @Test
  void each_mode_accepts_and_refuses_as_the_unit_does() {
    var secure = offer(SAVP, SUITE_80);
    var plain = offer(AVP);
    var both = offer(AVP, SAVP, SUITE_80);
    assertThat(kind(SecurityPolicy.UNSECURE, secure)).isEqualTo(Kind.SECURITY_NOT_ALLOWED);
    assertThat(kind(SecurityPolicy.SECURE, plain)).isEqualTo(Kind.SECURITY_REQUIRED);
    assertThat(isSecure(SecurityPolicy.SECURE, secure)).isTrue();
    assertThat(isSecure(SecurityPolicy.UNSECURE, plain)).isFalse();
    assertThat(isSecure(SecurityPolicy.SECURE_WITH_FALLBACK, secure)).isTrue();
    assertThat(isSecure(SecurityPolicy.SECURE_WITH_FALLBACK, plain)).isFalse();
    assertThat(isSecure(SecurityPolicy.SECURE_WITH_FALLBACK, both)).isTrue();
    assertThat(isSecure(SecurityPolicy.UNSECURE, both)).isFalse();
  }

  private static Kind kind(SecurityPolicy policy, SessionDescription offer) {
    return refused(unit(policy).offered(offer, NOW)).kind();
  }

  private static boolean isSecure(SecurityPolicy policy, SessionDescription offer) {
    return agreed(unit(policy).offered(offer, NOW)).plan().security().isSecure();
  }

  @Test
  @Clause("RFC 4567 3.1")
  void keys_by_MIKEY_alone_are_the_wrong_key_management() {
    var mikey = offer("a=key-mgmt:mikey AQQFgAAAA", SAVP);
    var refusal = refused(unit(SecurityPolicy.SECURE).offered(mikey, NOW));
    assertThat(refusal.kind()).isEqualTo(Kind.WRONG_KEY_MANAGEMENT);
    assertThat(refusal.text())
        .isEqualTo("offered RTP/SAVP with keys by a=key-mgmt, required keys by a=crypto (SDES)");
    var fallback = offer("a=key-mgmt:mikey AQQFgAAAA", SAVP, AVP);
    var agreed = agreed(unit(SecurityPolicy.SECURE_WITH_FALLBACK).offered(fallback, NOW));
    assertThat(agreed.plan().security().isSecure()).isFalse();
    assertThat(agreed.dropped())
        .extracting(Refusal::kind)
        .containsExactly(Kind.WRONG_KEY_MANAGEMENT);
    assertThat(lines(agreed.local()))
        .containsExactly("m=audio 0 RTP/SAVP 8", "m=audio 5004 RTP/AVP 8 0");
  }

  @Test
  void a_secure_stream_without_a_usable_key_is_refused_by_name() {
    var unit = unit(SecurityPolicy.SECURE);
    assertThat(refused(unit.offered(offer(SAVP), NOW)).text())
        .isEqualTo("offered RTP/SAVP without a=crypto, required keys by a=crypto (SDES)");
    var refusal =
        refused(
            unit.offered(
                offer(SAVP, "a=crypto:1 AES_9 inline:x", SUITE_32 + " UNENCRYPTED_SRTP"), NOW));
    assertThat(refusal.kind()).isEqualTo(Kind.NO_COMMON_SUITE);
    assertThat(refusal.text())
        .contains("AES_9")
        .contains("AES_CM_128_HMAC_SHA1_80")
        .doesNotContain(KEY);
    assertThat(refused(unit.offered(offer("m=audio 4 UDP/TLS/RTP/SAVP 0"), NOW)).kind())
        .isEqualTo(Kind.TRANSPORT);
    assertThat(refused(unit.offered(offer("m=video 4 RTP/AVP 99"), NOW)).kind())
        .isEqualTo(Kind.NO_AUDIO);
    assertThat(
            refused(unit.offered("nonsense".getBytes(java.nio.charset.StandardCharsets.UTF_8), NOW))
                .kind())
        .isEqualTo(Kind.MALFORMED);
    var codec = refused(unit.offered(offer("m=audio 4 RTP/SAVP 18", SUITE_80), NOW));
    assertThat(codec.kind()).isEqualTo(Kind.NO_COMMON_CODEC);
  }

  @Test
  @Clause("RFC 3264 6")
  void an_answer_has_a_line_for_each_of_the_offer_and_only_common_codecs() {
    var offer =
        offer(
            "m=video 4006 RTP/AVP 99 100",
            "a=rtpmap:99 H264/90000",
            "m=audio 4002 RTP/AVP 18 101 0 97",
            "a=rtpmap:101 telephone-event/8000",
            "a=rtpmap:97 pcma/8000",
            "m=image 4010 udptl t38",
            AVP);
    var agreed = agreed(unit(SecurityPolicy.UNSECURE).offered(offer, NOW));
    assertThat(lines(agreed.local()))
        .containsExactly(
            "m=video 0 RTP/AVP 99 100",
            "m=audio 5004 RTP/AVP 97 0 101",
            "m=image 0 udptl t38",
            "m=audio 0 RTP/AVP 0 8");
    assertThat(agreed.plan().payloadType()).isEqualTo(97);
    assertThat(agreed.plan().codec()).isEqualTo(G711.PCMA);
    assertThat(agreed.plan().send().telephoneEvent()).hasValue(101);
    var peerFirst =
        new Negotiation(settings(SecurityPolicy.UNSECURE).withPeerOrder(true), new Random(1));
    assertThat(agreed(peerFirst.offered(offer, NOW)).plan().codec()).isEqualTo(G711.PCMU);
  }

  @Test
  @Clause("RFC 3264 8.4")
  void hold_is_inactive_at_no_address_and_resume_has_new_keys_and_versions() {
    var caller = unit(SecurityPolicy.SECURE);
    var callee = peer(SecurityPolicy.SECURE);
    var first = caller.offer(false, NOW).description();
    agreed(caller.answered(agreed(callee.offered(first, NOW)).local(), NOW));
    var hold = caller.offer(true, NOW).description();
    assertThat(hold.toString()).contains("c=IN IP4 0.0.0.0").contains("a=inactive");
    assertThat(hold.origin()).isEqualTo(first.origin().next());
    var held = agreed(callee.offered(hold, NOW));
    assertThat(held.plan().direction()).isEqualTo(Direction.INACTIVE);
    assertThat(held.local().toString()).contains("a=inactive").contains("c=IN IP4 192.168.120.12");
    assertThat(agreed(caller.answered(held.local(), NOW)).plan().direction())
        .isEqualTo(Direction.INACTIVE);
    var resume = caller.offer(false, NOW).description();
    assertThat(resume.origin()).isEqualTo(hold.origin().next());
    assertThat(crypto(resume)).isNotEqualTo(crypto(first));
    var resumed = agreed(callee.offered(resume, NOW));
    assertThat(resumed.plan().direction()).isEqualTo(Direction.SENDRECV);
    assertThat(crypto(resumed.local())).isNotEqualTo(crypto(held.local()));
  }

  private static String crypto(SessionDescription description) {
    return description.media().getFirst().values("crypto").getFirst();
  }

  @Test
  void other_forms_of_hold_are_written_and_understood() {
    var form = new HoldForm(Direction.SENDONLY, false, Direction.RECVONLY);
    var caller = new Negotiation(settings(SecurityPolicy.UNSECURE).withHold(form), new Random(1));
    var callee = peer(SecurityPolicy.UNSECURE);
    agreed(
        caller.answered(
            agreed(callee.offered(caller.offer(false, NOW).description(), NOW)).local(), NOW));
    var hold = caller.offer(true, NOW).description();
    assertThat(hold.toString()).contains("a=sendonly").contains("c=IN IP4 192.168.120.30");
    var held = agreed(callee.offered(hold, NOW));
    assertThat(held.local().toString()).contains("a=recvonly");
    assertThat(agreed(caller.answered(held.local(), NOW)).plan().direction())
        .isEqualTo(Direction.SENDONLY);
    // RFC 2543's hold: sendrecv to nowhere.
    var old = parse(offer(AVP).toString().replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0"));
    var agreed = agreed(peer(SecurityPolicy.UNSECURE).offered(old, NOW));
    assertThat(agreed.plan().direction()).isEqualTo(Direction.RECVONLY);
  }

  @Test
  @Clause("RFC 4568 7.1.4")
  void keys_stay_where_the_policy_keeps_them_and_in_a_refresh() {
    var keep = new SecurityPolicy(SecurityPolicy.Mode.SECURE, KeyManagement.SDES, true);
    var caller = unit(keep);
    var callee = peer(SecurityPolicy.SECURE);
    var first = caller.offer(false, NOW).description();
    var answer = agreed(callee.offered(first, NOW)).local();
    agreed(caller.answered(answer, NOW));
    assertThat(crypto(caller.offer(true, NOW).description())).isEqualTo(crypto(first));
    caller.withdraw();
    var refresh = caller.refresh(NOW).description();
    assertThat(refresh).isEqualTo(first);
    var again = agreed(callee.offered(refresh, NOW)).local();
    assertThat(again).isEqualTo(answer);
    assertThat(agreed(caller.answered(again, NOW)).plan().direction())
        .isEqualTo(Direction.SENDRECV);
  }

  @Test
  @Clause("RFC 3264 8")
  void after_a_fallback_the_refused_line_keeps_its_place() {
    var caller = unit(SecurityPolicy.SECURE_WITH_FALLBACK);
    var answer =
        agreed(peer(SecurityPolicy.UNSECURE).offered(caller.offer(false, NOW).description(), NOW))
            .local();
    assertThat(lines(answer))
        .containsExactly("m=audio 0 RTP/SAVP 8 0 96 13", "m=audio 6000 RTP/AVP 8 0 96 13");
    var agreed = agreed(caller.answered(answer, NOW));
    assertThat(agreed.plan().security().isSecure()).isFalse();
    assertThat(lines(caller.offer(true, NOW)))
        .containsExactly("m=audio 0 RTP/SAVP 8 0 96 13", "m=audio 5004 RTP/AVP 8 0 96 13");
    var secure = unit(SecurityPolicy.SECURE_WITH_FALLBACK);
    agreed(
        secure.answered(
            agreed(peer(SecurityPolicy.SECURE).offered(secure.offer(false, NOW).description(), NOW))
                .local(),
            NOW));
    assertThat(secure.agreed().orElseThrow().plan().security().isSecure()).isTrue();
    assertThat(lines(secure.offer(false, NOW)))
        .containsExactly("m=audio 5004 RTP/SAVP 8 0 96 13", "m=audio 0 RTP/AVP 8 0 96 13");
  }

  @Test
  @Clause("RFC 3264 6")
  void an_answer_that_does_not_fit_its_offer_is_refused() {
    var caller = unit(SecurityPolicy.SECURE_WITH_FALLBACK);
    caller.offer(false, NOW);
    assertThat(refused(caller.answered(offer(AVP), NOW)).kind()).isEqualTo(Kind.OFFER_ANSWER);
    assertThat(refused(caller.answered(offer(AVP, AVP), NOW)).kind()).isEqualTo(Kind.OFFER_ANSWER);
    assertThat(refused(caller.answered(offer(SAVP, AVP), NOW)).kind())
        .isEqualTo(Kind.NO_COMMON_SUITE);
    assertThat(
            refused(caller.answered(offer("m=audio 0 RTP/SAVP 8", "m=audio 0 RTP/AVP 8"), NOW))
                .kind())
        .isEqualTo(Kind.NO_AUDIO);
    assertThat(
            refused(caller.answered(offer("m=audio 0 RTP/SAVP 8", "m=audio 4 RTP/AVP 3"), NOW))
                .kind())
        .isEqualTo(Kind.NO_COMMON_CODEC);
    assertThat(agreed(caller.answered(offer("m=audio 0 RTP/SAVP 8", AVP), NOW)).plan().codec())
        .isEqualTo(G711.PCMU);
    var lenient =
        new Negotiation(
            settings(SecurityPolicy.SECURE_WITH_FALLBACK).withLessMediaAllowed(true),
            new Random(1));
    lenient.offer(false, NOW);
    assertThat(agreed(lenient.answered(offer(SAVP, SUITE_80), NOW)).plan().security().isSecure())
        .isTrue();
  }

  @Test
  @Clause("RFC 3264 5")
  void a_late_offer_is_an_offer_in_the_response_and_an_answer_in_the_ACK() {
    var callee = unit(SecurityPolicy.SECURE);
    var offer = callee.offer(false, NOW).description();
    var answer = agreed(peer(SecurityPolicy.SECURE).offered(offer, NOW)).local();
    assertThat(agreed(callee.answered(answer, NOW)).plan().security().isSecure()).isTrue();
  }

  @Test
  void several_suites_are_offered_best_first_and_any_may_be_answered() {
    var both =
        new KeyManagement.Sdes(
            List.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80, CryptoSuite.AES_CM_128_HMAC_SHA1_32));
    var caller = unit(new SecurityPolicy(SecurityPolicy.Mode.SECURE, both, false));
    MediaDescription line = caller.offer(false, NOW).description().media().getFirst();
    assertThat(line.values("crypto"))
        .extracting(it -> it.substring(0, 25))
        .containsExactly("1 AES_CM_128_HMAC_SHA1_80", "2 AES_CM_128_HMAC_SHA1_32");
    var answer = offer(SAVP, SUITE_32.replace(":7 ", ":2 "));
    assertThat(agreed(caller.answered(answer, NOW)).plan().security().toString())
        .isEqualTo("SDES AES_CM_128_HMAC_SHA1_32 tag 2");
  }

  @Test
  void a_host_name_is_not_asked_for() {
    var named =
        parse(offer(AVP).toString().replace("c=IN IP4 192.0.2.9", "c=IN IP4 media.example"));
    assertThat(refused(unit(SecurityPolicy.UNSECURE).offered(named, NOW)).kind())
        .isEqualTo(Kind.ADDRESS);
  }
}
