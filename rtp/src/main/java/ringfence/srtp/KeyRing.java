package ringfence.srtp;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// The keys of a session in one direction, told apart by the MKI of each packet, RFC 3711 section
/// 3.2.2.
final class KeyRing implements AutoCloseable {
  /// Stands for a key when a packet names none that is ours.
  static final int UNKNOWN = -1;

  private final PacketTransform[] transforms;
  private final byte[][] identifiers;
  private final long[] left;

  /// Keys whose identifiers differ and are of one length; `most` packets for each, or its own
  /// lifetime when that is less.
  KeyRing(List<IdentifiedKey> keys, long most, Function<IdentifiedKey, PacketTransform> transform) {
    if (keys.isEmpty()) throw new IllegalArgumentException("a session without key");
    if (keys.stream().map(IdentifiedKey::identifier).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("two keys with the same MKI");
    }
    if (keys.stream().mapToInt(key -> key.identifier().length()).distinct().count() > 1) {
      throw new IllegalArgumentException("MKIs of different lengths");
    }
    transforms = keys.stream().map(transform).toArray(PacketTransform[]::new);
    identifiers = keys.stream().map(key -> key.identifier().octets()).toArray(byte[][]::new);
    left = keys.stream().mapToLong(key -> Math.min(most, key.lifetime())).toArray();
  }

  /// How many octets a packet grows by, with whichever key.
  int overhead() {
    return transforms[0].overhead();
  }

  /// How many octets an RTCP packet has behind the word with its index.
  int behindWord() {
    return transforms[0].behindWord();
  }

  /// The number of the key that the packet in the span names, or UNKNOWN.
  int named(PacketSpan packet) {
    int length = identifiers[0].length;
    if (length == 0) return 0;
    int at = packet.offset + packet.length - transforms[0].behindIdentifier() - length;
    for (int key = 0; key < identifiers.length; key++) {
      if (equal(packet.bytes, at, identifiers[key])) return key;
    }
    return UNKNOWN;
  }

  private static boolean equal(byte[] bytes, int at, byte[] identifier) {
    for (int i = 0; i < identifier.length; i++) {
      if (bytes[at + i] != identifier[i]) return false;
    }
    return true;
  }

  PacketTransform transform(int key) {
    return transforms[key];
  }

  boolean isExpired(int key) {
    return left[key] == 0;
  }

  void used(int key) {
    left[key]--;
  }

  @Override
  public void close() {
    Arrays.fill(left, 0);
    for (PacketTransform transform : transforms) transform.close();
  }
}
