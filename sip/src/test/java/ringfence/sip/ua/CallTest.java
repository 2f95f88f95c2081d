package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Warning;
import ringfence.testkit.Clause;

class CallTest {
  private final Line line = new Line();

  @Test
  @Clause({"RFC 3261 13", "RFC 3261 15"})
  void a_call_rings_is_answered_and_ended() {
    line.talk();
    line.a.does(line.a.only(), call -> call.hangUp(line.time.now()));
    line.after(40_000);
    assertThat(line.flow())
        .isEqualTo(
            """
               0 ms  a -> b  INVITE
              10 ms  b -> a  180 INVITE
            1010 ms  b -> a  200 INVITE
            1020 ms  a -> b  ACK
            2000 ms  a -> b  BYE
            2010 ms  b -> a  200 BYE""");
    assertThat(line.a.told()).containsExactly("progress 180", "answered answer", "ended hungup");
    assertThat(line.b.told()).containsExactly("confirmed", "ended peerhungup");
    assertThat(line.a.finished).isEqualTo(1);
    assertThat(line.b.finished).isEqualTo(1);
    assertThat(line.a.layer.size() + line.b.layer.size()).isZero();
  }

  @Test
  @Clause("RFC 3261 12.2.1.1")
  void requests_within_the_call_go_to_the_contact_with_the_next_number() {
    line.talk();
    line.a.does(line.a.only(), call -> call.hangUp(line.time.now()));
    line.after(100);
    var invite = line.a.transmitted.getFirst();
    var ack = line.a.transmitted.get(1);
    var bye = line.a.transmitted.getLast();
    assertThat(ack.uri()).hasToString("sip:b@127.0.0.1:5060");
    assertThat(ack.cseq().number()).isEqualTo(invite.cseq().number());
    assertThat(bye.cseq().number()).isEqualTo(invite.cseq().number() + 1);
    assertThat(bye.from()).isEqualTo(invite.from());
    assertThat(bye.to().tag()).isPresent();
    assertThat(ack.topVia().branch()).isNotEqualTo(invite.topVia().branch());
  }

  @Test
  @Clause("RFC 3261 15")
  void the_callee_hangs_up_too() {
    line.talk();
    line.b.does(line.b.only(), call -> call.hangUp(line.time.now()));
    line.after(1000);
    assertThat(line.a.told()).endsWith("ended peerhungup");
    assertThat(line.b.told()).endsWith("ended hungup");
  }

  @Test
  @Clause("RFC 3261 15")
  void a_callee_that_hangs_up_before_the_ACK_sends_its_BYE_after_it() {
    line.b.ringing =
        call -> {
          line.b.does(call, mine -> mine.answer(Line.sdp("answer"), line.time.now()));
          line.b.does(call, mine -> mine.hangUp(line.time.now()));
        };
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(100);
    assertThat(line.flow())
        .isEqualTo(
            """
             0 ms  a -> b  INVITE
            10 ms  b -> a  200 INVITE
            20 ms  a -> b  ACK
            30 ms  b -> a  BYE
            40 ms  a -> b  200 BYE""");
  }

  @Test
  @Clause("RFC 3261 21.4.13")
  void a_refusal_reaches_the_caller_with_its_header_fields() {
    var warning = new Warning(305, "ringfence", "key management");
    line.b.ringing =
        call ->
            line.b.does(
                call,
                mine ->
                    mine.reject(
                        Refusal.of(StatusCode.UNSUPPORTED_MEDIA_TYPE)
                            .with(Headers.NONE.append(Header.WARNING, warning)),
                        line.time.now()));
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(1000);
    assertThat(line.a.told()).containsExactly("ended peerrefused");
    var end = ((CallEvent.Ended) line.a.events.getFirst()).end();
    var response = ((CallEnd.PeerRefused) end).response();
    assertThat(response.status()).isEqualTo(StatusCode.UNSUPPORTED_MEDIA_TYPE);
    assertThat(response.headers().first(Header.WARNING)).contains(warning);
    assertThat(line.b.told()).containsExactly("ended refused");
    assertThat(line.a.finished + line.b.finished).isEqualTo(2);
  }

  @Test
  @Clause("RFC 3261 8.1.3.4")
  void a_redirection_is_reported_with_its_contacts() {
    var elsewhere = Contact.parse("<sip:b@elsewhere.example>");
    line.b.ringing =
        call ->
            line.b.does(
                call,
                mine ->
                    mine.reject(
                        Refusal.of(StatusCode.MOVED_TEMPORARILY)
                            .with(Headers.NONE.append(Header.CONTACT, elsewhere)),
                        line.time.now()));
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(1000);
    var end = (CallEnd.Redirected) ((CallEvent.Ended) line.a.events.getFirst()).end();
    assertThat(end.contacts()).containsExactly(elsewhere);
  }

