package ringfence.trace.tls;

import java.util.ArrayList;
import java.util.List;

/// Puts handshake messages together that come in several records, and takes those apart that come
/// in one. A message is held until it is whole, up to a bound; a longer one is left out.
final class HandshakeReader {
  /// Type and length, RFC 8446 section 4.
  static final int HEADER = 4;

  /// Longer than any chain of certificates that works.
  static final int MOST = 1 << 18;

  /// A message with its header, as it goes into the transcript.
  ///
  /// @param leftOut whether it was too long, and the header is all there is
  record Whole(int type, Octets octets, boolean leftOut) {
    Cursor body() {
      Cursor in = octets.cursor();
      in.take(HEADER);
      return in;
    }

    int length() {
      return octets.length() - HEADER;
    }
  }

  private final OctetQueue octets = new OctetQueue();

  /// How many octets are still to come of a message that is left out.
  private int skipped;

  int held() {
    return octets.held();
  }

  List<Whole> feed(Octets fragment) {
    byte[] more = fragment.toArray();
    int from = Math.min(skipped, more.length);
    skipped -= from;
    octets.add(more, from);
    List<Whole> messages = new ArrayList<>();
    while (octets.length() >= HEADER) {
      int length = HEADER + (octets.u8(1) << 16 | octets.u16(2));
      boolean leftOut = length > MOST;
      if (!leftOut && length > octets.length()) break;
      messages.add(new Whole(octets.u8(0), octets.peek(0, leftOut ? HEADER : length), leftOut));
      int taken = Math.min(length, octets.length());
      skipped = length - taken;
      octets.drop(taken);
    }
    return messages;
  }

  /// Forgets what is not whole, after a gap.
  void forget() {
    octets.clear();
    skipped = 0;
  }
}
