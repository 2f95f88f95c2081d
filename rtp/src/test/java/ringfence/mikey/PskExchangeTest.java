package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.rtp.Ssrc;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.testkit.Clause;

/// Both ends of the pre-shared key exchange with each other.
class PskExchangeTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Ssrc CALLER = new Ssrc(0x11111111);
  private static final Ssrc CALLEE = new Ssrc(0x22222222);
  private static final SrtpPolicy USUAL = SrtpPolicy.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);

  private final Random chance = new Random(1);
  private final PreSharedKey key = PreSharedKey.ofText("correct horse");
  private final ReplayCache replays = new ReplayCache(100);
  private final PskResponder responder = new PskResponder(key, replays, ResponderRules.USUAL);

  private PskInitiator begin(SrtpPolicy policy) {
    return PskInitiator.begin(key, Proposal.ofLine(policy, CALLER), NOW, chance);
  }

  private Received.Accepted accept(PskInitiator initiator, Optional<Csb> before) {
    byte[] message = initiator.message().write();
    return (Received.Accepted) responder.receive(message, List.of(CALLEE), before, NOW);
  }

  private static Answered.Agreed agreed(PskInitiator initiator, Received.Accepted accepted) {
    return (Answered.Agreed) initiator.answered(accepted.answer().orElseThrow().write());
  }

  private static List<String> keys(List<CryptoSessionKeys> sessions) {
    return sessions.stream()
        .map(
            it ->
                it.id()
                    + " "
                    + it.ssrc()
                    + " "
                    + it.policy()
                    + it.keys().stream()
                        .map(
                            each ->
                                each.key()
                                    .use(
                                        (key, salt) ->
                                            HexFormat.of().formatHex(key)
                                                + HexFormat.of().formatHex(salt)))
                        .toList())
        .toList();
  }

  @Test
  void our_message_is_of_the_units_length() {
    byte[] message = begin(USUAL).message().write();
    assertThat(message).hasSize(170);
    assertThat(Base64.getEncoder().encodeToString(message)).hasSize(228);
    assertThat(begin(USUAL).message().payloads().stream().map(Payload::type))
        .containsExactly(
            PayloadType.T,
            PayloadType.RAND,
            PayloadType.SP,
            PayloadType.GENERAL_EXTENSION,
            PayloadType.KEMAC);
  }

  @ParameterizedTest
  @EnumSource(ProtectionProfile.class)
  @Clause("RFC 3830 3.1")
  void both_sides_have_the_same_keys_of_every_suite(ProtectionProfile profile) {
    PskInitiator initiator = begin(SrtpPolicy.of(profile));
    Received.Accepted accepted = accept(initiator, Optional.empty());
    Answered.Agreed agreed = agreed(initiator, accepted);
    assertThat(keys(agreed.sessions())).isEqualTo(keys(accepted.sessions())).hasSize(2);
    assertThat(agreed.sessions().stream().map(CryptoSessionKeys::ssrc))
        .containsExactly(CALLER, CALLEE);
    assertThat(agreed.sessions())
        .allMatch(it -> it.isUsable() && it.keys().getFirst().key().fits(profile));
    assertThat(accepted.protocols()).contains(List.of("mikey"));
  }

  @Test
  @Clause("RFC 3830 6.10.1")
  void what_is_switched_off_and_the_key_derivation_rate_come_across() {
    for (int exponent = 0; exponent <= 24; exponent++) {
      SrtpPolicy policy =
          new SrtpPolicy(
              ProtectionProfile.AES_CM_128_HMAC_SHA1_32,
              chance.nextBoolean(),
              chance.nextBoolean(),
              chance.nextBoolean(),
              1 << exponent);
      Received.Accepted accepted = accept(begin(policy), Optional.empty());
      assertThat(accepted.sessions()).allMatch(it -> it.policy().equals(policy));
    }
  }

  @Test
  @Clause("RFC 3830 4.5")
  void an_update_has_a_new_key_but_no_RAND() {
    PskInitiator first = begin(USUAL);
    Received.Accepted before = accept(first, Optional.empty());
    Csb ours = agreed(first, before).csb();
    PskInitiator update = PskInitiator.update(key, ours, NOW, chance);
    assertThat(update.message().first(Rand.class)).isEmpty();
    assertThat(update.message().header().csbId()).isEqualTo(ours.id());
    assertThat(responder.receive(update.message().write(), List.of(), Optional.empty(), NOW))
        .isInstanceOf(Received.Refused.class);
    Received.Accepted after = accept(update, Optional.of(before.csb()));
    assertThat(keys(agreed(update, after).sessions()))
        .isEqualTo(keys(after.sessions()))
        .doesNotContainAnyElementsOf(keys(before.sessions()));
  }

  @Test
  @Clause({"RFC 3830 4.5", "RFC 3830 6.2"})
  void an_update_may_keep_the_keys() {
    PskInitiator first = begin(USUAL);
    Received.Accepted before = accept(first, Optional.empty());
    Csb ours = agreed(first, before).csb();
    PskInitiator kept = PskInitiator.keep(key, ours, NOW, chance);
    assertThat(kept.message().first(Kemac.class).orElseThrow().data().length()).isZero();
    Received.Accepted after = accept(kept, Optional.of(before.csb()));
    assertThat(keys(agreed(kept, after).sessions()))
        .isEqualTo(keys(after.sessions()))
        .isEqualTo(keys(before.sessions()));
  }

  @Test
  void the_called_side_may_update_too() {
    PskInitiator first = begin(USUAL);
    Received.Accepted called = accept(first, Optional.empty());
    Csb callers = agreed(first, called).csb();
    PskInitiator update = PskInitiator.update(key, called.csb(), NOW, chance);
    Received.Accepted after = accept(update, Optional.of(callers));
    assertThat(keys(agreed(update, after).sessions())).isEqualTo(keys(after.sessions()));
  }

  @Test
  @Clause({"RFC 3830 5.3", "RFC 3830 5.4"})
  void a_message_is_taken_once_and_only_near_its_time() {
    byte[] message = begin(USUAL).message().write();
    for (int seconds : List.of(-301, 301)) {
      assertThat(received(message, NOW.plusSeconds(seconds)))
          .isInstanceOf(Received.Discarded.class);
    }
    assertThat(received(message, NOW.plusSeconds(299))).isInstanceOf(Received.Accepted.class);
    assertThat(received(message, NOW)).isInstanceOf(Received.Discarded.class);
  }

  private Received received(byte[] message, Instant now) {
    return responder.receive(message, List.of(CALLEE), Optional.empty(), now);
  }

  @Test
  @Clause("RFC 3830 5.3")
  void a_message_that_is_not_authentic_leaves_no_trace() {
    byte[] message = begin(USUAL).message().write();
    byte[] forged = message.clone();
    forged[forged.length - 1] ^= 1;
    assertThat(received(forged, NOW)).isInstanceOf(Received.Refused.class);
    assertThat(received(message, NOW)).isInstanceOf(Received.Accepted.class);
  }

  @Test
  @Clause("RFC 3830 5.4")
  void a_full_replay_cache_refuses_until_the_messages_are_out_of_date() {
    var small = new PskResponder(key, new ReplayCache(2), ResponderRules.USUAL);
    for (Class<?> expected :
        List.of(Received.Accepted.class, Received.Accepted.class, Received.Discarded.class)) {
      byte[] message = begin(USUAL).message().write();
      assertThat(small.receive(message, List.of(), Optional.empty(), NOW)).isInstanceOf(expected);
    }
    Instant later = NOW.plus(Duration.ofMinutes(11));
    PskInitiator next = PskInitiator.begin(key, Proposal.ofLine(USUAL, CALLER), later, chance);
    assertThat(small.receive(next.message().write(), List.of(), Optional.empty(), later))
        .isInstanceOf(Received.Accepted.class);
  }

  @Test
  @Clause("RFC 3830 4.2.8")
  void the_clock_may_overflow_between_two_sides() {
    Instant overflow = Instant.parse("2036-02-07T06:28:16Z");
    PskInitiator initiator =
        PskInitiator.begin(key, Proposal.ofLine(USUAL, CALLER), overflow.minusSeconds(20), chance);
    assertThat(received(initiator.message().write(), overflow.plusSeconds(20)))
        .isInstanceOf(Received.Accepted.class);
  }

  @Test
  @Clause({"RFC 3830 5.1.1", "RFC 3830 5.1.2"})
  void a_policy_that_is_not_supported_is_answered_with_one_that_is() {
    Proposal proposal = Proposal.ofLine(USUAL, CALLER);
    PskInitiator initiator = PskInitiator.begin(key, proposal, NOW, chance);
    MikeyMessage sent = initiator.message();
    Rand rand = sent.first(Rand.class).orElseThrow();
    int csbId = sent.header().csbId();
    try (MessageKeys keys = key.use(it -> new MessageKeys(it, csbId, rand.value()))) {
      var unknown = new SecurityPolicy(0, 0, List.of(new PolicyParameter(0, Octets.ofHex("02"))));
      MikeyMessage draft =
          new MikeyMessage(
              sent.header(), List.of(sent.first(Timestamp.class).orElseThrow(), rand, unknown));
      KeyData tgk = KeyData.tgk(new Secret(new byte[32]));
      MikeyMessage changed = KeyTransport.USUAL.seal(draft, List.of(tgk), keys);
      var refused = (Received.Refused) received(changed.write(), NOW);
      assertThat(refused.why().error()).isEqualTo(ErrorNumber.INVALID_SP_PARAMETER);
      var error = (Answered.PeerError) initiator.answered(refused.error().orElseThrow().write());
      assertThat(error.authenticated()).isTrue();
      assertThat(error.errors()).containsExactly(new Err(ErrorNumber.INVALID_SP_PARAMETER));
      assertThat(error.supported()).hasSize(1);
    }
  }

  @Test
  @Clause("RFC 3830 5.1.2")
  void another_key_is_told_without_proof_and_believed_as_a_hint() {
    try (PreSharedKey other = PreSharedKey.ofText("battery staple")) {
      var stranger = PskInitiator.begin(other, Proposal.ofLine(USUAL, CALLER), NOW, chance);
      var refused = (Received.Refused) received(stranger.message().write(), NOW);
      assertThat(refused.why().error()).isEqualTo(ErrorNumber.AUTH_FAILURE);
      var error = (Answered.PeerError) stranger.answered(refused.error().orElseThrow().write());
      assertThat(error.authenticated()).isFalse();
    }
  }

  @Test
  @Clause({"RFC 4567 4.1.4", "RFC 4567 7"})
  void an_offer_from_which_a_protocol_was_taken_is_noticed() {
    Proposal line = Proposal.ofLine(USUAL, CALLER);
    Proposal two = new Proposal(line.streams(), List.of("keyp1", "mikey"), List.of());
    PskInitiator initiator = PskInitiator.begin(key, two, NOW, chance);
    Received.Accepted accepted = accept(initiator, Optional.empty());
    assertThat(accepted.protocolsDiffer(List.of("keyp1", "mikey"))).isEmpty();
    assertThat(accepted.protocolsDiffer(List.of("mikey"))).isPresent();
    Proposal silent = new Proposal(line.streams(), List.of(), List.of());
    Received.Accepted untold =
        accept(PskInitiator.begin(key, silent, NOW, chance), Optional.empty());
    assertThat(untold.protocolsDiffer(List.of("mikey"))).isEmpty();
  }

  @Test
  @Clause("RFC 3830 5.2")
  void identities_go_into_the_verification() {
    Identity caller = Identity.ofUri("sip:1@example.com");
    Identity callee = Identity.ofUri("sip:2@example.com");
    Proposal named =
        new Proposal(
            Proposal.ofLine(USUAL, CALLER).streams(), List.of("mikey"), List.of(caller, callee));
    PskInitiator initiator = PskInitiator.begin(key, named, NOW, chance);
    Received.Accepted accepted = accept(initiator, Optional.empty());
    assertThat(agreed(initiator, accepted).sessions()).hasSize(2);
    var rules = new ResponderRules(Duration.ofMinutes(5), false, List.of(caller));
    var other = new PskResponder(key, new ReplayCache(2), rules);
    var refused =
        (Received.Refused)
            other.receive(initiator.message().write(), List.of(), Optional.empty(), NOW);
    assertThat(refused.why().error()).isEqualTo(ErrorNumber.INVALID_ID);
  }

  @Test
  void secrets_are_not_printed_and_are_gone_when_closed() {
    PskInitiator initiator = begin(USUAL);
    Received.Accepted accepted = accept(initiator, Optional.empty());
    String secret =
        accepted
            .sessions()
            .getFirst()
            .keys()
            .getFirst()
            .key()
            .use((key, _) -> HexFormat.of().formatHex(key));
    assertThat(accepted + " " + key + accepted.csb()).doesNotContain(secret, "636f7272656374");
    accepted.sessions().forEach(CryptoSessionKeys::close);
    accepted.csb().close();
    assertThatIllegalStateException().isThrownBy(() -> accepted.csb().derive());
    assertThatIllegalStateException()
        .isThrownBy(() -> accepted.sessions().getFirst().keys().getFirst().key().copy());
  }

  @Test
  void timestamps_differ_though_the_clock_stands() {
    var seen = new HashSet<Timestamp>();
    for (int i = 0; i < 1000; i++) seen.add(Timestamp.unique(NOW, chance));
    assertThat(seen).hasSizeGreaterThan(997);
    assertThat(seen).allMatch(it -> it.aheadOf(NOW).toMillis() < 1);
  }
}
