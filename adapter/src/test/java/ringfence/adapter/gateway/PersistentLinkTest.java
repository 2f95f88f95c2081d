package ringfence.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.LinkOrder.Close;
import ringfence.adapter.gateway.LinkOrder.Connect;
import ringfence.adapter.gateway.LinkOrder.Drain;
import ringfence.adapter.gateway.LinkOrder.Locate;
import ringfence.adapter.gateway.LinkOrder.Report;
import ringfence.adapter.gateway.PersistentLink.Status;
import ringfence.sip.ladder.Ladder;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.VirtualTime;
import ringfence.transport.resolve.Destination;

class PersistentLinkTest {
  private static final Destination BEST = destination(1);
  private static final Destination SECOND = destination(2);
  private static final Destination THIRD = destination(3);

  private final VirtualTime time = new VirtualTime();
  private final PersistentLink link = new PersistentLink(Duration.ofSeconds(15), new LinkHistory());
  private final Ladder ladder = new Ladder(time.now());

  private static Destination destination(int last) {
    return Destination.of(Transport.TLS, InetAddress.ofLiteral("192.0.2." + last), 5061);
  }

  private static Flow flow(long id) {
    var local = new InetSocketAddress("127.0.120.30", 16000);
    return new Flow(id, Transport.TLS, local, new InetSocketAddress("127.0.120.11", 5062));
  }

  private void perform(List<LinkOrder> orders) {
    for (LinkOrder order : orders) {
      ladder.note(
          time.now(),
          switch (order) {
            case Locate() -> "locate";
            case Connect(Destination to, boolean last) -> "connect " + to + (last ? " last" : "");
            case Close(Flow flow) -> "close " + flow.id();
            case Drain(Flow flow, Duration most) -> "drain " + flow.id() + " " + most.toSeconds();
            case Report(Status status, String cause) -> status + ": " + cause;
          });
    }
  }

  private void up(Flow flow) {
    perform(link.connected(flow, time.now()));
    perform(link.usable(time.now()));
  }

  private void begin() {
    perform(link.start());
    perform(link.located(List.of(BEST)));
  }

  private void refused(String why) {
    perform(link.refused(why, time.now()));
  }

  private void wait(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
    perform(link.elapse(time.now()));
  }

  private void assertLadder(String expected) {
    assertThat(ladder.toString().stripIndent()).isEqualTo(expected);
  }

  /// Up at the second destination, since the first refuses.
  private void upAtTheSecond() {
    perform(link.start());
    perform(link.located(List.of(BEST, SECOND)));
    refused("Nobody listens.");
    up(flow(2));
  }

  @Test
  void F17_a_started_link_is_up_only_when_it_is_verified_and_used() {
    begin();
    assertThat(link.status()).isEqualTo(Status.DOWN);
    perform(link.connected(flow(1), time.now()));
    assertThat(link.status()).isEqualTo(Status.WAITING_UP);
    assertThat(link.flow()).isEmpty();
    perform(link.usable(time.now()));
    assertThat(link.flow()).contains(flow(1));
    assertLadder(
        """
                0 ms  locate
                0 ms  connect 192.0.2.1:5061 last
                0 ms  WaitingUp: connected to 192.0.2.1:5061
                0 ms  Up: connected to 192.0.2.1:5061""");
  }

  @Test
  void F17_a_refused_link_is_down_with_its_cause_and_tried_again_after_the_interval() {
    begin();
    refused("unknown CA");
    assertThat(link.nextTry()).contains(time.now().plusSeconds(15));
    wait(14);
    wait(1);
    perform(link.located(List.of(BEST)));
    assertThat(link.nextTry()).isEmpty();
    assertThat(link.attempts()).isEqualTo(2);
    assertLadder(
        """
                0 ms  locate
                0 ms  connect 192.0.2.1:5061 last
                0 ms  Down: unknown CA
            15000 ms  locate
            15000 ms  connect 192.0.2.1:5061 last""");
  }

  @Test
  void a_server_without_a_destination_is_asked_for_again() {
    perform(link.start());
    refused("No address is known.");
    wait(15);
    assertLadder(
        """
                0 ms  locate
                0 ms  Down: No address is known.
            15000 ms  locate""");
  }

  @Test
  void the_destinations_are_tried_in_their_order_within_one_attempt() {
    perform(link.start());
    perform(link.located(List.of(BEST, SECOND, THIRD)));
    refused("Nobody listens.");
    refused("No link within 5000 ms.");
    up(flow(3));
    assertThat(link.status()).isEqualTo(Status.UP);
    assertLadder(
        """
                0 ms  locate
                0 ms  connect 192.0.2.1:5061
                0 ms  connect 192.0.2.2:5061
                0 ms  connect 192.0.2.3:5061 last
                0 ms  WaitingUp: connected to 192.0.2.3:5061
                0 ms  Up: connected to 192.0.2.3:5061""");
    assertThat(link.history())
        .extracting(LinkTransition::cause)
        .containsExactly(
            "connected to 192.0.2.3:5061",
            "connected to 192.0.2.3:5061",
            "No link within 5000 ms. The next destination is tried.",
            "Nobody listens. The next destination is tried.");
  }

