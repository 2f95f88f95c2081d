package ringfence.trace.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which connection a line of a key log is for. It names a session by its client random, which
/// stands in the first octets of its connection (RFC 8446 4.1.2); the lines have come before them.
final class KeyLines {
  private static final int MOST_WAITING = 1000;
  private static final int TLS_HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  /// Lines whose connection has not shown itself, by their client random.
  private final Map<String, List<String>> waiting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
          return size() > MOST_WAITING;
        }
      };

  private final Map<String, Set<InetSocketAddress>> byRandom = new HashMap<>();

  /// The ends of the connection that `line` is for; while that has not shown itself the line waits.
  Optional<Set<InetSocketAddress>> connection(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 3) return Optional.empty();
    Set<InetSocketAddress> ends = byRandom.get(words[1]);
    if (ends == null) waiting.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(line);
    return Optional.ofNullable(ends);
  }

  /// The lines that have waited for the connection whose octets these are.
  Optional<String> hello(Set<InetSocketAddress> ends, byte[] bytes) {
    if (bytes.length < 43 || bytes[0] != TLS_HANDSHAKE || bytes[5] != CLIENT_HELLO) {
      return Optional.empty();
    }
    String random = HexFormat.of().formatHex(bytes, 11, 43);
    byRandom.put(random, ends);
    return Optional.ofNullable(waiting.remove(random)).map(lines -> String.join("\n", lines));
  }

  void forget(Set<InetSocketAddress> ends) {
    byRandom.values().removeIf(ends::equals);
  }

  void clear() {
    waiting.clear();
    byRandom.clear();
  }
}
