package ringfence.adapter.unit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// An address on loopback for each test of each build, so that none meets another's sockets.
final class Loopback {
  private static final int BUILD = (int) (ProcessHandle.current().pid() % 200);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Loopback() {}

  static InetAddress address() {
    int number = NEXT.getAndIncrement();
    String text = "127.%d.%d.%d".formatted(20 + BUILD, 128 + number / 250, 1 + number % 250);
    return InetAddress.ofLiteral(text);
  }

  /// A port that no datagram socket has there just now.
  static int freePort(InetAddress address) {
    try (var probe = new DatagramSocket(0, address)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