  @Test
  void a_link_elsewhere_goes_back_to_the_best_destination_once_it_answers() {
    upAtTheSecond();
    wait(15);
    perform(link.located(List.of(BEST, SECOND)));
    refused("Nobody listens.");
    assertThat(link.status()).isEqualTo(Status.UP);
    wait(15);
    perform(link.located(List.of(BEST, SECOND)));
    perform(link.connected(flow(1), time.now()));
    assertThat(link.status()).isEqualTo(Status.WAITING_UP);
    assertThat(link.flow()).contains(flow(2));
    wait(1);
    perform(link.closed(flow(2), "closed by us", time.now()));
    assertThat(link.flow()).contains(flow(1));
    assertThat(link.deadline()).isEmpty();
    assertLadder(
        """
                0 ms  locate
                0 ms  connect 192.0.2.1:5061
                0 ms  connect 192.0.2.2:5061 last
                0 ms  WaitingUp: connected to 192.0.2.2:5061
                0 ms  Up: connected to 192.0.2.2:5061
            15000 ms  locate
            15000 ms  connect 192.0.2.1:5061 last
            30000 ms  locate
            30000 ms  connect 192.0.2.1:5061 last
            30000 ms  WaitingUp: connected to 192.0.2.1:5061 again, its turn comes soon
            30000 ms  drain 2 180
            31000 ms  Up: connected to 192.0.2.1:5061""");
  }

  @Test
  void a_link_elsewhere_stays_when_DNS_puts_its_destination_first() {
    upAtTheSecond();
    wait(15);
    assertThat(link.located(List.of(SECOND, BEST))).isEmpty();
    assertThat(link.deadline()).isEmpty();
    assertThat(link.status()).isEqualTo(Status.UP);
  }

  @Test
  void a_link_that_is_lost_on_its_way_back_takes_what_is_being_tried() {
    upAtTheSecond();
    wait(15);
    perform(link.located(List.of(BEST, SECOND)));
    perform(link.closed(flow(2), "closed by the peer", time.now()));
    assertThat(link.status()).isEqualTo(Status.DOWN);
    up(flow(1));
    assertThat(link.flow()).contains(flow(1));
    assertThat(link.deadline()).isEmpty();
  }

  @Test
  void a_better_link_that_goes_before_its_turn_takes_the_old_one_along() {
    upAtTheSecond();
    wait(15);
    perform(link.located(List.of(BEST, SECOND)));
    perform(link.connected(flow(1), time.now()));
    assertThat(link.closed(flow(1), "reset", time.now()))
        .containsExactly(new Report(Status.DOWN, "reset"), new Close(flow(2)));
    assertThat(link.closed(flow(2), "closed by us", time.now())).isEmpty();
    assertThat(link.nextTry()).contains(time.now().plusSeconds(15));
  }

  @Test
  void a_link_that_the_peer_closed_comes_back_for_ever_and_its_history_stays_short() {
    begin();
    up(flow(1));
    for (int round = 2; round < 50; round++) {
      perform(link.closed(flow(round - 1), "closed by the peer", time.now()));
      assertThat(link.status()).isEqualTo(Status.DOWN);
      wait(15);
      perform(link.located(List.of(BEST)));
      up(flow(round));
      assertThat(link.status()).isEqualTo(Status.UP);
    }
    assertThat(link.history()).hasSize(50);
    assertThat(link.history().getFirst())
        .isEqualTo(new LinkTransition(time.now(), Status.UP, "connected to 192.0.2.1:5061"));
  }

  @Test
  void the_end_of_another_connection_does_not_touch_the_link() {
    begin();
    up(flow(1));
    assertThat(link.closed(flow(7), "closed", time.now())).isEmpty();
    assertThat(link.status()).isEqualTo(Status.UP);
  }

  @Test
  void a_link_whose_address_is_gone_ends_at_once_and_says_why() {
    begin();
    up(flow(1));
    perform(link.abandon("the address is gone", time.now()));
    assertThat(link.isStopped()).isTrue();
    assertThat(link.deadline()).isEmpty();
    assertThat(link.history().getFirst().cause()).isEqualTo("the address is gone");
    assertThat(link.closed(flow(1), "closed", time.now())).isEmpty();
    assertLadder(
        """
                0 ms  locate
                0 ms  connect 192.0.2.1:5061 last
                0 ms  WaitingUp: connected to 192.0.2.1:5061
                0 ms  Up: connected to 192.0.2.1:5061
                0 ms  Down: the address is gone
                0 ms  close 1""");
  }

  @Test
  void an_abandoned_link_takes_no_connection_that_comes_late() {
    begin();
    perform(link.abandon("the address is gone", time.now()));
    assertThat(link.connected(flow(1), time.now())).containsExactly(new Close(flow(1)));
  }

  @Test
  void a_failure_like_the_one_before_is_no_transition() {
    begin();
    for (int i = 0; i < 3; i++) {
      refused("Nobody listens.");
      wait(15);
      perform(link.located(List.of(BEST)));
    }
    refused("unknown CA");
    assertThat(link.history())
        .extracting(LinkTransition::cause)
        .containsExactly("unknown CA", "Nobody listens.");
  }

  @Test
  void F85_a_stopped_link_lets_its_transactions_finish_and_stays_down() {
    begin();
    up(flow(1));
    wait(1);
    perform(link.stop(time.now()));
    assertThat(link.status()).isEqualTo(Status.WAITING_SHUTDOWN);
    assertThat(link.flow()).isEmpty();
    wait(2);
    perform(link.closed(flow(1), "closed", time.now()));
    assertThat(link.isStopped()).isTrue();
    assertThat(link.deadline()).isEmpty();
    assertLadder(
        """
                0 ms  locate
                0 ms  connect 192.0.2.1:5061 last
                0 ms  WaitingUp: connected to 192.0.2.1:5061
                0 ms  Up: connected to 192.0.2.1:5061
             1000 ms  WaitingShutdown: closing
             1000 ms  drain 1 5
             3000 ms  Down: stopped""");
  }

  @Test
  void a_connection_that_comes_after_the_stop_is_closed_at_once() {
    begin();
    perform(link.stop(time.now()));
    assertThat(link.connected(flow(1), time.now())).containsExactly(new Close(flow(1)));
    assertThat(link.status()).isEqualTo(Status.DOWN);
  }
}
