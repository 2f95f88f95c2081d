package ringfence.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// The UDP sockets of media on one loop: pairs of an even port for RTP and the next for RTCP (RFC
/// 3550 section 11), and the tick that packets are made on.
public final class MediaSockets {
  private static final int MOST_PAIRS = 1000;

  private final Loop loop;
  private final List<WireTap> taps = new CopyOnWriteArrayList<>();

  public MediaSockets(Loop loop) {
    this.loop = loop;
  }

  /// Shows every datagram to `tap`, besides others.
  public void tap(WireTap tap) {
    taps.add(tap);
  }

  /// Shows no more to `tap`.
  public void untap(WireTap tap) {
    taps.remove(tap);
  }

  /// What opening came to.
  public sealed interface Opening {
    record Open(MediaPair pair) implements Opening {}

    /// There is no pair.
    ///
    /// @param reason a sentence for a person
    record Failed(String reason) implements Opening {}
  }

  /// Opens the first free pair from the even port `base` upward. `receiver` is called on the loop.
  public CompletableFuture<Opening> open(
      InetAddress address, int base, MediaPair.Receiver receiver) {
    if (base % 2 != 0 || base < 2) throw new IllegalArgumentException("no even port: " + base);
    var request = new Request(address, base, receiver, new CompletableFuture<>());
    loop.post(() -> tryAt(request, base));
    return request.result();
  }

  private record Request(
      InetAddress address,
      int base,
      MediaPair.Receiver receiver,
      CompletableFuture<Opening> result) {}

  private void tryAt(Request request, int port) {
    if (port > 65534 || port >= request.base() + 2 * MOST_PAIRS) {
      String reason = "No free pair of ports from " + request.base() + " upward.";
      request.result().complete(new Opening.Failed(reason));
      return;
    }
    var pair = new MediaPair(loop, request.receiver(), taps);
    InetAddress address = request.address();
    var _ =
        pair.bind(new InetSocketAddress(address, port), new InetSocketAddress(address, port + 1))
            .whenComplete(
                (_, failure) -> {
                  if (failure == null) {
                    request.result().complete(new Opening.Open(pair));
                  } else {
                    pair.close();
                    retry(request, port, failure);
                  }
                });
  }

  private void retry(Request request, int port, Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("in use")) {
      tryAt(request, port + 2);
    } else {
      request.result().complete(new Opening.Failed("No media port: " + text + "."));
    }
  }

  /// Runs `task` every 20 ms on the loop, against deadlines that do not drift.
  public Loop.Timer tick(Runnable task) {
    return loop.every(Duration.ofMillis(20), task);
  }
}
