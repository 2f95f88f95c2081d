package ringfence.trace.tls;

/// Octets that wait: added at the end, taken from the front, each copied a bounded number of times
/// however small the pieces are.
final class OctetQueue {
  private byte[] octets = new byte[256];
  private int first;
  private int end;

  int length() {
    return end - first;
  }

  /// How many octets of memory it has.
  int held() {
    return octets.length;
  }

  /// The octet at a place counted from the front, 0 to 255.
  int u8(int at) {
    return octets[first + at] & 0xFF;
  }

  int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  void add(byte[] more, int from) {
    int count = more.length - from;
    if (octets.length - end < count) makeRoom(count);
    System.arraycopy(more, from, octets, end, count);
    end += count;
  }

  private void makeRoom(int count) {
    int waiting = length();
    // moved within the array only when half of it is free, so that moving pays
    boolean grow = waiting + count > octets.length / 2;
    byte[] larger = grow ? new byte[2 * (waiting + count)] : octets;
    System.arraycopy(octets, first, larger, 0, waiting);
    octets = larger;
    first = 0;
    end = waiting;
  }

  /// A copy of octets counted from the front, which stay.
  Octets peek(int from, int to) {
    return Octets.of(octets, first + from, first + to);
  }

  void drop(int count) {
    first += count;
    if (first == end) clear();
  }

  void clear() {
    first = 0;
    end = 0;
  }
}
