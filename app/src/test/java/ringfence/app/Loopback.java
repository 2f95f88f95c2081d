package ringfence.app;

import java.util.concurrent.atomic.AtomicInteger;

/// A loopback network for each test of each build, so that none meets another's sockets.
public final class Loopback {
  private static final int BUILD = (int) (ProcessHandle.current().pid() % 200);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Loopback() {}

  /// The first three octets.
  public static String network() {
    return "127." + (20 + BUILD) + "." + (1 + NEXT.getAndIncrement());
  }
}
