package ringfence.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.media.negotiation.Descriptions.AVP;
import static ringfence.media.negotiation.Descriptions.KEY;
import static ringfence.media.negotiation.Descriptions.NOW;
import static ringfence.media.negotiation.Descriptions.SAVP;
import static ringfence.media.negotiation.Descriptions.SUITE_80;
import static ringfence.media.negotiation.Descriptions.agreed;
import static ringfence.media.negotiation.Descriptions.connect;
import static ringfence.media.negotiation.Descriptions.description;
import static ringfence.media.negotiation.Descriptions.exchange;
import static ringfence.media.negotiation.Descriptions.lines;
import static ringfence.media.negotiation.Descriptions.peer;
import static ringfence.media.negotiation.Descriptions.refused;
import static ringfence.media.negotiation.Descriptions.unit;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdes.CryptoSuite;
import ringfence.sdp.Direction;
import ringfence.srtp.MasterKey;
import ringfence.testkit.Clause;

/// What happens to a call that is agreed: hold, refusal, refresh, fax.
class UpdateTest {
  private static final String FAX = "m=image 6004 udptl t38";

  private final Negotiation caller = unit(SecurityPolicy.SECURE);
  private final Negotiation callee = peer(SecurityPolicy.SECURE);

  private static MasterKey key(Negotiation unit) {
    return security(unit).protection().orElseThrow().own().key().key();
  }

