package ringfence.proxy.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.auth.Challenge;
import ringfence.sip.auth.DigestAlgorithm;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.NonceBook.Asking;
import ringfence.sip.auth.Secret;
import ringfence.sip.auth.Verdict;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

/// Two nodes with the same users, and a device that comes from one to the other.
class DigestsTest {
  private static final AddressOfRecord AOR = new AddressOfRecord("100", "example.com");
  private static final Asking ASKING =
      new Asking("192.0.2.1", Instant.parse("2026-01-01T00:00:00Z"));
  private static final SipRequest REGISTER =
      new SipRequest(Method.REGISTER, Uri.parse("sip:example.com"), Headers.NONE);

  private final Random chance = new Random(1);
  private final Digests here = node();
  private final Digests there = node();

  private Digests node() {
    var subscribers = new Subscribers();
    subscribers.add("100", "geheim".getBytes(StandardCharsets.UTF_8), List.of("example.com"));
    return new Digests(
        subscribers, new Digests.Offer(List.of(DigestAlgorithm.SHA_256), true), chance);
  }

  private SipRequest answered(Digests node, boolean stale) {
    Challenge challenge =
        Challenge.read(node.challenge(AOR, stale, ASKING).getFirst()).orElseThrow();
    var answer = new DigestAnswer("100", Secret.password("geheim"));
    return REGISTER.with(Header.AUTHORIZATION, answer.answer(challenge, REGISTER, chance).fields());
  }

  private static Verdict verdict(Digests node, SipRequest request) {
    return node.verify(request, Header.AUTHORIZATION, AOR, ASKING);
  }

  @Test
  @Clause("RFC 7616 3.3")
  void an_answer_that_one_node_took_is_stale_at_every_other() {
    SipRequest overheard = answered(here, false);
    assertThat(verdict(here, overheard)).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict(here, overheard)).isInstanceOf(Verdict.ReplayedNonceCount.class);
    assertThat(verdict(there, overheard)).isEqualTo(new Verdict.Stale("100"));
  }

  @Test
  void a_device_that_comes_to_another_node_is_challenged_once_more_and_let_in() {
    assertThat(verdict(there, answered(here, false))).isEqualTo(new Verdict.Stale("100"));
    assertThat(verdict(there, answered(there, true))).isInstanceOf(Verdict.Accepted.class);
  }
}
