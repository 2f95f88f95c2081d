package ringfence.trace.decode;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts datagrams together from their fragments, RFC 791 section 3.2 and RFC 8200 section 4.5, in
/// bounded memory: of those that are not whole the oldest goes first.
final class Fragments {
  private static final int MOST_DATAGRAMS = 1024;
  private static final int MOST_FRAGMENTS = 128;
  private static final int LONGEST_DATAGRAM = 65_535;

  /// RFC 8200 4.5: "within 60 seconds of the reception of the first-arriving fragment"
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A fragment, whose content is the payload of `datagram`.
  record Piece(int identification, int offset, boolean more, Datagram datagram) {
    private int end() {
      return offset + datagram.payload().remaining();
    }

    /// Without the rest of its frame, which may be much longer.
    private Piece alone() {
      return new Piece(identification, offset, more, datagram.alone());
    }
  }

  private record Key(
      InetAddress source, InetAddress destination, int protocol, int identification) {
    /// RFC 791 3.2 counts identifications for each protocol, RFC 8200 4.5 does not.
    static Key of(Piece piece) {
      Datagram its = piece.datagram();
      int protocol = its.source() instanceof Inet4Address ? its.protocol() : 0;
      return new Key(its.source(), its.destination(), protocol, piece.identification());
    }
  }

  private record Waiting(Instant since, List<Piece> pieces, List<Long> frames) {
    Waiting(Instant since) {
      this(since, new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Map<Key, Waiting> waiting = new LinkedHashMap<>();

  /// Takes one fragment; gives the datagram that it completes.
  IpParsed add(Piece piece, Moment moment) {
    Datagram its = piece.datagram();
    Key key = Key.of(piece);
    if (piece.end() > LONGEST_DATAGRAM) return refuse(key, "fragments of more than 65535 octets");
    // RFC 8200 4.5: the length of all but the last is "an integer multiple of 8 octets"
    if (piece.more() && its.payload().remaining() % 8 != 0) {
      return refuse(key, "a fragment in the middle whose length is no multiple of 8");
    }
    forget(moment.time());
    Waiting parts = waiting.computeIfAbsent(key, _ -> new Waiting(moment.time()));
    List<Piece> pieces = parts.pieces();
    if (pieces.stream().anyMatch(it -> same(it, piece))) {
      return new IpParsed.Part(its.source(), its.destination(), its.protocol());
    }
    // RFC 8200 4.5: "If any of the fragments being reassembled overlap with any other fragments
    // ... reassembly of that packet must be abandoned"
    if (pieces.stream().anyMatch(it -> overlap(it, piece))) {
      return refuse(key, "fragments that overlap");
    }
    if (pieces.size() == MOST_FRAGMENTS) return refuse(key, "a datagram in too many fragments");
    pieces.add(piece.alone());
    if (!isWhole(pieces)) {
      parts.frames().add(moment.number());
      return new IpParsed.Part(its.source(), its.destination(), its.protocol());
    }
    waiting.remove(key);
    return new IpParsed.Whole(joined(pieces), parts.frames());
  }

  private IpParsed refuse(Key key, String reason) {
    Waiting parts = waiting.remove(key);
    List<Long> frames = parts == null ? List.of() : parts.frames();
    var why = new Content.Malformed("IP", "RFC 8200 4.5", reason);
    return new IpParsed.Refused(key.source(), key.destination(), frames, why);
  }

  private void forget(Instant now) {
    var oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      boolean late = oldest.next().since().plus(PATIENCE).isBefore(now);
      if (!late && waiting.size() < MOST_DATAGRAMS) return;
      oldest.remove();
    }
  }

  private static boolean same(Piece one, Piece other) {
    return one.offset() == other.offset()
        && one.datagram().payload().equals(other.datagram().payload());
  }

  private static boolean overlap(Piece one, Piece other) {
    return one.offset() < other.end() && other.offset() < one.end();
  }

  /// Sorts the pieces, which do not overlap, and looks whether they go from the beginning to the
  /// last.
  private static boolean isWhole(List<Piece> pieces) {
    pieces.sort(Comparator.comparingInt(Piece::offset));
    int end = 0;
    for (Piece piece : pieces) {
      if (piece.offset() != end) return false;
      end = piece.end();
    }
    return !pieces.getLast().more();
  }

  private static Datagram joined(List<Piece> pieces) {
    var payload = ByteBuffer.allocate(pieces.getLast().end());
    for (Piece piece : pieces) payload.put(piece.datagram().payload().duplicate());
    Datagram first = pieces.getFirst().datagram();
    return new Datagram(first.source(), first.destination(), first.protocol(), payload.flip(), 0);
  }
}
