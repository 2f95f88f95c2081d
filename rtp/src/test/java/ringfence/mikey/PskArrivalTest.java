package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.mikey.PskPair.CALLER;
import static ringfence.mikey.PskPair.NOW;
import static ringfence.mikey.PskPair.USUAL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

/// What a Responder keeps out, and what it says of it.
class PskArrivalTest {
  private final PskPair pair = new PskPair();

  @Test
  @Clause({"RFC 3830 5.3", "RFC 3830 5.4"})
  void a_message_is_taken_once_and_only_near_its_time() {
    byte[] message = pair.begin(USUAL).message().write();
    for (int seconds : List.of(-301, 301)) {
      assertThat(pair.received(message, NOW.plusSeconds(seconds)))
          .isInstanceOf(Received.Discarded.class);
    }
    assertThat(pair.received(message, NOW.plusSeconds(299))).isInstanceOf(Received.Accepted.class);
    assertThat(pair.received(message, NOW)).isInstanceOf(Received.Discarded.class);
  }

  @Test
  @Clause("RFC 3830 5.3")
  void a_message_that_is_not_authentic_leaves_no_trace() {
    byte[] message = pair.begin(USUAL).message().write();
    byte[] forged = message.clone();
    forged[forged.length - 1] ^= 1;
    assertThat(pair.received(forged, NOW)).isInstanceOf(Received.Refused.class);
    assertThat(pair.received(message, NOW)).isInstanceOf(Received.Accepted.class);
  }

  @Test
  @Clause("RFC 3830 5.4")
  void a_full_replay_cache_refuses_until_the_messages_are_out_of_date() {
    var small = new PskResponder(pair.key, new ReplayCache(2), ResponderRules.USUAL);
    for (Class<?> expected :
        List.of(Received.Accepted.class, Received.Accepted.class, Received.Discarded.class)) {
      byte[] message = pair.begin(USUAL).message().write();
      assertThat(small.receive(message, List.of(), Optional.empty(), NOW)).isInstanceOf(expected);
    }
    Instant later = NOW.plus(Duration.ofMinutes(11));
    PskInitiator next =
        PskInitiator.begin(pair.key, Proposal.ofLine(USUAL, CALLER), later, pair.chance);
    assertThat(small.receive(next.message().write(), List.of(), Optional.empty(), later))
        .isInstanceOf(Received.Accepted.class);
  }

  @Test
  @Clause("RFC 3830 5.2")
  void peers_of_one_time_are_not_replays_but_one_peer_must_have_another() {
    Random stuck = new Random(3);
    byte[] first = message(stuck.nextInt(), Octets.NONE);
    byte[] second = message(stuck.nextInt(), Octets.NONE);
    assertThat(pair.received(first, NOW)).isInstanceOf(Received.Accepted.class);
    assertThat(pair.received(second, NOW)).isInstanceOf(Received.Accepted.class);
    Octets named = Octets.ofText("sip:1@example.com");
    assertThat(pair.received(message(stuck.nextInt(), named), NOW))
        .isInstanceOf(Received.Accepted.class);
    assertThat(pair.received(message(stuck.nextInt(), named), NOW))
        .isInstanceOf(Received.Discarded.class);
  }

  /// A message of a peer whose clock has the second alone.
  private byte[] message(int csbId, Octets initiator) {
    Rand rand = Rand.choose(pair.chance);
    List<Payload> payloads = new ArrayList<>(List.of(Timestamp.of(NOW), rand));
    if (initiator.length() > 0) payloads.add(new Identity(Identity.URI, initiator));
    CommonHeader header =
        new CommonHeader(DataType.PRE_SHARED, true, 0, csbId, new CsIdMap.SrtpId(List.of()));
    try (MessageKeys keys = pair.key.use(it -> new MessageKeys(it, csbId, rand.value()))) {
      KeyData tgk = KeyData.tgk(new Secret(new byte[32]));
      return KeyTransport.USUAL
          .seal(new MikeyMessage(header, payloads), List.of(tgk), keys)
          .write();
    }
  }

  @Test
  @Clause("RFC 3830 5.1.2")
  void a_message_that_cannot_be_read_to_its_end_is_answered_with_an_error_too() {
    PskInitiator initiator = pair.begin(USUAL);
    byte[] message = initiator.message().write();
    for (int length = 0; length < message.length; length++) {
      var refused = (Received.Refused) pair.received(Arrays.copyOf(message, length), NOW);
      assertThat(refused.error().isPresent()).isEqualTo(length >= 38);
      refused
          .error()
          .ifPresent(
              it ->
                  assertThat(initiator.answered(it.write()))
                      .isInstanceOf(Answered.PeerError.class));
    }
  }

  @Test
  @Clause("RFC 3830 4.2.8")
  void the_clock_may_overflow_between_two_sides() {
    Instant overflow = Instant.parse("2036-02-07T06:28:16Z");
    PskInitiator initiator =
        PskInitiator.begin(
            pair.key, Proposal.ofLine(USUAL, CALLER), overflow.minusSeconds(20), pair.chance);
    assertThat(pair.received(initiator.message().write(), overflow.plusSeconds(20)))
        .isInstanceOf(Received.Accepted.class);
  }

  @Test
  @Clause({"RFC 3830 5.1.1", "RFC 3830 5.1.2"})
  void a_policy_that_is_not_supported_is_answered_with_one_that_is() {
    Proposal proposal = Proposal.ofLine(USUAL, CALLER);
    PskInitiator initiator = PskInitiator.begin(pair.key, proposal, NOW, pair.chance);
    MikeyMessage sent = initiator.message();
    Rand rand = sent.first(Rand.class).orElseThrow();
    int csbId = sent.header().csbId();
    try (MessageKeys keys = pair.key.use(it -> new MessageKeys(it, csbId, rand.value()))) {
      var unknown = new SecurityPolicy(0, 0, List.of(new PolicyParameter(0, Octets.ofHex("02"))));
      MikeyMessage draft =
          new MikeyMessage(
              sent.header(), List.of(sent.first(Timestamp.class).orElseThrow(), rand, unknown));
      KeyData tgk = KeyData.tgk(new Secret(new byte[32]));
      MikeyMessage changed = KeyTransport.USUAL.seal(draft, List.of(tgk), keys);
      var refused = (Received.Refused) pair.received(changed.write(), NOW);
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
      var stranger = PskInitiator.begin(other, Proposal.ofLine(USUAL, CALLER), NOW, pair.chance);
      var refused = (Received.Refused) pair.received(stranger.message().write(), NOW);
      assertThat(refused.why().error()).isEqualTo(ErrorNumber.AUTH_FAILURE);
      var error = (Answered.PeerError) stranger.answered(refused.error().orElseThrow().write());
      assertThat(error.authenticated()).isFalse();
    }
  }

  @Test
  void timestamps_differ_though_the_clock_stands() {
    var seen = new HashSet<Timestamp>();
    for (int i = 0; i < 1000; i++) seen.add(Timestamp.unique(NOW, pair.chance));
    assertThat(seen).hasSizeGreaterThan(997);
    assertThat(seen).allMatch(it -> it.aheadOf(NOW).toMillis() < 1);
  }
}
