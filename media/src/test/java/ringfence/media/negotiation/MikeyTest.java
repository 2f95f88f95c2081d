package ringfence.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.media.negotiation.Descriptions.AVP;
import static ringfence.media.negotiation.Descriptions.NOW;
import static ringfence.media.negotiation.Descriptions.SAVP;
import static ringfence.media.negotiation.Descriptions.SUITE_80;
import static ringfence.media.negotiation.Descriptions.agreed;
import static ringfence.media.negotiation.Descriptions.connect;
import static ringfence.media.negotiation.Descriptions.description;
import static ringfence.media.negotiation.Descriptions.exchange;
import static ringfence.media.negotiation.Descriptions.lines;
import static ringfence.media.negotiation.Descriptions.parse;
import static ringfence.media.negotiation.Descriptions.peer;
import static ringfence.media.negotiation.Descriptions.refused;
import static ringfence.media.negotiation.Descriptions.unit;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.media.negotiation.SecurityChoice.ProtectedStream;
import ringfence.media.negotiation.SecurityPolicy.Mode;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyMessage;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.Proposal;
import ringfence.mikey.PskInitiator;
import ringfence.mikey.Rand;
import ringfence.mikey.ReplayCache;
import ringfence.rtp.Ssrc;
import ringfence.sdp.SessionDescription;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.testkit.Clause;

/// Keys by MIKEY in descriptions, RFC 4567.
class MikeyTest {
  private final Negotiation caller = unit(mikey(Mode.SECURE));
  private final Negotiation callee = peer(mikey(Mode.SECURE));

