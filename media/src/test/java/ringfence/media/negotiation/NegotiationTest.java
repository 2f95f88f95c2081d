package ringfence.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ringfence.media.negotiation.Descriptions.AVP;
import static ringfence.media.negotiation.Descriptions.KEY;
import static ringfence.media.negotiation.Descriptions.NOW;
import static ringfence.media.negotiation.Descriptions.SAVP;
import static ringfence.media.negotiation.Descriptions.SUITE_80;
import static ringfence.media.negotiation.Descriptions.agreed;
import static ringfence.media.negotiation.Descriptions.description;
import static ringfence.media.negotiation.Descriptions.lines;
import static ringfence.media.negotiation.Descriptions.parse;
import static ringfence.media.negotiation.Descriptions.peer;
import static ringfence.media.negotiation.Descriptions.refused;
import static ringfence.media.negotiation.Descriptions.settings;
import static ringfence.media.negotiation.Descriptions.unit;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.media.codec.G711;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdes.CryptoSuite;
import ringfence.sdp.Direction;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;
import ringfence.testkit.Clause;

class NegotiationTest {
  @Test
  void what_is_printed_of_an_agreement_holds_no_key() {
    var agreed = agreed(unit(SecurityPolicy.SECURE).offered(description(SAVP, SUITE_80), NOW));
    assertThat(agreed.toString() + agreed.plan()).doesNotContain("inline").contains("SDES");
  }

