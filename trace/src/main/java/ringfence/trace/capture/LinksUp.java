package ringfence.trace.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What passed on the connections that are up, from their opening on, with the secrets that open
/// them: a capture that begins with it can be read by itself. RFC 8446 5.3 numbers records from the
/// handshake on, so that none may be missing. In bounded memory: the oldest connection goes first.
final class LinksUp {
  private record Kept(long number, Passed passed) {}

  private final long most;
  private final Map<Set<InetSocketAddress>, List<Kept>> links = new LinkedHashMap<>();
  private final KeyLines keys = new KeyLines();
  private long size;
  private long number;

  /// @param most octets of memory
  LinksUp(long most) {
    this.most = most;
  }

  void add(Passed passed) {
    switch (passed) {
      case Passed.Datagram _, Passed.Registers _ -> {}
      case Passed.Secrets(String line) ->
          keys.connection(line).ifPresent(ends -> keep(ends, passed));
      case Passed.Opened(_, var source, var destination, _) -> {
        Set<InetSocketAddress> ends = Set.copyOf(List.of(source, destination));
        forget(ends);
        links.put(ends, new ArrayList<>());
        keep(ends, passed);
      }
      case Passed.Octets(_, var source, var destination, var bytes) -> {
        Set<InetSocketAddress> ends = Set.copyOf(List.of(source, destination));
        if (!links.containsKey(ends)) return;
        keys.hello(ends, bytes).ifPresent(lines -> keep(ends, new Passed.Secrets(lines)));
        keep(ends, passed);
      }
      case Passed.Closed(_, var source, var destination, _) ->
          forget(Set.copyOf(List.of(source, destination)));
    }
  }

  /// All of it, in its order.
  List<Passed> all() {
    return links.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Kept::number))
        .map(Kept::passed)
        .toList();
  }

  private void keep(Set<InetSocketAddress> ends, Passed passed) {
    List<Kept> link = links.get(ends);
    if (link == null) return;
    link.add(new Kept(number++, passed));
    size += Before.size(passed);
    while (size > most) forget(links.keySet().iterator().next());
  }

  private void forget(Set<InetSocketAddress> ends) {
    List<Kept> link = links.remove(ends);
    if (link == null) return;
    for (Kept kept : link) size -= Before.size(kept.passed());
    keys.forget(ends);
  }
}
