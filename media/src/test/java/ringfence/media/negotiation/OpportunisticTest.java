package ringfence.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.media.negotiation.Descriptions.AVP;
import static ringfence.media.negotiation.Descriptions.NOW;
import static ringfence.media.negotiation.Descriptions.SAVP;
import static ringfence.media.negotiation.Descriptions.SUITE_80;
import static ringfence.media.negotiation.Descriptions.agreed;
import static ringfence.media.negotiation.Descriptions.description;
import static ringfence.media.negotiation.Descriptions.lines;
import static ringfence.media.negotiation.Descriptions.refused;
import static ringfence.media.negotiation.Descriptions.unit;

import org.junit.jupiter.api.Test;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.testkit.Clause;

/// Offers of others by RFC 8643: RTP/AVP with keys.
@Clause("RFC 8643 3.2")
class OpportunisticTest {
  private static final String UNKNOWN = "a=crypto:1 AES_9 inline:x";

  @Test
  void it_is_answered_securely_where_policy_allows_security() {
    for (var policy :
        new SecurityPolicy[] {SecurityPolicy.SECURE, SecurityPolicy.SECURE_WITH_FALLBACK}) {
      var answer = agreed(unit(policy).offered(description(AVP, SUITE_80), NOW));
      assertThat(answer.plan().security().isSecure()).isTrue();
      assertThat(lines(answer.local())).containsExactly("m=audio 5004 RTP/AVP 8 0");
      assertThat(answer.local().media().getFirst().values("crypto")).hasSize(1);
    }
  }

  @Test
  void it_is_plain_where_policy_is_and_the_keys_do_nothing() {
    var answer = agreed(unit(SecurityPolicy.UNSECURE).offered(description(AVP, SUITE_80), NOW));
    assertThat(answer.plan().security().isSecure()).isFalse();
    assertThat(answer.local().media().getFirst().has("crypto")).isFalse();
  }

  @Test
  void without_a_key_that_we_can_use_it_is_plain_or_refused_but_never_plain_in_Secure() {
    var offer = description(AVP, UNKNOWN);
    assertThat(refused(unit(SecurityPolicy.SECURE).offered(offer, NOW)).kind())
        .isEqualTo(Kind.NO_COMMON_SUITE);
    var fallback = agreed(unit(SecurityPolicy.SECURE_WITH_FALLBACK).offered(offer, NOW));
    assertThat(fallback.plan().security().isSecure()).isFalse();
    assertThat(fallback.local().media().getFirst().has("crypto")).isFalse();
  }

  @Test
  void the_secure_profile_is_preferred_in_either_order() {
    var policy = SecurityPolicy.SECURE_WITH_FALLBACK;
    var last = agreed(unit(policy).offered(description(AVP, SUITE_80, SAVP, SUITE_80), NOW));
    assertThat(lines(last.local()))
        .containsExactly("m=audio 0 RTP/AVP 0 8", "m=audio 5004 RTP/SAVP 8");
    var first = agreed(unit(policy).offered(description(SAVP, SUITE_80, AVP), NOW));
    assertThat(lines(first.local()))
        .containsExactly("m=audio 5004 RTP/SAVP 8", "m=audio 0 RTP/AVP 0 8");
  }

  @Test
  @Clause("RFC 8643 4")
  void what_we_offer_later_has_the_secure_profile() {
    var unit = unit(SecurityPolicy.SECURE_WITH_FALLBACK);
    agreed(unit.offered(description(AVP, SUITE_80), NOW));
    assertThat(lines(unit.offer(false, NOW).description()))
        .containsExactly("m=audio 5004 RTP/SAVP 8 0");
    assertThat(lines(unit.refresh(NOW).description())).containsExactly("m=audio 5004 RTP/SAVP 8 0");
  }
}
