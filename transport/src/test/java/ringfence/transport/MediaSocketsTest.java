package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.HOST;
import static ringfence.transport.End.await;
import static ringfence.transport.End.next;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class MediaSocketsTest {
  private final Loop loop = new Loop("media-test");
  private final MediaSockets sockets = new MediaSockets(loop);
  private final InetAddress address = InetAddress.ofLiteral(HOST);
  private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();

  private record Got(WireTap.Kind kind, String text, InetSocketAddress from) {}

  @AfterEach
  void close() {
    loop.close();
  }

  private MediaPair open(int base) {
    MediaPair.Receiver receiver =
        (kind, datagram, from) -> got.add(new Got(kind, new String(datagram.array()), from));
    return ((MediaSockets.Opening.Open) await(sockets.open(address, base, receiver))).pair();
  }

  @Test
  @Clause("RFC 3550 11")
  void pairs_take_the_first_free_even_ports() {
    try (MediaPair first = open(45_004);
        MediaPair second = open(45_004)) {
      assertThat(first.local().getPort()).isEven().isGreaterThanOrEqualTo(45_004);
      assertThat(second.local().getPort()).isEven().isGreaterThan(first.local().getPort());
    }
  }

  @Test
  void datagrams_arrive_with_their_sender_and_the_tap_sees_both_ways() {
    var seen = new LinkedBlockingQueue<WireTap.Observed>();
    sockets.tap(seen::add);
    try (MediaPair one = open(45_104);
        MediaPair two = open(45_104)) {
      one.send(ByteBuffer.wrap("media".getBytes()), two.local());
      assertThat(next(got)).isEqualTo(new Got(WireTap.Kind.RTP, "media", one.local()));
      var control = new InetSocketAddress(HOST, two.local().getPort() + 1);
      one.sendControl(ByteBuffer.wrap("control".getBytes()), control);
      Got report = next(got);
      assertThat(report.kind()).isEqualTo(WireTap.Kind.RTCP);
      assertThat(report.from().getPort()).isEqualTo(one.local().getPort() + 1);
      assertThat(next(seen).direction()).isEqualTo(WireTap.Direction.OUT);
      assertThat(next(seen).direction()).isEqualTo(WireTap.Direction.IN);
    }
  }

  @Test
  void an_address_that_is_not_ours_is_refused_with_a_reason() {
    var opening = await(sockets.open(InetAddress.ofLiteral("192.0.2.1"), 45_204, (_, _, _) -> {}));
    assertThat(opening)
        .isInstanceOfSatisfying(
            MediaSockets.Opening.Failed.class, no -> assertThat(no.reason()).isNotEmpty());
  }
}
