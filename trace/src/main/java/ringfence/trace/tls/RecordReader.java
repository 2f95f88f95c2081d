package ringfence.trace.tls;

import java.util.ArrayList;
import java.util.List;

/// Cuts what came in one direction into records. It holds one record at most beyond what it was
/// fed. Where octets are missing it goes on at the next octets that look like the header of a
/// record.
final class RecordReader {
  /// What comes out of it.
  sealed interface Piece {
    record Whole(TlsRecord record) implements Piece {}

    /// Octets that begin no record, the first ones of the direction.
    record NotTls(Octets first) implements Piece {}

    /// Octets that begin no record, after some that did.
    record Stray(Octets first) implements Piece {}

    /// Records may be missing before the next one.
    record Resumed() implements Piece {}
  }

  private sealed interface State {
    /// Before the first octet.
    record Fresh() implements State {}

    record Reading() implements State {}

    /// Looking for the next header.
    record Searching() implements State {}

    /// Whatever comes is no TLS.
    record GivenUp() implements State {}
  }

  private static final int MOST_SHOWN = 64;

  private State state = new State.Fresh();
  private final OctetQueue octets = new OctetQueue();

  /// How many octets of the record that is being read are missing.
  private int missing;

  int held() {
    return octets.held();
  }

  List<Piece> feed(byte[] more) {
    if (state instanceof State.GivenUp) return List.of();
    octets.add(more, 0);
    List<Piece> pieces = new ArrayList<>();
    while (octets.length() >= TlsRecord.HEADER) {
      if (!isHeader()) {
        stray(pieces);
        continue;
      }
      if (state instanceof State.Searching) pieces.add(new Piece.Resumed());
      state = new State.Reading();
      int length = TlsRecord.HEADER + octets.u16(3);
      if (length > octets.length()) break;
      pieces.add(new Piece.Whole(record(length)));
      octets.drop(length);
      missing = 0;
    }
    return pieces;
  }

  /// Octets are missing here: what is inside the record being read leaves a hole in it, and more
  /// than that leaves us looking for the next one.
  List<Piece> lost(long count) {
    if (state instanceof State.GivenUp) return List.of();
    boolean inside =
        octets.length() >= TlsRecord.HEADER
            && count <= TlsRecord.HEADER + octets.u16(3) - octets.length();
    if (inside) {
      missing += (int) count;
      return feed(new byte[(int) count]);
    }
    octets.clear();
    missing = 0;
    state = new State.Searching();
    return List.of();
  }

  /// Steps over an octet that begins no record.
  private void stray(List<Piece> pieces) {
    Octets shown = octets.peek(0, Math.min(octets.length(), MOST_SHOWN));
    switch (state) {
      case State.Fresh _ -> {
        pieces.add(new Piece.NotTls(shown));
        state = new State.GivenUp();
        octets.clear();
        return;
      }
      case State.Reading _ -> {
        pieces.add(new Piece.Stray(shown));
        state = new State.Searching();
      }
      case State.Searching _, State.GivenUp _ -> {}
    }
    octets.drop(1);
  }

  private TlsRecord record(int length) {
    var type = ContentType.of(octets.u8(0)).orElseThrow();
    var version = new ProtocolVersion(octets.u16(1));
    return new TlsRecord(type, version, octets.peek(TlsRecord.HEADER, length), missing > 0);
  }

  /// Whether a record may begin here: a known type, version 3.0 to 3.4, a length that is allowed.
  private boolean isHeader() {
    return ContentType.isKnown(octets.u8(0))
        && octets.u8(1) == 3
        && octets.u8(2) <= 4
        && octets.u16(3) <= TlsRecord.MOST;
  }
}
