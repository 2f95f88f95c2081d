package ringfence.trace.export;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import ringfence.trace.decode.Row;

/// The columns of a ladder: one for each host, or for each port of a host that talks to itself, in
/// the order in which they are first seen.
record Columns(Function<InetSocketAddress, String> naming, List<String> names) {
  /// More ports of one host are not drawn side by side.
  private static final int MOST_PORTS = 12;

  static Columns of(List<Row> rows, Showing showing) {
    int ports = named(rows, showing::address).size();
    boolean alone = named(rows, showing::host).size() == 1 && ports <= MOST_PORTS;
    Function<InetSocketAddress, String> naming = alone ? showing::address : showing::host;
    return new Columns(naming, List.copyOf(named(rows, naming)));
  }

  private static SequencedSet<String> named(
      List<Row> rows, Function<InetSocketAddress, String> naming) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (Row row : rows) {
      names.add(naming.apply(row.source()));
      names.add(naming.apply(row.destination()));
    }
    return names;
  }

  int size() {
    return names.size();
  }

  /// The column of an address, counted from 0.
  int of(InetSocketAddress address) {
    return names.indexOf(naming.apply(address));
  }
}
