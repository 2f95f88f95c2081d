package ringfence.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// An implementation of SRTP with contexts for all streams of a cell. Both operations work in place
/// on the packet between position and limit, move the limit, and throw when they are refused.
interface SrtpSubject {
  void protect(int stream, ByteBuffer packet) throws Exception;

  void unprotect(int stream, ByteBuffer packet) throws Exception;

  /// Makes `streams` senders and as many receivers.
  interface Maker {
    SrtpSubject make(String suite, int streams);
  }

  static int ssrc(int stream) {
    return 0x10000 + stream;
  }

  /// A part of the key and salt of a stream, the same for all subjects.
  static byte[] key(int stream, int from, int to) {
    byte[] octets = new byte[to];
    for (int i = 0; i < to; i++) {
      octets[i] = (byte) (i * 7 + stream * 13 + (stream >> 8) * 29 + 1);
    }
    return Arrays.copyOfRange(octets, from, to);
  }
}
