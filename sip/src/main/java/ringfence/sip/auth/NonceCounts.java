package ringfence.sip.auth;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which nonce counts were used, for a bounded number of nonces. A nonce whose counts had to be
/// forgotten, and any older one that is not remembered, is not taken again.
final class NonceCounts {
  private static final int WINDOW = 64;

  private final int remembered;
  private final Map<Long, Use> uses = new LinkedHashMap<>();
  private long floor;

  /// The highest count, and of the 64 counts up to it which were used; the lowest bit is the
  /// highest count.
  private record Use(long highest, long seen) {}

  /// What a count is.
  enum Found {
    NEW,
    SEEN,
    FORGOTTEN
  }

  NonceCounts(int remembered) {
    this.remembered = remembered;
  }

  /// Marks a count of the nonce with that serial number, which grows from nonce to nonce.
  Found use(long serial, int nonceCount) {
    long count = Integer.toUnsignedLong(nonceCount);
    if (!uses.containsKey(serial) && Long.compareUnsigned(serial, floor) < 0)
      return Found.FORGOTTEN;
    Use before = uses.getOrDefault(serial, new Use(0, 0));
    if (count == 0 || wasUsed(before, count)) return Found.SEEN;
    uses.put(serial, marked(before, count));
    if (uses.size() > remembered) forgetOldest();
    return Found.NEW;
  }

  private static boolean wasUsed(Use use, long count) {
    long back = use.highest() - count;
    if (back < 0) return false;
    return back >= WINDOW || (use.seen() >>> back & 1) == 1;
  }

  private static Use marked(Use use, long count) {
    long ahead = count - use.highest();
    if (ahead <= 0) return new Use(use.highest(), use.seen() | 1L << -ahead);
    return new Use(count, ahead >= WINDOW ? 1 : use.seen() << ahead | 1);
  }

  private void forgetOldest() {
    long oldest = uses.keySet().iterator().next();
    uses.remove(oldest);
    if (Long.compareUnsigned(oldest, floor) >= 0) floor = oldest + 1;
  }

  int size() {
    return uses.size();
  }
}