  @Test
  void the_keys_are_erased_when_the_call_is_over() {
    var unit = unit(SecurityPolicy.SECURE);
    var keys =
        agreed(unit.offered(description(SAVP, SUITE_80), NOW))
            .plan()
            .security()
            .protection()
            .orElseThrow();
    int length = keys.own().key().key().use((key, _) -> key.length);
    assertThat(length).isEqualTo(16);
    unit.close();
    assertThatThrownBy(() -> keys.own().key().key().use((key, _) -> key.length))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys.peer().key().key().use((key, _) -> key.length))
        .isInstanceOf(IllegalStateException.class);
  }

  private static final String SUITE_32 = "a=crypto:7 AES_CM_128_HMAC_SHA1_32 " + KEY;

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
    assertThat(lines(unit(SecurityPolicy.UNSECURE).offer(false, NOW).description()))
        .containsExactly("m=audio 5004 RTP/AVP 8 0 96 13");
    var fallback = settings(SecurityPolicy.SECURE_WITH_FALLBACK).withFallbackPort(5006);
    assertThat(lines(new Negotiation(fallback, new Random(1)).offer(false, NOW).description()))
        .containsExactly("m=audio 5004 RTP/SAVP 8 0 96 13", "m=audio 5006 RTP/AVP 8 0 96 13");
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
    var plan = agreed(caller.answered(answered.local().toBytes())).plan();
    assertThat(plan.remote().toString()).isEqualTo("/192.168.120.12:6000");
    assertThat(plan.remoteRtcp().getPort()).isEqualTo(6001);
    assertThat(plan.direction()).isEqualTo(Direction.SENDRECV);
    var ours = plan.security().protection().orElseThrow();
    var theirs = answered.plan().security().protection().orElseThrow();
    assertThat(ours.own().key().key().matches(theirs.peer().key().key())).isTrue();
    assertThat(theirs.own().key().key().matches(ours.peer().key().key())).isTrue();
    assertThat(ours.own().key().key().matches(theirs.own().key().key())).isFalse();
  }

  @Test
  @Clause("RFC 4568 5.1.2")
  void the_first_supported_suite_in_the_peers_order_is_taken_under_its_tag() {
    var offer =
        description(SAVP, "a=crypto:3 AES_9 inline:x", SUITE_32, SUITE_80.replace(":1 ", ":2 "));
    var answer = agreed(unit(SecurityPolicy.SECURE).offered(offer, NOW));
    assertThat(answer.local().media().getFirst().values("crypto").getFirst())
        .startsWith("7 AES_CM_128_HMAC_SHA1_32 inline:")
        .doesNotContain(KEY);
  }

  @Test
  void each_mode_accepts_and_refuses_as_the_unit_does() {
    var secure = description(SAVP, SUITE_80);
    var plain = description(AVP);
    var both = description(AVP, SAVP, SUITE_80);
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
    var mikey = description("a=key-mgmt:mikey AQQFgAAAA", SAVP);
    var refusal = refused(unit(SecurityPolicy.SECURE).offered(mikey, NOW));
    assertThat(refusal.kind()).isEqualTo(Kind.WRONG_KEY_MANAGEMENT);
    assertThat(refusal.text())
        .isEqualTo(
            "the answerer requires keys by a=crypto (SDES), the offer has keys by a=key-mgmt (MIKEY)");
    var fallback = description("a=key-mgmt:mikey AQQFgAAAA", SAVP, AVP);
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
    assertThat(refused(unit.offered(description(SAVP), NOW)).text())
        .isEqualTo(
            "the answerer requires keys by a=crypto (SDES), the offer has RTP/SAVP without a=crypto");
    var refusal =
        refused(
            unit.offered(
                description(SAVP, "a=crypto:1 AES_9 inline:x", SUITE_32 + " UNENCRYPTED_SRTP"),
                NOW));
    assertThat(refusal.kind()).isEqualTo(Kind.NO_COMMON_SUITE);
    assertThat(refusal.text())
        .contains("AES_9", "AES_CM_128_HMAC_SHA1_80")
        .endsWith("AES_CM_128_HMAC_SHA1_32 without encryption or authentication")
        .doesNotContain(KEY);
    assertThat(refused(unit.offered(description("m=audio 4 UDP/TLS/RTP/SAVP 0"), NOW)).kind())
        .isEqualTo(Kind.TRANSPORT);
    assertThat(refused(unit.offered(description("m=video 4 RTP/AVP 99"), NOW)).kind())
        .isEqualTo(Kind.NO_AUDIO);
    assertThat(
            refused(unit.offered("nonsense".getBytes(java.nio.charset.StandardCharsets.UTF_8), NOW))
                .kind())
        .isEqualTo(Kind.MALFORMED);
    var codec = refused(unit.offered(description("m=audio 4 RTP/SAVP 18", SUITE_80), NOW));
    assertThat(codec.kind()).isEqualTo(Kind.NO_COMMON_CODEC);
  }

  @Test
  @Clause("RFC 3264 6")
  void an_answer_has_a_line_for_each_of_the_offer_and_only_common_codecs() {
    var offer =
        description(
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
    agreed(caller.answered(agreed(callee.offered(first, NOW)).local()));
    var hold = caller.offer(true, NOW).description();
    assertThat(hold.toString()).contains("c=IN IP4 0.0.0.0").contains("a=inactive");
    assertThat(hold.origin()).isEqualTo(first.origin().next());
    var held = agreed(callee.offered(hold, NOW));
    assertThat(held.plan().direction()).isEqualTo(Direction.INACTIVE);
    assertThat(held.local().toString()).contains("a=inactive").contains("c=IN IP4 192.168.120.12");
    assertThat(agreed(caller.answered(held.local())).plan().direction())
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
            agreed(callee.offered(caller.offer(false, NOW).description(), NOW)).local()));
    var hold = caller.offer(true, NOW).description();
    assertThat(hold.toString()).contains("a=sendonly").contains("c=IN IP4 192.168.120.30");
    var held = agreed(callee.offered(hold, NOW));
    assertThat(held.local().toString()).contains("a=recvonly");
    assertThat(agreed(caller.answered(held.local())).plan().direction())
        .isEqualTo(Direction.SENDONLY);
    // RFC 2543's hold: sendrecv to nowhere.
    var old = parse(description(AVP).toString().replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0"));
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
    agreed(caller.answered(answer));
    assertThat(crypto(caller.offer(true, NOW).description())).isEqualTo(crypto(first));
    caller.withdraw();
    var refresh = caller.refresh(NOW).description();
    assertThat(refresh).isEqualTo(first);
    var again = agreed(callee.offered(refresh, NOW)).local();
    assertThat(again).isEqualTo(answer);
    assertThat(agreed(caller.answered(again)).plan().direction()).isEqualTo(Direction.SENDRECV);
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
    var agreed = agreed(caller.answered(answer));
    assertThat(agreed.plan().security().isSecure()).isFalse();
    assertThat(lines(caller.offer(true, NOW).description()))
        .containsExactly("m=audio 0 RTP/SAVP 8 0 96 13", "m=audio 5004 RTP/AVP 8 0 96 13");
    var secure = unit(SecurityPolicy.SECURE_WITH_FALLBACK);
    agreed(
        secure.answered(
            agreed(peer(SecurityPolicy.SECURE).offered(secure.offer(false, NOW).description(), NOW))
                .local()));
    assertThat(secure.agreed().orElseThrow().plan().security().isSecure()).isTrue();
    assertThat(lines(secure.offer(false, NOW).description()))
        .containsExactly("m=audio 5004 RTP/SAVP 8 0 96 13", "m=audio 0 RTP/AVP 8 0 96 13");
  }

  @Test
  @Clause("RFC 3264 6")
  void an_answer_that_does_not_fit_its_offer_is_refused() {
    var caller = unit(SecurityPolicy.SECURE_WITH_FALLBACK);
    caller.offer(false, NOW);
    assertThat(refused(caller.answered(description(AVP))).kind()).isEqualTo(Kind.OFFER_ANSWER);
    assertThat(refused(caller.answered(description(AVP, AVP))).kind()).isEqualTo(Kind.OFFER_ANSWER);
    assertThat(refused(caller.answered(description(SAVP, AVP))).kind())
        .isEqualTo(Kind.NO_COMMON_SUITE);
    assertThat(
            refused(caller.answered(description("m=audio 0 RTP/SAVP 8", "m=audio 0 RTP/AVP 8")))
                .kind())
        .isEqualTo(Kind.NO_AUDIO);
    assertThat(
            refused(caller.answered(description("m=audio 0 RTP/SAVP 8", "m=audio 4 RTP/AVP 3")))
                .kind())
        .isEqualTo(Kind.NO_COMMON_CODEC);
    assertThat(agreed(caller.answered(description("m=audio 0 RTP/SAVP 8", AVP))).plan().codec())
        .isEqualTo(G711.PCMU);
    var lenient =
        new Negotiation(
            settings(SecurityPolicy.SECURE_WITH_FALLBACK).withLessMediaAllowed(true),
            new Random(1));
    lenient.offer(false, NOW);
    assertThat(agreed(lenient.answered(description(SAVP, SUITE_80))).plan().security().isSecure())
        .isTrue();
  }

  @Test
  @Clause("RFC 3264 5")
  void a_late_offer_is_an_offer_in_the_response_and_an_answer_in_the_ACK() {
    var callee = unit(SecurityPolicy.SECURE);
    var offer = callee.offer(false, NOW).description();
    var answer = agreed(peer(SecurityPolicy.SECURE).offered(offer, NOW)).local();
    assertThat(agreed(callee.answered(answer)).plan().security().isSecure()).isTrue();
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
    var answer = description(SAVP, SUITE_32.replace(":7 ", ":2 "));
    assertThat(agreed(caller.answered(answer)).plan().security().toString())
        .isEqualTo("SDES AES_CM_128_HMAC_SHA1_32 tag 2");
  }

  @Test
  void a_host_name_is_not_asked_for() {
    var named =
        parse(description(AVP).toString().replace("c=IN IP4 192.0.2.9", "c=IN IP4 media.example"));
    assertThat(refused(unit(SecurityPolicy.UNSECURE).offered(named, NOW)).kind())
        .isEqualTo(Kind.ADDRESS);
  }
}
