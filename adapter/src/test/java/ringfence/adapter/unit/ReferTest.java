package ringfence.adapter.unit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.SipMisc;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.Replaces;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.Clause;

/// What a peer over UDP asks of a unit by REFER and by Replaces.
class ReferTest {
  private final PlainUnit plain = new PlainUnit();
  private final Stranger peer = plain.peer();

  ReferTest() throws IOException {}

  @BeforeEach
  void start() throws Exception {
    plain.start(it -> it.with(SipMisc.REFERRED_BY, SipMisc.ReferredBy.HEADER_ONLY));
  }

  @AfterEach
  void close() {
    assertThat(plain.events().recent())
        .noneMatch(event -> event.sentence().contains("A step failed"));
    plain.close();
  }

  /// The unit calls the peer.
  private SipRequest talk() throws Exception {
    plain.unit().handset(0).offHook();
    plain.unit().dial(0, "900");
    SipRequest invite = peer.await(Method.INVITE);
    peer.accept(invite, peer.description(1));
    peer.await(Method.ACK);
    awaitState("Talking");
    return invite;
  }

  private void awaitState(String state) throws Exception {
    plain.await(status -> status.lines().getFirst().state().equals(state));
  }

  private Headers referTo(String user) {
    String address = "<sip:" + user + "@" + peer.address() + ">";
    return Headers.NONE.append("Refer-To", address).append("Referred-By", "<sip:900@example.com>");
  }

  private String progress() throws IOException {
    SipRequest notify = peer.await(Method.NOTIFY);
    peer.answer(notify, StatusCode.OK);
    return new String(notify.body(), UTF_8).strip()
        + " "
        + notify.headers().first(Header.SUBSCRIPTION_STATE).orElseThrow().value();
  }

  @Test
  @Clause("RFC 3515 2.4.4")
  void who_asks_for_a_call_that_fails_is_told_so_and_talked_to_again() throws Exception {
    SipRequest invite = talk();
    assertThat(peer.ask(invite, Method.REFER, referTo("950")).status())
        .isEqualTo(StatusCode.ACCEPTED);
    assertThat(progress()).isEqualTo("SIP/2.0 100 Trying active");
    SipRequest referred = peer.await(Method.INVITE);
    assertThat(referred.uri().toString()).startsWith("sip:950@");
    assertThat(referred.headers().first(Header.REFERRED_BY).orElseThrow())
        .hasToString("<sip:900@example.com>");
    awaitState("Calling");
    peer.answer(referred, StatusCode.BUSY_HERE);
    assertThat(progress()).isEqualTo("SIP/2.0 486 Busy Here terminated");
    awaitState("Talking");
  }

  @Test
  @Clause("RFC 5589 6.1")
  void who_asks_for_a_call_that_is_answered_may_leave() throws Exception {
    SipRequest invite = talk();
    peer.ask(invite, Method.REFER, referTo("950"));
    progress();
    peer.accept(peer.await(Method.INVITE), peer.description(1));
    assertThat(progress()).isEqualTo("SIP/2.0 200 OK terminated");
    assertThat(peer.ask(invite, Method.BYE, Headers.NONE).status()).isEqualTo(StatusCode.OK);
    UnitStatus after =
        plain.await(
            status ->
                status
                    .lines()
                    .getFirst()
                    .call()
                    .filter(it -> it.peer().contains("950"))
                    .isPresent());
    assertThat(after.lines().getFirst().state()).isEqualTo("Talking");
  }

  @Test
  @Clause("RFC 3515 2.4.2")
  void a_REFER_that_is_not_followed_is_refused() throws Exception {
    assertThat(peer.ask(plain.listens(), Method.REFER, referTo("950")).status())
        .as("outside calls")
        .isEqualTo(StatusCode.FORBIDDEN);
    SipRequest invite = talk();
    assertThat(peer.ask(invite, Method.REFER, Headers.NONE).status())
        .isEqualTo(StatusCode.BAD_REQUEST);
    peer.ask(invite, Method.REFER, referTo("950"));
    assertThat(peer.ask(invite, Method.REFER, referTo("951")).status())
        .as("while another is followed")
        .isEqualTo(StatusCode.DECLINE);
  }

  @Test
  @Clause("RFC 6665 4.1.3")
  void a_NOTIFY_that_nobody_asked_for_is_refused() throws Exception {
    Headers progress = Headers.NONE.append("Event", "refer").append("Subscription-State", "active");
    var missing = StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
    assertThat(peer.ask(plain.listens(), Method.NOTIFY, progress).status()).isEqualTo(missing);
    SipRequest invite = talk();
    assertThat(peer.ask(invite, Method.NOTIFY, progress).status()).isEqualTo(missing);
    assertThat(peer.ask(invite, Method.NOTIFY, Headers.NONE.append("Event", "x")).status())
        .isEqualTo(StatusCode.BAD_EVENT);
  }

  private StatusCode replace(String replaces) throws IOException {
    peer.call(plain.listens(), "100", Headers.NONE.append("Replaces", replaces));
    return peer.awaitFinal().status();
  }

  @Test
  @Clause("RFC 3891 3")
  void a_call_takes_the_place_of_another_whose_tags_it_knows() throws Exception {
    SipRequest invite = talk();
    String ours = invite.from().tag().orElseThrow();
    String right = Replaces.of(invite.callId(), ours, "stranger").toString();
    var missing = StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
    assertThat(replace(Replaces.of("other", ours, "stranger").toString())).isEqualTo(missing);
    assertThat(replace(Replaces.of(invite.callId(), "stranger", ours).toString()))
        .isEqualTo(missing);
    assertThat(replace(right + ";early-only")).isEqualTo(StatusCode.BUSY_HERE);
    assertThat(replace(right + ";to-tag=x")).isEqualTo(StatusCode.BAD_REQUEST);
    awaitState("Talking");
    assertThat(replace(right)).isEqualTo(StatusCode.OK);
    SipRequest bye = peer.await(Method.BYE);
    assertThat(bye.callId()).isEqualTo(invite.callId());
    peer.answer(bye, StatusCode.OK);
    awaitState("Talking");
  }

  @Test
  @Clause("RFC 3891 3")
  void a_call_that_rings_is_not_replaced_by_one_who_guesses_its_tag() throws Exception {
    SipRequest invite = peer.call(plain.listens(), "100", Headers.NONE);
    awaitState("Ringing");
    String ringing = Replaces.of(invite.callId(), "guessed", "stranger").toString();
    assertThat(replace(ringing)).isEqualTo(StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    awaitState("Ringing");
  }
}