  @Test
  @Clause("RFC 3261 13.2.1")
  void early_media_comes_with_the_180() {
    line.b.ringing =
        call -> {
          line.b.does(call, mine -> mine.ring(Optional.of(Line.sdp("answer")), line.time.now()));
          line.b.does(call, mine -> mine.answer(Line.sdp("answer"), line.time.now()));
        };
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(1000);
    assertThat(line.a.told()).containsExactly("early answer", "answered answer");
  }

  @Test
  @Clause("RFC 3261 13.2.1")
  void without_an_offer_in_the_INVITE_the_offer_is_in_the_200_and_the_answer_in_the_ACK() {
    line.b.ringing =
        call -> line.b.does(call, mine -> mine.answer(Line.sdp("late offer"), line.time.now()));
    line.a.reaction =
        event -> {
          if (!(event instanceof CallEvent.Offered)) return;
          line.a.does(
              line.a.only(), call -> call.answerOffer(Line.sdp("late answer"), line.time.now()));
        };
    line.a.call("sip:b@example.com", Optional.empty());
    line.after(1000);
    assertThat(line.a.told()).containsExactly("answered -", "offered late offer");
    assertThat(line.b.told()).containsExactly("confirmed", "accepted late answer");
  }

  @Test
  @Clause("RFC 3261 13.3.1.4")
  void a_200_is_repeated_until_its_ACK_and_without_one_the_call_ends_by_BYE() {
    line.b.ringing =
        call -> line.b.does(call, mine -> mine.answer(Line.sdp("answer"), line.time.now()));
    var there = line.a.wire;
    line.a.wire =
        message -> {
          boolean ack = message instanceof SipRequest request && request.is(Method.ACK);
          if (!ack) there.accept(message);
        };
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(40_000);
    assertThat(line.flow())
        .isEqualTo(
            """
                0 ms  a -> b  INVITE
               10 ms  b -> a  200 INVITE
              510 ms  b -> a  200 INVITE
             1510 ms  b -> a  200 INVITE
             3510 ms  b -> a  200 INVITE
             7510 ms  b -> a  200 INVITE
            11510 ms  b -> a  200 INVITE
            15510 ms  b -> a  200 INVITE
            19510 ms  b -> a  200 INVITE
            23510 ms  b -> a  200 INVITE
            27510 ms  b -> a  200 INVITE
            31510 ms  b -> a  200 INVITE
            32010 ms  b -> a  BYE
            32020 ms  a -> b  200 BYE""");
    assertThat(line.b.told()).containsExactly("ended noack");
    assertThat(line.a.told()).endsWith("ended peerhungup");
  }

  @Test
  @Clause("RFC 3261 13.3.1.1")
  void ringing_is_repeated_every_minute_so_that_no_proxy_gives_up() {
    line.b.ringing =
        call -> line.b.does(call, mine -> mine.ring(Optional.empty(), line.time.now()));
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(Duration.ofSeconds(150).toMillis());
    assertThat(line.a.told()).containsExactly("progress 180", "progress 180", "progress 180");
  }

  @Test
  @Clause("RFC 3261 8.1.3.1")
  void a_peer_that_never_answers_and_a_flow_that_breaks_end_the_call() {
    line.join(1, wire -> wire.loss(1.0));
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.after(40_000);
    line.a.call("sip:b@example.com", Optional.of(Line.sdp("offer")));
    line.a.break_();
    assertThat(line.a.told()).containsExactly("ended timedout", "ended flowfailed");
    assertThat(line.a.finished).isEqualTo(2);
  }

  @Test
  @Clause("RFC 3261 12.2.2")
  void other_requests_within_the_call_are_told_and_answered() {
    line.talk();
    line.b.reaction =
        event -> {
          if (event instanceof CallEvent.Requested asked) {
            line.b.does(line.b.only(), call -> call.accept(asked));
          }
        };
    var body = Optional.of(Line.sdp("Signal=5"));
    line.a.does(
        line.a.only(), call -> call.request(Method.INFO, Headers.NONE, body, line.time.now()));
    line.after(100);
    assertThat(line.b.told()).endsWith("requested INFO");
    assertThat(line.a.told()).endsWith("replied INFO 200");
  }
}
