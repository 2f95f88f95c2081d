package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// One direction of a TCP connection put in order, RFC 9293 section 3.4: what comes twice counts
/// once, what comes early waits, and what never comes is said and left out, so that memory stays
/// bounded.
final class OrderedStream {
  /// A copy of octets, or the SYN before them, comes late by so many at most.
  static final int LATE = 1 << 20;

  /// Octets that come early wait so long for those before them.
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MOST_WAITING = 256;
  private static final int MOST_WAITING_OCTETS = 1 << 20;

  /// What a segment that waits takes beside its octets.
  private static final int OVERHEAD = 160;

  /// What comes out, in order.
  sealed interface Piece {
    record Data(ByteBuffer octets) implements Piece {}

    /// Octets that the capture does not have.
    record Gap(long octets) implements Piece {}
  }

  private record Early(int sequence, ByteBuffer octets, Instant since) {}

  private final List<Early> early = new ArrayList<>();
  private int earlyOctets;
  private boolean begun;
  private int next;

  /// The connection begins: the first octet has the number after the SYN's.
  ///
  /// @return whether it does so in place of another; not where the SYN comes late, behind octets
  ///   that follow it
  boolean begin(int initialSequence) {
    int seen = next - (initialSequence + 1);
    if (begun && seen >= 0 && seen <= LATE) return false;
    boolean another = begun;
    early.clear();
    earlyOctets = 0;
    begun = true;
    next = initialSequence + 1;
    return another;
  }

  /// Takes the payload of a segment, which begins at `sequence`. A stream whose beginning was not
  /// captured begins with the first octet that was: a segment without any may be a keep-alive,
  /// whose number is one before, RFC 9293 3.8.4.
  List<Piece> add(int sequence, ByteBuffer payload, Instant now) {
    List<Piece> pieces = new ArrayList<>(1);
    if (!begun && payload.hasRemaining()) {
      begun = true;
      next = sequence;
    }
    if (payload.hasRemaining()) put(new Early(sequence, payload, now), pieces);
    boolean tooMuch = early.size() > MOST_WAITING || earlyOctets > MOST_WAITING_OCTETS;
    boolean tooLong = !early.isEmpty() && early.getFirst().since().plus(PATIENCE).isBefore(now);
    if (tooMuch || tooLong) leaveOut(pieces);
    return pieces;
  }

  /// Nothing more comes: what waits is given out behind its gaps.
  List<Piece> end() {
    List<Piece> pieces = new ArrayList<>();
    while (!early.isEmpty()) leaveOut(pieces);
    return pieces;
  }

  /// The number of the octet that is to come; empty where none is known.
  OptionalInt next() {
    return begun ? OptionalInt.of(next) : OptionalInt.empty();
  }

  /// How many octets of memory those that wait take.
  long held() {
    return earlyOctets + (long) early.size() * OVERHEAD;
  }

  private void put(Early segment, List<Piece> pieces) {
    // RFC 9293 3.4: sequence numbers are compared modulo 2^32
    if (segment.sequence() - next > 0) {
      wait(segment);
      return;
    }
    take(segment, pieces);
    takeEarly(pieces);
  }

  private void wait(Early segment) {
    int at = early.size();
    while (at > 0 && early.get(at - 1).sequence() - segment.sequence() > 0) at--;
    // a copy: the frame around it may be much longer
    var octets = ByteBuffer.allocate(segment.octets().remaining());
    octets.put(segment.octets().duplicate()).flip();
    early.add(at, new Early(segment.sequence(), octets, segment.since()));
    earlyOctets += segment.octets().remaining();
  }

  private void takeEarly(List<Piece> pieces) {
    while (!early.isEmpty() && early.getFirst().sequence() - next <= 0) {
      Early first = early.removeFirst();
      earlyOctets -= first.octets().remaining();
      take(first, pieces);
    }
  }

  /// Takes what is new of a segment that does not begin behind the next octet.
  private void take(Early segment, List<Piece> pieces) {
    int seen = next - segment.sequence();
    int fresh = segment.octets().remaining() - seen;
    if (seen < 0 || fresh <= 0) return;
    pieces.add(new Piece.Data(segment.octets().slice(segment.octets().position() + seen, fresh)));
    next += fresh;
  }

  private void leaveOut(List<Piece> pieces) {
    int first = early.getFirst().sequence();
    pieces.add(new Piece.Gap(Integer.toUnsignedLong(first - next)));
    next = first;
    takeEarly(pieces);
  }
}
