package ringfence.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.PersistentLink.Order.Close;
import ringfence.adapter.gateway.PersistentLink.Order.Connect;
import ringfence.adapter.gateway.PersistentLink.Order.Report;
import ringfence.adapter.gateway.PersistentLink.Status;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.VirtualTime;

class PersistentLinkTest {
  private final VirtualTime time = new VirtualTime();
  private final PersistentLink link = new PersistentLink(Duration.ofSeconds(15));
  private final Flow first = flow(1);

  private static Flow flow(long id) {
    var local = new InetSocketAddress("127.0.120.30", 16000);
    return new Flow(id, Transport.TLS, local, new InetSocketAddress("127.0.120.11", 5062));
  }

  private void up(Flow flow) {
    link.connected(flow);
    link.usable();
  }

  @Test
  void a_started_link_connects_and_is_up_when_its_owner_uses_it() {
    assertThat(link.start()).containsExactly(new Connect());
    assertThat(link.status()).isEqualTo(Status.DOWN);
    assertThat(link.connected(first)).containsExactly(new Report(Status.WAITING_UP, "connected"));
    assertThat(link.flow()).isEmpty();
    assertThat(link.usable()).containsExactly(new Report(Status.UP, "connected"));
    assertThat(link.flow()).contains(first);
  }

  @Test
  void a_refused_link_is_down_with_its_cause_and_tried_again_after_the_interval() {
    link.start();
    assertThat(link.refused("unknown CA", time.now()))
        .containsExactly(new Report(Status.DOWN, "unknown CA"));
    Instant nextTry = time.now().plusSeconds(15);
    assertThat(link.deadline()).contains(nextTry);
    assertThat(link.elapse(nextTry.minusMillis(1))).isEmpty();
    assertThat(link.elapse(nextTry)).containsExactly(new Connect());
    assertThat(link.deadline()).isEmpty();
  }

  @Test
  void a_link_that_the_peer_closed_comes_back_for_ever() {
    link.start();
    up(first);
    for (int round = 2; round < 50; round++) {
      link.closed(link.flow().orElseThrow(), "closed by the peer", time.now());
      assertThat(link.status()).isEqualTo(Status.DOWN);
      time.advance(Duration.ofSeconds(15));
      assertThat(link.elapse(time.now())).containsExactly(new Connect());
      up(flow(round));
      assertThat(link.status()).isEqualTo(Status.UP);
    }
  }

  @Test
  void the_end_of_another_connection_does_not_touch_the_link() {
    link.start();
    up(first);
    assertThat(link.closed(flow(7), "closed", time.now())).isEmpty();
    assertThat(link.status()).isEqualTo(Status.UP);
  }

  @Test
  void a_stopped_link_closes_gracefully_and_stays_down() {
    link.start();
    up(first);
    assertThat(link.stop())
        .containsExactly(new Report(Status.WAITING_SHUTDOWN, "closing"), new Close(first));
    assertThat(link.closed(first, "closed", time.now()))
        .containsExactly(new Report(Status.DOWN, "stopped"));
    assertThat(link.deadline()).isEmpty();
  }

  @Test
  void a_connection_that_comes_after_the_stop_is_closed_at_once() {
    link.start();
    link.stop();
    assertThat(link.connected(first)).containsExactly(new Close(first));
    assertThat(link.status()).isEqualTo(Status.DOWN);
  }
}