  static SecurityPolicy mikey(Mode mode) {
    return mikey(mode, "secret", ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
  }

  static SecurityPolicy mikey(Mode mode, String psk, ProtectionProfile profile) {
    var management =
        new KeyManagement.Mikey(
            PreSharedKey.ofText(psk), new ReplayCache(100), SrtpPolicy.of(profile));
    return new SecurityPolicy(mode, management, false);
  }

  private static SecurityChoice.Mikey security(Negotiation unit) {
    return (SecurityChoice.Mikey) unit.agreed().orElseThrow().plan().security();
  }

  private static void assertCrossed(Negotiation one, Negotiation other) {
    var ours = security(one).protection().orElseThrow();
    var theirs = security(other).protection().orElseThrow();
    assertThat(ours.own().isSame(theirs.peer())).isTrue();
    assertThat(ours.peer().isSame(theirs.own())).isTrue();
    assertThat(ours.own().isSame(ours.peer())).isFalse();
    assertThat(ours.own().ssrc()).isEqualTo(theirs.peer().ssrc());
    assertThat(ours.peer().ssrc()).isEqualTo(theirs.own().ssrc());
    assertThat(ours.own().ssrc()).isNotEqualTo(ours.peer().ssrc());
  }

  private static MikeyMessage message(SessionDescription description) {
    String value = description.values("key-mgmt").getFirst();
    byte[] octets = Base64.getDecoder().decode(value.substring("mikey ".length()));
    return ((MikeyMessage.Reading.Good) MikeyMessage.read(octets)).message();
  }

  @Test
  @Clause("RFC 4567 3.1")
  void the_offer_has_its_message_as_the_first_attribute_of_the_session() {
    String text = caller.offer(false, NOW).description().toString();
    assertThat(text)
        .matches(
            """
            v=0
            o=MxSIP [0-9]{1,20} [0-9]{1,20} IN IP4 192\\.168\\.120\\.30
            s=-
            c=IN IP4 192\\.168\\.120\\.30
            t=0 0
            a=key-mgmt:mikey [A-Za-z0-9+/=]+
            a=sendrecv
            m=audio 5004 RTP/SAVP 8 0 96 13
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:96 telephone-event/8000
            a=fmtp:96 0-15
            """
                .replace("\n", "\r\n"));
  }

  @Test
  @Clause("RFC 4567 7.1")
  void both_sides_agree_on_two_streams_with_their_sources() {
    connect(caller, callee);
    assertCrossed(caller, callee);
    var answer = callee.agreed().orElseThrow().local();
    assertThat(answer.lines().get(5).value()).startsWith("key-mgmt:mikey ");
    assertThat(message(answer).header().map().cryptoSessions()).hasSize(2);
    assertThat(security(caller).own().id()).isEqualTo(1);
    assertThat(security(callee).own().id()).isEqualTo(2);
    assertThat(security(caller).toString())
        .matches("MIKEY AES_CM_128_HMAC_SHA1_80 CSB [0-9a-f]{8}");
    assertThat(caller.agreed().orElseThrow().toString()).doesNotContain("MasterKey(0");
  }

  @ParameterizedTest
  @EnumSource(ProtectionProfile.class)
  void every_profile_can_be_agreed_on(ProtectionProfile profile) {
    var one = unit(mikey(Mode.SECURE, "x", profile));
    var other = peer(mikey(Mode.SECURE, "x", profile));
    connect(one, other);
    assertThat(security(one).own().policy().profile()).isEqualTo(profile);
    assertCrossed(one, other);
  }

  @Test
  void the_NULL_cipher_is_for_those_who_ask_for_it() {
    var debugger = unit(mikey(Mode.SECURE, "secret", ProtectionProfile.NULL_HMAC_SHA1_80));
    var refusal = refused(callee.offered(debugger.offer(false, NOW).description(), NOW));
    assertThat(refusal.kind()).isEqualTo(Kind.KEY_EXCHANGE);
    assertThat(refusal.text())
        .isEqualTo(
            "the answerer requires one key, encrypted and authenticated,"
                + " the offer has MIKEY with NULL_HMAC_SHA1_80");
    // one who offers NULL still takes what encrypts
    connect(caller, debugger);
    assertThat(security(debugger).own().policy().profile())
        .isEqualTo(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
  }

  @Test
  @Clause("RFC 3830 4.5")
  void an_update_has_the_same_bundle_another_time_and_key_and_no_RAND() {
    connect(caller, callee);
    var first = message(caller.agreed().orElseThrow().local());
    ProtectedStream before = security(caller).protection().orElseThrow().own();
    exchange(caller, callee, true);
    var update = message(caller.agreed().orElseThrow().local());
    assertThat(first.payloads()).hasAtLeastOneElementOfType(Rand.class);
    assertThat(update.payloads()).doesNotHaveAnyElementsOfTypes(Rand.class);
    assertThat(update.header().csbId()).isEqualTo(first.header().csbId());
    assertThat(update.payloads().getFirst()).isNotEqualTo(first.payloads().getFirst());
    ProtectedStream now = security(caller).protection().orElseThrow().own();
    assertThat(now.isSame(before)).isFalse();
    assertThat(now.ssrc()).isEqualTo(before.ssrc());
    assertCrossed(caller, callee);
  }

  @Test
  void the_other_side_may_update_too_and_each_keeps_its_source() {
    connect(caller, callee);
    var own = security(callee).own().ssrc();
    for (int i = 0; i < 3; i++) {
      exchange(callee, caller, i % 2 == 0);
      assertCrossed(caller, callee);
      assertThat(security(callee).own().ssrc()).isEqualTo(own);
      exchange(caller, callee, i % 2 == 0);
      assertCrossed(caller, callee);
    }
  }

  @Test
  void a_refused_update_leaves_the_keys_and_the_next_one_works() {
    connect(caller, callee);
    var before = security(caller);
    caller.offer(true, NOW);
    caller.withdraw();
    assertThat(security(caller)).isSameAs(before);
    exchange(caller, callee, true);
    assertCrossed(caller, callee);
  }

  @Test
  @Clause("RFC 3264 8")
  void the_same_offer_again_changes_nothing_and_is_no_replay() {
    var offer = caller.offer(false, NOW).description();
    var answer = agreed(callee.offered(offer, NOW));
    var again = agreed(callee.offered(offer, NOW));
    assertThat(again.local()).isEqualTo(answer.local());
    assertThat(again.plan().security()).isSameAs(answer.plan().security());
  }

  @Test
  void the_answer_comes_in_180_and_again_in_200_and_brings_the_same_keys() {
    var offer = caller.offer(false, NOW).description();
    var answer = agreed(callee.offered(offer, NOW)).local();
    var early = agreed(caller.answered(answer.toBytes())).plan().security();
    for (int i = 0; i < 3; i++) {
      assertThat(agreed(caller.answered(answer.toBytes())).plan().security()).isSameAs(early);
    }
    exchange(caller, callee, true);
    exchange(callee, caller, false);
    assertCrossed(caller, callee);
  }

  @Test
  void a_refresh_is_an_update() {
    connect(caller, callee);
    var refresh = caller.refresh(NOW.plusSeconds(1800)).description();
    var answer = agreed(callee.offered(refresh, NOW.plusSeconds(1800)));
    agreed(caller.answered(answer.local()));
    assertCrossed(caller, callee);
  }

  @Test
  void a_late_offer_is_answered_with_the_acknowledgement() {
    var offer = callee.offer(false, NOW).description();
    agreed(callee.answered(agreed(caller.offered(offer, NOW)).local()));
    assertCrossed(caller, callee);
  }

  @Test
  @Clause("RFC 4567 4.1.2")
  void a_message_that_does_not_convince_ends_the_whole_set_up_even_where_plain_may_be() {
    var stranger =
        mikey(Mode.SECURE_WITH_FALLBACK, "another", ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
    var offer = unit(stranger).offer(false, NOW).description();
    assertThat(lines(offer)).hasSize(2);
    var outcome = peer(mikey(Mode.SECURE_WITH_FALLBACK)).offered(offer, NOW);
    assertThat(refused(outcome).kind()).isEqualTo(Kind.KEY_EXCHANGE);
    assertThat(refused(outcome).text())
        .contains("the answerer requires MIKEY by RFC 3830 5.3", "another pre-shared key");
  }

  @Test
  @Clause("RFC 3830 5.4")
  void a_replay_and_a_clock_that_is_off_are_refused() {
    var offer = caller.offer(false, NOW).description();
    var late = callee.offered(offer, NOW.plus(Duration.ofMinutes(6)));
    assertThat(refused(late).text()).contains("RFC 3830 5.3", "360 s off");
    var shared = mikey(Mode.SECURE);
    agreed(peer(shared).offered(offer, NOW));
    assertThat(refused(peer(shared).offered(offer, NOW)).text()).contains("accepted before");
  }

  @Test
  @Clause("RFC 4567 4.1.4")
  void an_offer_out_of_which_a_protocol_was_taken_or_into_which_one_was_put_is_refused() {
    var offer = caller.offer(false, NOW).description().toString();
    String more = offer.replace("a=sendrecv", "a=key-mgmt:keyp1 AAAA\r\na=sendrecv");
    var refusal = refused(callee.offered(parse(more), NOW));
    assertThat(refusal.kind()).isEqualTo(Kind.KEY_EXCHANGE);
    assertThat(refusal.text()).contains("[mikey]", "[mikey, keyp1]");
  }

  @Test
  @Clause("RFC 4567 5.2")
  void a_line_with_the_stream_overrides_that_of_the_session_and_is_answered_there() {
    String offer = caller.offer(false, NOW).description().toString();
    String line = offer.lines().filter(it -> it.startsWith("a=key-mgmt")).findFirst().orElseThrow();
    String moved = offer.replace(line + "\r\n", "a=key-mgmt:mikey AAAA\r\n") + line + "\r\n";
    var answer = agreed(callee.offered(parse(moved), NOW)).local();
    assertThat(answer.has("key-mgmt")).isFalse();
    assertThat(answer.media().getFirst().has("key-mgmt")).isTrue();
    agreed(caller.answered(answer));
    assertCrossed(caller, callee);
  }

  @Test
  @Clause("RFC 4567 5.2")
  void at_session_level_it_does_nothing_for_a_plain_line() {
    String offer = caller.offer(false, NOW).description().toString();
    var plain = parse(offer.replace("RTP/SAVP", "RTP/AVP"));
    assertThat(refused(callee.offered(plain, NOW)).kind()).isEqualTo(Kind.SECURITY_REQUIRED);
    var agreed = agreed(peer(mikey(Mode.SECURE_WITH_FALLBACK)).offered(plain, NOW));
    assertThat(agreed.plan().security().isSecure()).isFalse();
    assertThat(agreed.local().has("key-mgmt")).isFalse();
  }

  @Test
  void fallback_offers_the_secure_stream_first_and_takes_what_is_answered() {
    var fallback = unit(mikey(Mode.SECURE_WITH_FALLBACK));
    var offer = fallback.offer(false, NOW).description();
    assertThat(offer.lines().get(5).value()).startsWith("key-mgmt:mikey ");
    assertThat(lines(offer))
        .containsExactly("m=audio 5004 RTP/SAVP 8 0 96 13", "m=audio 5004 RTP/AVP 8 0 96 13");
    var secure = agreed(fallback.answered(agreed(callee.offered(offer, NOW)).local()));
    assertThat(secure.plan().security().isSecure()).isTrue();
    var plain = agreed(peer(SecurityPolicy.UNSECURE).offered(offer, NOW)).local();
    assertThat(agreed(fallback.answered(plain)).plan().security().isSecure()).isFalse();
  }

  @Test
  void the_other_protocol_is_the_wrong_one_and_of_both_ours_is_taken() {
    var sdes = description(SAVP, SUITE_80);
    assertThat(refused(callee.offered(sdes, NOW)).text())
        .isEqualTo(
            "the answerer requires keys by a=key-mgmt:mikey (MIKEY),"
                + " the offer has keys by a=crypto (SDES)");
    assertThat(refused(callee.offered(description(SAVP), NOW)).kind())
        .isEqualTo(Kind.NO_COMMON_SUITE);
    var fallback = peer(mikey(Mode.SECURE_WITH_FALLBACK));
    var plain = agreed(fallback.offered(description(SAVP, SUITE_80, AVP), NOW));
    assertThat(plain.dropped())
        .extracting(Refusal::kind)
        .containsExactly(Kind.WRONG_KEY_MANAGEMENT);
    var both = parse(caller.offer(false, NOW).description() + SUITE_80 + "\r\n");
    var mikey = agreed(callee.offered(both, NOW));
    assertThat(mikey.local().media().getFirst().has("crypto")).isFalse();
    assertThat(mikey.local().has("key-mgmt")).isTrue();
    var other = agreed(peer(SecurityPolicy.SECURE).offered(both, NOW));
    assertThat(other.local().media().getFirst().has("crypto")).isTrue();
    assertThat(other.local().has("key-mgmt")).isFalse();
  }

  @Test
  void an_answer_without_MIKEY_or_with_a_bad_message_is_refused() {
    caller.offer(false, NOW);
    assertThat(refused(caller.answered(description(SAVP))).text())
        .isEqualTo(
            "the offerer requires keys by a=key-mgmt:mikey (MIKEY),"
                + " the answer has RTP/SAVP without a=key-mgmt:mikey");
    assertThat(refused(caller.answered(description(SAVP, SUITE_80))).kind())
        .isEqualTo(Kind.WRONG_KEY_MANAGEMENT);
    for (String bad : List.of("mikey AAAA", "mikey AQ=!", "mikey")) {
      var outcome = caller.answered(description(SAVP, "a=key-mgmt:" + bad));
      assertThat(refused(outcome).kind()).isIn(Kind.KEY_EXCHANGE, Kind.BAD_KEYS);
    }
    var offer = caller.offer(false, NOW).description();
    String answer = agreed(callee.offered(offer, NOW)).local().toString();
    int at = answer.indexOf("a=sendrecv") - 8;
    char changed = answer.charAt(at) == 'A' ? 'B' : 'A';
    var forged = parse(answer.substring(0, at) + changed + answer.substring(at + 1));
    assertThat(refused(caller.answered(forged)).kind()).isEqualTo(Kind.KEY_EXCHANGE);
    agreed(caller.answered(parse(answer)));
  }

  @Test
  @Clause("RFC 4567 7.1")
  void of_several_secure_streams_ours_has_its_own_pair() {
    var proposal =
        new Proposal(
            IntStream.of(11, 0, 22, 0)
                .mapToObj(
                    ssrc ->
                        new Proposal.Stream(
                            SrtpPolicy.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80),
                            new Ssrc(ssrc),
                            0))
                .toList(),
            List.of("mikey"),
            List.of());
    var initiator = PskInitiator.begin(PreSharedKey.ofText("secret"), proposal, NOW, new Random(7));
    String line = "a=key-mgmt:" + KeyMgmtAttribute.of(initiator.message());
    var offer =
        parse(
            description("m=video 5000 RTP/SAVP 99", SAVP)
                .toString()
                .replace("t=0 0\r\n", "t=0 0\r\n" + line + "\r\n"));
    agreed(callee.offered(offer, NOW));
    assertThat(security(callee).peer().ssrc().bits()).isEqualTo(22);
    assertThat(security(callee).own().id()).isEqualTo(4);
  }

  @Test
  void a_message_of_one_session_gives_both_directions_one_key_and_two_sources() {
    var policy = SrtpPolicy.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
    var stream = new Proposal.Stream(policy, new Ssrc(11), 3);
    var initiator =
        PskInitiator.begin(
            PreSharedKey.ofText("secret"),
            new Proposal(List.of(stream), List.of(), List.of()),
            NOW,
            new Random(7));
    String line = "a=key-mgmt:" + KeyMgmtAttribute.of(initiator.message());
    agreed(callee.offered(description(SAVP, line), NOW));
    var protection = security(callee).protection().orElseThrow();
    assertThat(protection.own().isSame(protection.peer())).isTrue();
    assertThat(protection.own().ssrc()).isNotEqualTo(protection.peer().ssrc());
    assertThat(protection.peer().rolloverCounter()).isEqualTo(3);
    assertThat(protection.own().rolloverCounter()).isZero();
  }
}
