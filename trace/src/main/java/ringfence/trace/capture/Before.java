package ringfence.trace.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// What passed before anybody knew that it would matter, in bounded memory: datagrams of the last
/// seconds, and connections for as long as there is room, because TLS is read from its handshake
/// on. Where there is no room the oldest datagrams go first.
final class Before {
  /// What one costs beside its octets.
  private static final int OVERHEAD = 120;

  private record Kept(long number, Passed passed, int size) {}

  private final Duration time;
  private final long most;
  private final Deque<Kept> datagrams = new ArrayDeque<>();
  private final Deque<Kept> streams = new ArrayDeque<>();
  private long size;
  private long number;

  /// @param time for which datagrams are kept
  /// @param most octets of memory
  Before(Duration time, long most) {
    this.time = time;
    this.most = most;
  }

  void add(Passed passed) {
    var kept = new Kept(number++, passed, size(passed));
    size += kept.size();
    if (passed instanceof Passed.Datagram datagram) {
      datagrams.addLast(kept);
      forgetBefore(datagram.time().minus(time));
    } else {
      streams.addLast(kept);
    }
    while (size > most) drop(datagrams.isEmpty() ? streams : datagrams);
  }

  /// All that is kept, in its order; nothing is kept afterwards.
  List<Passed> take() {
    List<Kept> all = new ArrayList<>(datagrams);
    all.addAll(streams);
    all.sort(Comparator.comparingLong(Kept::number));
    datagrams.clear();
    streams.clear();
    size = 0;
    return all.stream().map(Kept::passed).toList();
  }

  private void forgetBefore(Instant oldest) {
    while (datagrams.getFirst().passed() instanceof Passed.Datagram first
        && first.time().isBefore(oldest)) {
      drop(datagrams);
    }
  }

  private void drop(Deque<Kept> from) {
    size -= from.removeFirst().size();
  }

  /// What it costs to keep that, in octets.
  static int size(Passed passed) {
    return OVERHEAD
        + switch (passed) {
          case Passed.Datagram it -> it.bytes().length;
          case Passed.Octets it -> it.bytes().length;
          case Passed.Secrets(String lines) -> lines.length();
          case Passed.Opened _, Passed.Closed _, Passed.Registers _ -> 0;
        };
  }
}
