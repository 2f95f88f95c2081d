package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Via;
import ringfence.testkit.Clause;

/// Offers within a call.
class OfferTest {
  private final Line line = new Line().talk();

  private void answering(Party party, String answer) {
    party.reaction =
        event -> {
          if (!(event instanceof CallEvent.Offered)) return;
          party.does(party.only(), call -> call.answerOffer(Line.sdp(answer), line.time.now()));
        };
  }

  private void offers(Party party, String offer) {
    party.does(party.only(), call -> call.sendOffer(Line.sdp(offer), line.time.now()));
  }

  private String since(long millis) {
    return line.ladder.rungs().stream()
        .filter(rung -> rung.at().toMillis() >= millis)
        .map(rung -> rung.text())
        .reduce((one, two) -> one + "\n" + two)
        .orElse("");
  }

  @Test
  @Clause("RFC 3261 14.1")
  void a_re_INVITE_changes_the_session() {
    answering(line.b, "held");
    offers(line.a, "hold");
    line.after(500);
    assertThat(since(2000))
        .isEqualTo(
            """
            a -> b  INVITE
            b -> a  200 INVITE
            a -> b  ACK""");
    assertThat(line.b.told()).endsWith("offered hold");
    assertThat(line.a.told()).endsWith("accepted held");
  }

  @Test
  @Clause("RFC 3311 5.1")
  void so_does_an_UPDATE_without_an_ACK() {
    answering(line.b, "held");
    line.a.does(line.a.only(), call -> call.sendUpdate(Line.sdp("hold"), line.time.now()));
    line.after(500);
    assertThat(since(2000)).isEqualTo("a -> b  UPDATE\nb -> a  200 UPDATE");
    assertThat(line.a.told()).endsWith("accepted held");
  }

  @Test
  @Clause("RFC 3261 14.2")
  void a_refused_offer_leaves_the_call_as_it_was() {
    line.b.reaction =
        event -> {
          if (!(event instanceof CallEvent.Offered)) return;
          var refusal = Refusal.of(StatusCode.NOT_ACCEPTABLE_HERE);
          line.b.does(line.b.only(), call -> call.refuseOffer(refusal, line.time.now()));
        };
    offers(line.a, "fax");
    line.after(500);
    assertThat(line.a.told()).endsWith("refused 488");
    assertThat(line.a.calls).hasSize(1);
  }

  @Test
  @Clause("RFC 3261 14.1")
  void offers_that_cross_are_both_refused_with_491_and_succeed_one_after_the_other() {
    answering(line.a, "answer of a");
    answering(line.b, "answer of b");
    offers(line.a, "offer of a");
    offers(line.b, "offer of b");
    line.after(10_000);
    assertThat(since(2000)).containsOnlyOnce("b -> a  491").containsOnlyOnce("a -> b  491");
    assertThat(line.a.told()).contains("accepted answer of b", "offered offer of b");
    assertThat(line.b.told()).contains("accepted answer of a", "offered offer of a");
    long again =
        line.ladder.rungs().stream()
            .filter(rung -> rung.text().equals("a -> b  INVITE"))
            .mapToLong(rung -> rung.at().toMillis())
            .max()
            .orElse(0);
    // The caller owns the Call-ID: 2.1 to 4 seconds after the 491.
    assertThat(again).isBetween(2000 + 20 + 2100L, 2000 + 20 + 4000L);
  }

  @Test
  @Clause("RFC 3261 14.2")
  void a_re_INVITE_while_another_waits_for_its_answer_is_put_off() {
    offers(line.a, "first");
    line.after(100);
    SipRequest first = line.a.transmitted.getLast();
    SipRequest second = first.with(Header.CSEQ, first.cseq().next(Method.INVITE));
    var via = Via.of(Transport.TLS, HostPort.of("127.0.0.1"), "z9hG4bKsecond");
    line.b.receive(second.with(second.headers().withFirst(Header.VIA, via)));
    line.after(100);
    assertThat(since(2100)).startsWith("b -> a  500 INVITE");
  }

  @Test
  @Clause("RFC 3261 14.1")
  void an_offer_made_while_another_is_out_follows_it() {
    answering(line.b, "yes");
    offers(line.a, "one");
    offers(line.a, "two");
    line.after(500);
    assertThat(line.b.told()).endsWith("offered one", "offered two");
    assertThat(line.a.told()).endsWith("accepted yes", "accepted yes");
  }

  @Test
  @Clause("RFC 3261 12.2.2")
  void a_request_out_of_order_is_answered_500() {
    answering(line.b, "yes");
    SipRequest invite = line.a.transmitted.getFirst();
    offers(line.a, "one");
    line.after(500);
    SipRequest re = line.a.transmitted.get(2);
    SipRequest old = re.with(Header.CSEQ, invite.cseq());
    var via = Via.of(Transport.TLS, HostPort.of("127.0.0.1"), "z9hG4bKold");
    line.b.receive(old.with(old.headers().withFirst(Header.VIA, via)));
    line.after(100);
    assertThat(since(2400)).startsWith("b -> a  500 INVITE");
  }

  @Test
  @Clause("RFC 3261 12.2.1.2")
  void a_peer_that_forgot_the_call_ends_it() {
    line.b.calls.clear();
    offers(line.a, "anyone there?");
    line.after(1000);
    assertThat(since(2000))
        .startsWith(
            """
            a -> b  INVITE
            b -> a  481 INVITE
            a -> b  ACK
            a -> b  BYE""");
    assertThat(line.a.told()).endsWith("ended peerforgot");
  }

  @Test
  @Clause("RFC 3261 15.1.2")
  void a_BYE_that_meets_an_open_offer_answers_it_with_487() {
    offers(line.a, "one");
    line.after(100);
    line.a.does(line.a.only(), call -> call.hangUp(line.time.now()));
    line.after(1000);
    assertThat(since(2000)).contains("b -> a  200 BYE").contains("b -> a  487 INVITE");
    assertThat(line.a.finished + line.b.finished).isBetween(1, 2);
  }

  @Test
  void an_offer_wanted_by_a_re_INVITE_without_body_is_given_and_answered() {
    line.b.reaction =
        event -> {
          if (event instanceof CallEvent.OfferWanted) {
            line.b.does(line.b.only(), call -> call.answerOffer(Line.sdp("mine"), line.time.now()));
          }
        };
    answering(line.a, "yours");
    line.a.does(line.a.only(), call -> call.askForOffer(line.time.now()));
    line.after(500);
    assertThat(line.b.told()).endsWith("offer wanted", "accepted yours");
    assertThat(line.a.told()).endsWith("offered mine");
    assertThat(Optional.of(line.a.calls.size())).contains(1);
  }
}
