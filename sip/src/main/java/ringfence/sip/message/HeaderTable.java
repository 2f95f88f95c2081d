package ringfence.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Finds the known header that a name in a message means, without making text of the name.
final class HeaderTable {
  private static final int SLOTS = 512;

  private final byte[][] names = new byte[SLOTS][];
  private final Header<?>[] headers = new Header<?>[SLOTS];

  /// What stands for a header that is not known.
  static final Header<String> UNKNOWN = Header.text("unknown");

  HeaderTable(List<Header<?>> known) {
    for (Header<?> header : known) {
      put(header.name(), header);
      if (!header.compact().isEmpty()) put(header.compact(), header);
    }
  }

  private void put(String name, Header<?> header) {
    byte[] lower = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    int slot = hash(lower, 0, lower.length);
    while (names[slot] != null) slot = slot + 1 & SLOTS - 1;
    names[slot] = lower;
    headers[slot] = header;
  }

  private static int hash(byte[] bytes, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) hash = hash * 31 + (bytes[i] | 0x20);
    return (hash ^ hash >> 9) & SLOTS - 1;
  }

  /// The header of the name in `bytes` from `start` to `end`, or [#UNKNOWN].
  Header<?> find(byte[] bytes, int start, int end) {
    int slot = hash(bytes, start, end);
    while (names[slot] != null) {
      if (same(names[slot], bytes, start, end)) return headers[slot];
      slot = slot + 1 & SLOTS - 1;
    }
    return UNKNOWN;
  }

  private static boolean same(byte[] lower, byte[] bytes, int start, int end) {
    if (lower.length != end - start) return false;
    for (int i = 0; i < lower.length; i++) {
      int c = bytes[start + i];
      if (c >= 'A' && c <= 'Z') c |= 0x20;
      if (c != lower[i]) return false;
    }
    return true;
  }
}
