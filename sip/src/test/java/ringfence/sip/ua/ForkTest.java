package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.Secret;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Identifiers;
import ringfence.testkit.Clause;
import ringfence.testkit.VirtualTime;

/// A call of ours step by step, without a transaction layer.
class ForkTest {
  private final VirtualTime time = new VirtualTime();
  private final Identifiers identifiers = new Identifiers(new SplittableRandom(5));
  private final Keys keys = keys();
  private final Call call =
      Call.to(
          Uri.parse("sip:b@example.com"), Line.account("a", SessionPolicy.NONE, keys), identifiers);

  private static Keys keys() {
    var answer = new DigestAnswer("100", Secret.password("secret"));
    return _ -> Optional.of(answer);
  }

  private SipRequest invite() {
    var offer = Optional.of(Line.sdp("offer"));
    return ((UaOutput.Send) call.invite(offer, Headers.NONE, time.now()).getFirst()).request();
  }

  private static SipResponse answer(SipRequest request, int status, String tag) {
    return Responses.tagged(request, new StatusCode(status), tag)
        .with(Header.CONTACT, Contact.parse("<sip:b@" + tag + ".example>"));
  }

  @Test
  @Clause({"RFC 3261 13.2.2.4", "RFC 3261 12.1.2"})
  void the_first_200_wins_and_one_of_another_branch_is_acknowledged_and_ended() {
    SipRequest invite = invite();
    call.receive(answer(invite, 180, "one"), time.now());
    call.receive(answer(invite, 183, "two"), time.now());
    List<UaOutput> first = call.receive(answer(invite, 200, "two"), time.now());
    List<UaOutput> other = call.receive(answer(invite, 200, "one"), time.now());
    List<UaOutput> again = call.receive(answer(invite, 200, "two"), time.now());
    List<UaOutput> otherAgain = call.receive(answer(invite, 200, "one"), time.now());

    assertThat(first).hasAtLeastOneElementOfType(UaOutput.Ack.class).hasSize(2);
    assertThat(other).hasSize(2);
    assertThat(((UaOutput.Ack) other.getFirst()).ack().uri()).hasToString("sip:b@one.example");
    SipRequest bye = ((UaOutput.Send) other.getLast()).request();
    assertThat(bye.method()).isEqualTo(Method.BYE);
    assertThat(bye.to().tag()).contains("one");
    assertThat(again).hasSize(1).first().isInstanceOf(UaOutput.Ack.class);
    assertThat(otherAgain).hasSize(1).first().isInstanceOf(UaOutput.Ack.class);
    // The answer to that BYE is not the end of this call.
    assertThat(call.receive(Responses.to(bye, StatusCode.OK), time.now())).isEmpty();
    assertThat(call.dialog().orElseThrow().remoteTag()).isEqualTo("two");
  }

  @Test
  @Clause({"RFC 3261 22.2", "RFC 3261 22.3", "RFC 3261 13.2.2.4"})
  void a_challenged_INVITE_goes_out_again_with_credentials_which_the_ACK_repeats() {
    SipRequest invite = invite();
    var challenge = AuthFields.parse("Digest realm=\"r\", nonce=\"n\"");
    SipResponse refused =
        Responses.tagged(invite, StatusCode.PROXY_AUTHENTICATION_REQUIRED, "p")
            .with(Header.PROXY_AUTHENTICATE, challenge);
    SipRequest again = ((UaOutput.Send) call.receive(refused, time.now()).getFirst()).request();
    assertThat(again.cseq().number()).isEqualTo(invite.cseq().number() + 1);
    assertThat(again.from()).isEqualTo(invite.from());
    assertThat(again.to().tag()).isEmpty();
    assertThat(again.callId()).isEqualTo(invite.callId());
    assertThat(again.body()).isEqualTo(invite.body());
    assertThat(again.headers().all(Header.PROXY_AUTHORIZATION)).hasSize(1);

    var outputs = call.receive(answer(again, 200, "one"), time.now());
    var ack =
        outputs.stream()
            .filter(UaOutput.Ack.class::isInstance)
            .map(output -> ((UaOutput.Ack) output).ack())
            .findFirst()
            .orElseThrow();
    assertThat(ack.headers().all(Header.PROXY_AUTHORIZATION))
        .isEqualTo(again.headers().all(Header.PROXY_AUTHORIZATION));
  }

  @Test
  @Clause("RFC 3261 22.1")
  void credentials_that_are_refused_end_the_call() {
    SipRequest invite = invite();
    var challenge = AuthFields.parse("Digest realm=\"r\", nonce=\"n\"");
    SipResponse refused =
        Responses.tagged(invite, StatusCode.UNAUTHORIZED, "p")
            .with(Header.WWW_AUTHENTICATE, challenge);
    SipRequest again = ((UaOutput.Send) call.receive(refused, time.now()).getFirst()).request();
    SipResponse refusedAgain =
        Responses.tagged(again, StatusCode.UNAUTHORIZED, "p")
            .with(Header.WWW_AUTHENTICATE, AuthFields.parse("Digest realm=\"r\", nonce=\"n2\""));
    var outputs = call.receive(refusedAgain, time.now());
    assertThat(outputs).hasSize(2);
    var end = ((CallEvent.Ended) ((UaOutput.Told) outputs.getFirst()).event()).end();
    assertThat(end).isInstanceOf(CallEnd.Unauthorized.class);
    assertThat(outputs.getLast()).isInstanceOf(UaOutput.Finished.class);
  }

  @Test
  @Clause("RFC 3261 13.2.2.4")
  void a_200_of_another_branch_is_ended_even_after_the_call_is_over() {
    SipRequest invite = invite();
    call.receive(answer(invite, 200, "one"), time.now());
    SipRequest bye = ((UaOutput.Send) call.hangUp(time.now()).getLast()).request();
    var finished = call.receive(Responses.to(bye, StatusCode.OK), time.now());
    assertThat(finished).doesNotHaveAnyElementsOfTypes(UaOutput.Finished.class);
    assertThat(call.receive(answer(invite, 200, "two"), time.now())).hasSize(2);
    assertThat(call.elapse(call.deadline().orElseThrow())).containsExactly(new UaOutput.Finished());
  }
}
