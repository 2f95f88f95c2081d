package ringfence.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.Captures;
import ringfence.trace.capture.Passed;

class LiveCaptureTest {
  private static final Instant T = Instant.parse("2026-11-26T17:00:00Z");
  private static final InetSocketAddress UNIT = new InetSocketAddress("127.0.120.30", 16000);
  private static final InetSocketAddress PROXY = new InetSocketAddress("127.0.120.11", 5062);

  @TempDir Path folder;

  @Test
  void what_several_threads_and_attempts_record_stands_in_the_order_of_time() throws Exception {
    var capture = new LiveCapture();
    for (int second : List.of(2, 1, 4)) capture.record(datagram(second));
    var other = new LiveCapture();
    for (int second : List.of(3, 0)) other.record(datagram(second));
    capture.add(other);
    Path file = folder.resolve("live.pcapng");
    capture.write(file);
    List<Instant> times = new ArrayList<>();
    try (Captures in = Captures.open(List.of(file))) {
      for (var item = in.next(); item.isPresent(); item = in.next()) {
        if (item.get() instanceof CaptureItem.Frame frame) times.add(frame.time());
      }
    }
    assertThat(times).hasSize(5).isSorted();
  }

  private static Passed.Timed datagram(int second) {
    return new Passed.Datagram(T.plusSeconds(second), UNIT, PROXY, new byte[40]);
  }
}
