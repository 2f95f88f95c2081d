package ringfence.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Via;
import ringfence.testkit.Clause;

class TransactionLayerTest {
  private final Bench bench = new Bench();

  private static SipRequest with(SipRequest request, Via via) {
    return request.with(request.headers().withFirst(Header.VIA, via));
  }

  private static Via via(String host, String branch) {
    return Via.of(Transport.UDP, HostPort.of(host), branch);
  }

  @Test
  @Clause("RFC 6026 7.1")
  void a_flow_is_free_once_its_calls_are_answered_though_their_transactions_live_on() {
    bench.start("INVITE", Bench.TLS).answer(180);
    assertThat(bench.layer.isUsed(Bench.TLS)).isTrue();
    assertThat(bench.layer.isUsed(Bench.UDP)).isFalse();
    bench.answer(200);
    assertThat(bench.layer.size()).isOne();
    assertThat(bench.layer.isUsed(Bench.TLS)).isFalse();

    bench.arrive(Bench.request("INVITE"), Bench.UDP);
    assertThat(bench.layer.isUsed(Bench.UDP)).isTrue();
    bench.respond(200);
    assertThat(bench.layer.size()).isEqualTo(2);
    assertThat(bench.layer.isUsed(Bench.UDP)).isFalse();
  }

  @Test
  @Clause("RFC 3261 17.2.3")
  void requests_with_another_branch_sent_by_or_method_begin_other_transactions() {
    SipRequest options = Bench.request("OPTIONS");
    bench.arrive(with(options, via("a.example", "z9hG4bKone")), Bench.UDP);
    bench.arrive(with(options, via("a.example", "z9hG4bKtwo")), Bench.UDP);
    bench.arrive(with(options, via("b.example", "z9hG4bKone")), Bench.UDP);
    bench.arrive(with(Bench.request("INFO"), via("a.example", "z9hG4bKone")), Bench.UDP);
    bench.arrive(with(options, via("A.EXAMPLE", "z9hG4bKone")), Bench.UDP);
    assertThat(bench.layer.size()).isEqualTo(4);
  }

  @Test
  @Clause("RFC 3261 17.2.3")
  void without_the_magic_cookie_requests_are_matched_as_RFC_2543_did() {
    SipRequest invite = with(Bench.request("INVITE"), via("a.example", "1"));
    bench.arrive(invite, Bench.UDP).arrive(invite, Bench.UDP).respond(486);
    bench.arrive(
        with(invite.with(Header.CSEQ, CSeq.parse("6 INVITE")), via("a.example", "1")), Bench.UDP);
    assertThat(bench.layer.size()).isEqualTo(2);
    SipRequest ack = with(Bench.request("ACK"), via("a.example", "1"));
    bench.arrive(ack.with(Header.TO, NameAddr.parse("<sip:101@example.com>;tag=t1")), Bench.UDP);
    assertThat(bench.count("TU <- ACK"::equals)).isZero();
    bench.after(100_000);
    assertThat(bench.count("486 INVITE ->"::equals)).isEqualTo(1);
  }

  @Test
  @Clause("RFC 3261 8.2.2.2")
  void a_request_that_came_by_two_ways_is_known_as_merged() {
    SipRequest invite = Bench.request("INVITE");
    bench.arrive(with(invite, via("a.example", "z9hG4bKone")), Bench.UDP);
    TransactionKey first = bench.key;
    assertThat(bench.layer.isMerged(first)).isFalse();
    bench.arrive(with(invite, via("b.example", "z9hG4bKtwo")), Bench.UDP);
    assertThat(bench.layer.isMerged(bench.key)).isTrue();
    bench.arrive(
        with(invite.with(Header.CSEQ, CSeq.parse("9 INVITE")), via("b.example", "z9hG4bKthree")),
        Bench.UDP);
    assertThat(bench.layer.isMerged(bench.key)).isFalse();
  }

  @Test
  void a_full_layer_answers_503_and_keeps_nothing_of_the_request() {
    var small = new Bench(Timers.RFC_3261, 1);
    SipRequest options = Bench.request("OPTIONS");
    small.arrive(options, Bench.UDP).arrive(with(options, via("b", "z9hG4bKb")), Bench.UDP);
    small.arrive(with(Bench.request("ACK"), via("c", "z9hG4bKc")), Bench.UDP);
    assertThat(small.flow())
        .isEqualTo(
            """
            0 ms  <- OPTIONS
            0 ms  TU <- OPTIONS
            0 ms  <- OPTIONS
            0 ms  503 OPTIONS ->
            0 ms  <- ACK
            0 ms  TU <- ACK""");
    assertThat(small.layer.size()).isEqualTo(1);
  }

  @Test
  @Clause("RFC 3261 16.6 item 8")
  void a_branch_of_the_users_own_is_kept_and_may_not_be_used_twice() {
    SipRequest own = with(Bench.request("OPTIONS"), via("p", "z9hG4bKown.hash"));
    Started started = bench.layer.start(own, Bench.TLS, bench.time.now());
    assertThat(started.request()).isEqualTo(own);
    assertThatThrownBy(() -> bench.layer.start(own, Bench.TLS, bench.time.now()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void identifiers_have_the_form_of_the_units() {
    var identifiers = new Identifiers(new SplittableRandom(3));
    assertThat(identifiers.branch()).matches("z9hG4bK[0-9a-f]{17}\\.[0-9a-f]{17}");
    assertThat(identifiers.tag()).matches("[0-9a-f]{10}");
    assertThat(identifiers.callId()).matches("[0-9a-f]{16}");
    assertThat(identifiers.cseq()).isBetween(1L << 26, (1L << 31) - 1);
    assertThat(identifiers.branch()).isNotEqualTo(identifiers.branch());
  }

  @Test
  void ended_transactions_leave_nothing_behind() {
    for (int i = 0; i < 200; i++) {
      bench.start("OPTIONS", Bench.TLS).answer(200).start("INVITE", Bench.UDP).answer(486);
    }
    assertThat(bench.layer.size()).isEqualTo(200);
    bench.after(33_000);
    assertThat(bench.layer.size()).isZero();
    assertThat(bench.layer.deadline()).isEmpty();
  }
}