  private static boolean isErased(MasterKey key) {
    try {
      return key.use((octets, _) -> octets.length) == 0;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  private static SecurityChoice security(Negotiation unit) {
    return unit.agreed().orElseThrow().plan().security();
  }

  @Test
  @Clause("RFC 4568 7.1.4")
  void a_refused_hold_leaves_the_state_as_it_was() {
    connect(caller, callee);
    var before = caller.agreed();
    var hold = caller.offer(true, NOW);
    assertThat(hold.description().toString()).contains("a=inactive", "c=IN IP4 0.0.0.0");
    caller.withdraw();
    assertThat(caller.isHeld()).isFalse();
    assertThat(caller.agreed()).isEqualTo(before);
    assertThat(isErased(key(caller))).isFalse();
    var answer = agreed(caller.offered(callee.offer(false, NOW).description(), NOW));
    assertThat(answer.plan().direction()).isEqualTo(Direction.SENDRECV);
    assertThat(answer.local().toString()).contains("a=sendrecv", "c=IN IP4 192.168.120.30");
  }

  @Test
  void a_hold_counts_when_it_is_answered_and_until_it_is_taken_back() {
    connect(caller, callee);
    caller.offer(true, NOW);
    assertThat(caller.isHeld()).isFalse();
    exchange(caller, callee, true);
    assertThat(caller.isHeld()).isTrue();
    // while it is held, an offer of the peer does not end the hold
    var answer = agreed(caller.offered(callee.offer(false, NOW).description(), NOW));
    assertThat(answer.plan().direction()).isEqualTo(Direction.INACTIVE);
    caller.offer(false, NOW);
    caller.withdraw();
    assertThat(caller.isHeld()).isTrue();
    exchange(caller, callee, false);
    assertThat(caller.isHeld()).isFalse();
  }

  @Test
  @Clause("RFC 3261 13.2.1")
  void an_answer_that_is_repeated_behind_an_offer_of_the_peer_is_ignored() {
    var answer = agreed(callee.offered(caller.offer(false, NOW).description(), NOW)).local();
    agreed(caller.answered(answer));
    agreed(
        callee.answered(
            agreed(caller.offered(callee.offer(true, NOW).description(), NOW)).local()));
    var held = caller.agreed().orElseThrow();
    assertThat(agreed(caller.answered(answer))).isEqualTo(held);
    assertThat(held.plan().direction()).isEqualTo(Direction.INACTIVE);
  }

  @Test
  void the_keys_of_an_offer_that_came_to_nothing_are_erased() {
    connect(caller, callee);
    MasterKey before = key(caller);
    var offered = (OfferedKeys.Sdes) caller.offer(true, NOW).streams().getFirst().keys();
    MasterKey unused = offered.attributes().getFirst().keys().getFirst().key();
    caller.withdraw();
    assertThat(isErased(unused)).isTrue();
    assertThat(isErased(before)).isFalse();
  }

  @Test
  void the_keys_before_live_one_update_longer_for_the_session_to_change_over() {
    connect(caller, callee);
    MasterKey first = key(caller);
    exchange(caller, callee, true);
    assertThat(isErased(first)).isFalse();
    exchange(caller, callee, false);
    assertThat(isErased(first)).isTrue();
    assertThat(isErased(key(caller))).isFalse();
  }

  @Test
  void kept_keys_live_through_every_update() {
    var keep = new SecurityPolicy(SecurityPolicy.Mode.SECURE, KeyManagement.SDES, true);
    var keeper = unit(keep);
    connect(keeper, callee);
    MasterKey key = key(keeper);
    for (int i = 0; i < 4; i++) {
      exchange(keeper, callee, i % 2 == 0);
      assertThat(key(keeper)).isSameAs(key);
    }
    agreed(keeper.answered(agreed(callee.offered(keeper.refresh(NOW).description(), NOW)).local()));
    keeper.offer(true, NOW);
    keeper.withdraw();
    assertThat(isErased(key)).isFalse();
    keeper.close();
    assertThat(isErased(key)).isTrue();
  }

  @Test
  void an_update_offers_the_suite_in_use_alone() {
    var two =
        new KeyManagement.Sdes(
            List.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80, CryptoSuite.AES_CM_128_HMAC_SHA1_32));
    var unit = unit(new SecurityPolicy(SecurityPolicy.Mode.SECURE, two, false));
    unit.offer(false, NOW);
    agreed(unit.answered(description(SAVP, "a=crypto:2 AES_CM_128_HMAC_SHA1_32 " + KEY)));
    assertThat(unit.offer(true, NOW).description().media().getFirst().values("crypto"))
        .singleElement()
        .asString()
        .startsWith("1 AES_CM_128_HMAC_SHA1_32 inline:");
  }

  @Test
  @Clause("RFC 3264 8")
  void the_version_moves_by_one_where_anything_changed_and_stays_where_nothing_did() {
    connect(caller, callee);
    var first = caller.agreed().orElseThrow().local();
    assertThat(caller.refresh(NOW).description()).isEqualTo(first);
    var hold = caller.offer(true, NOW).description();
    assertThat(hold.origin()).isEqualTo(first.origin().next());
  }

  @Test
  @Clause("RFC 3264 8")
  void a_version_of_the_peer_that_stands_still_or_jumps_is_no_reason_to_refuse() {
    var offer = description(5, SAVP, SUITE_80);
    agreed(caller.offered(offer, NOW));
    MasterKey key = key(caller);
    // a no-op: the same description again
    agreed(caller.offered(offer, NOW));
    assertThat(key(caller)).isSameAs(key);
    // a change under the same version, one that jumps, and one that goes back
    for (int version : List.of(5, 9, 2)) {
      var hold = description(version, SAVP, SUITE_80, "a=inactive");
      assertThat(agreed(caller.offered(hold, NOW)).plan().direction())
          .isEqualTo(Direction.INACTIVE);
      agreed(caller.offered(offer, NOW));
    }
  }

  @Test
  void a_secure_call_does_not_turn_plain_even_where_a_plain_one_might_have_begun() {
    for (var policy : List.of(SecurityPolicy.SECURE, SecurityPolicy.SECURE_WITH_FALLBACK)) {
      var unit = unit(policy);
      agreed(unit.offered(description(SAVP, SUITE_80), NOW));
      assertThat(refused(unit.offered(description(2, AVP), NOW)).kind())
          .isEqualTo(Kind.SECURITY_REQUIRED);
      assertThat(security(unit).isSecure()).isTrue();
      assertThat(lines(unit.offer(false, NOW).description()))
          .containsExactly("m=audio 5004 RTP/SAVP 8");
    }
  }

  @Test
  @Clause("RFC 3264 6")
  void a_stream_that_was_offered_with_port_0_must_not_come_back_open() {
    var fallback = unit(SecurityPolicy.SECURE_WITH_FALLBACK);
    fallback.offer(false, NOW);
    agreed(fallback.answered(description("m=audio 0 RTP/SAVP 8", AVP)));
    fallback.offer(true, NOW);
    var wrong = refused(fallback.answered(description(SAVP, SUITE_80, AVP)));
    assertThat(wrong.kind()).isEqualTo(Kind.OFFER_ANSWER);
    assertThat(wrong.text())
        .isEqualTo(
            "the offerer requires port 0 where the offer has it, the answer has an open stream");
  }

  @Test
  void fax_beside_voice_gets_port_0_and_the_voice_goes_on() {
    var answer = agreed(caller.offered(description(SAVP, SUITE_80, FAX), NOW));
    assertThat(lines(answer.local()))
        .containsExactly("m=audio 5004 RTP/SAVP 8", "m=image 0 udptl t38");
    assertThat(answer.dropped()).extracting(Refusal::kind).containsExactly(Kind.UNSECURE_FAX);
  }

  @Test
  void fax_alone_is_refused_and_leaves_the_secure_voice_as_it_was() {
    agreed(caller.offered(description(SAVP, SUITE_80), NOW));
    var before = caller.agreed();
    var refusal = refused(caller.offered(description(2, FAX), NOW));
    assertThat(refusal.kind()).isEqualTo(Kind.UNSECURE_FAX);
    assertThat(refusal.text())
        .isEqualTo(
            "the answerer requires a secure call, the offer has T.38, which is not encrypted");
    assertThat(caller.agreed()).isEqualTo(before);
    agreed(caller.offered(description(3, SAVP, SUITE_80), NOW));
  }

  @Test
  void fax_that_may_be_is_still_refused_while_there_is_none() {
    var allowed = Descriptions.settings(SecurityPolicy.SECURE).withUnsecureFaxAllowed(true);
    var unit = new Negotiation(allowed, new java.util.Random(38));
    agreed(unit.offered(description(SAVP, SUITE_80), NOW));
    assertThat(refused(unit.offered(description(2, FAX), NOW)).kind()).isEqualTo(Kind.NO_FAX);
    var plain = unit(SecurityPolicy.UNSECURE);
    agreed(plain.offered(description(AVP), NOW));
    assertThat(refused(plain.offered(description(2, FAX), NOW)).kind()).isEqualTo(Kind.NO_FAX);
  }
}
