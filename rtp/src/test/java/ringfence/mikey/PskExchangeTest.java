package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static ringfence.mikey.PskPair.CALLEE;
import static ringfence.mikey.PskPair.CALLER;
import static ringfence.mikey.PskPair.NOW;
import static ringfence.mikey.PskPair.USUAL;
import static ringfence.mikey.PskPair.agreed;
import static ringfence.mikey.PskPair.keys;

import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.testkit.Clause;

/// Both ends of the pre-shared key exchange with each other.
class PskExchangeTest {
  private final PskPair pair = new PskPair();

  @Test
  void our_message_is_of_the_units_length() {
    byte[] message = pair.begin(USUAL).message().write();
    assertThat(message).hasSize(170);
    assertThat(Base64.getEncoder().encodeToString(message)).hasSize(228);
    assertThat(pair.begin(USUAL).message().payloads().stream().map(Payload::type))
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
    PskInitiator initiator = pair.begin(SrtpPolicy.of(profile));
    Received.Accepted accepted = pair.accept(initiator, Optional.empty());
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
              pair.chance.nextBoolean(),
              pair.chance.nextBoolean(),
              pair.chance.nextBoolean(),
              1 << exponent);
      Received.Accepted accepted = pair.accept(pair.begin(policy), Optional.empty());
      assertThat(accepted.sessions()).allMatch(it -> it.policy().equals(policy));
    }
  }

  @Test
  @Clause("RFC 3830 4.5")
  void an_update_has_a_new_key_but_no_RAND() {
    PskInitiator first = pair.begin(USUAL);
    Received.Accepted before = pair.accept(first, Optional.empty());
    Csb ours = agreed(first, before).csb();
    PskInitiator update = PskInitiator.update(pair.key, ours, NOW, pair.chance);
    assertThat(update.message().first(Rand.class)).isEmpty();
    assertThat(update.message().header().csbId()).isEqualTo(ours.id());
    assertThat(pair.responder.receive(update.message().write(), List.of(), Optional.empty(), NOW))
        .isInstanceOf(Received.Refused.class);
    Received.Accepted after = pair.accept(update, Optional.of(before.csb()));
    assertThat(keys(agreed(update, after).sessions()))
        .isEqualTo(keys(after.sessions()))
        .doesNotContainAnyElementsOf(keys(before.sessions()));
  }

  @Test
  @Clause({"RFC 3830 4.5", "RFC 3830 6.2"})
  void an_update_may_keep_the_keys() {
    PskInitiator first = pair.begin(USUAL);
    Received.Accepted before = pair.accept(first, Optional.empty());
    Csb ours = agreed(first, before).csb();
    PskInitiator kept = PskInitiator.keep(pair.key, ours, NOW, pair.chance);
    assertThat(kept.message().first(Kemac.class).orElseThrow().data().length()).isZero();
    Received.Accepted after = pair.accept(kept, Optional.of(before.csb()));
    assertThat(keys(agreed(kept, after).sessions()))
        .isEqualTo(keys(after.sessions()))
        .isEqualTo(keys(before.sessions()));
  }

  @Test
  void the_called_side_may_update_too() {
    PskInitiator first = pair.begin(USUAL);
    Received.Accepted called = pair.accept(first, Optional.empty());
    Csb callers = agreed(first, called).csb();
    PskInitiator update = PskInitiator.update(pair.key, called.csb(), NOW, pair.chance);
    Received.Accepted after = pair.accept(update, Optional.of(callers));
    assertThat(keys(agreed(update, after).sessions())).isEqualTo(keys(after.sessions()));
  }

  @Test
  @Clause({"RFC 4567 4.1.4", "RFC 4567 7"})
  void an_offer_from_which_a_protocol_was_taken_is_noticed() {
    Proposal line = Proposal.ofLine(USUAL, CALLER);
    Proposal two = new Proposal(line.streams(), List.of("keyp1", "mikey"), List.of());
    PskInitiator initiator = PskInitiator.begin(pair.key, two, NOW, pair.chance);
    Received.Accepted accepted = pair.accept(initiator, Optional.empty());
    assertThat(accepted.protocolsDiffer(List.of("keyp1", "mikey"))).isEmpty();
    assertThat(accepted.protocolsDiffer(List.of("mikey"))).isPresent();
    Proposal silent = new Proposal(line.streams(), List.of(), List.of());
    Received.Accepted untold =
        pair.accept(PskInitiator.begin(pair.key, silent, NOW, pair.chance), Optional.empty());
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
    PskInitiator initiator = PskInitiator.begin(pair.key, named, NOW, pair.chance);
    Received.Accepted accepted = pair.accept(initiator, Optional.empty());
    assertThat(agreed(initiator, accepted).sessions()).hasSize(2);
    var rules = new ResponderRules(Duration.ofMinutes(5), false, List.of(caller));
    var other = new PskResponder(pair.key, new ReplayCache(2), rules);
    var refused =
        (Received.Refused)
            other.receive(initiator.message().write(), List.of(), Optional.empty(), NOW);
    assertThat(refused.why().error()).isEqualTo(ErrorNumber.INVALID_ID);
  }

  @Test
  void secrets_are_not_printed_and_are_gone_when_closed() {
    PskInitiator initiator = pair.begin(USUAL);
    Received.Accepted accepted = pair.accept(initiator, Optional.empty());
    String secret =
        accepted
            .sessions()
            .getFirst()
            .keys()
            .getFirst()
            .key()
            .use((key, _) -> HexFormat.of().formatHex(key));
    assertThat(accepted + " " + pair.key + accepted.csb()).doesNotContain(secret, "636f7272656374");
    accepted.sessions().forEach(CryptoSessionKeys::close);
    accepted.csb().close();
    assertThatIllegalStateException().isThrownBy(() -> accepted.csb().derive());
    assertThatIllegalStateException()
        .isThrownBy(() -> accepted.sessions().getFirst().keys().getFirst().key().copy());
  }

  @Test
  @Clause({"RFC 3830 6.1.1", "RFC 3830 6.13", "RFC 3830 6.14"})
  void a_TEK_is_used_as_it_came_with_its_salt_its_MKI_and_the_ROC_of_its_stream() {
    byte[] key = new byte[16];
    byte[] salt = new byte[14];
    pair.chance.nextBytes(key);
    pair.chance.nextBytes(salt);
    KeyData tek =
        new KeyData(
            true,
            Secret.copyOf(key),
            Optional.of(Secret.copyOf(salt)),
            new KeyValidity.Spi(Octets.ofHex("beef")));
    var stream = new CryptoSession(0, CALLER, 0xFFFF_FFFFL);
    Rand rand = Rand.choose(pair.chance);
    CommonHeader header =
        new CommonHeader(DataType.PRE_SHARED, false, 0, 7, new CsIdMap.SrtpId(List.of(stream)));
    MikeyMessage draft = new MikeyMessage(header, List.of(Timestamp.of(NOW), rand));
    try (MessageKeys keys = pair.key.use(it -> new MessageKeys(it, 7, rand.value()))) {
      byte[] message = KeyTransport.USUAL.seal(draft, List.of(tek), keys).write();
      var accepted = (Received.Accepted) pair.received(message, NOW);
      assertThat(accepted.answer()).isEmpty();
      CryptoSessionKeys session = accepted.sessions().getFirst();
      assertThat(session.rolloverCounter()).isEqualTo(0xFFFF_FFFFL);
      assertThat(session.isUsable()).isTrue();
      assertThat(session.keys().getFirst().identifier().hex()).isEqualTo("beef");
      assertThat(session.keys().getFirst().key().matches(new MasterKey(key, salt))).isTrue();
    }
  }

  @Test
  @Clause("RFC 3830 4.2.4")
  void an_answer_without_a_MAC_proves_nothing() {
    PskInitiator initiator = pair.begin(USUAL);
    MikeyMessage answer = pair.accept(initiator, Optional.empty()).answer().orElseThrow();
    Payload timestamp = answer.payloads().getFirst();
    VerMsg none = new VerMsg(MacAlgorithm.NULL, Octets.NONE);
    MikeyMessage changed = new MikeyMessage(answer.header(), List.of(timestamp, none));
    assertThat(initiator.answered(changed.write()))
        .isInstanceOfSatisfying(
            Answered.Refused.class,
            it -> assertThat(it.why().error()).isEqualTo(ErrorNumber.INVALID_MAC));
  }
}
