package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// The media that went from one address to another: how much, and how it was protected.
final class MediaWay {
  private static final int MOST_TURNS = 50;

  /// From this packet on the protection was another than before, or the source.
  ///
  /// @param before the sequence number of the packet before it
  record Turn(
      long frame, Ssrc ssrc, int before, int sequence, Content.Security was, Content.Security is) {}

  private final InetSocketAddress source;
  private final InetSocketAddress destination;
  private final List<Turn> turns = new ArrayList<>();
  private Optional<Found<Content.Rtp>> first = Optional.empty();
  private Optional<Found<Content.Rtp>> last = Optional.empty();
  private Optional<Found<Content.Rtcp>> clearRtcp = Optional.empty();
  private long packets;
  private long locked;

  MediaWay(InetSocketAddress source, InetSocketAddress destination) {
    this.source = source;
    this.destination = destination;
  }

  void add(Row row, Content.Rtp rtp) {
    var found = new Found<>(row.number(), row.time(), rtp);
    last.ifPresent(before -> turn(before.what(), found));
    if (first.isEmpty()) first = Optional.of(found);
    last = Optional.of(found);
    packets++;
    if (rtp.security() == Content.Security.LOCKED) locked++;
  }

  private void turn(Content.Rtp before, Found<Content.Rtp> now) {
    Content.Rtp is = now.what();
    boolean same = before.security() == is.security() && ssrc(before).equals(ssrc(is));
    if (same || turns.size() >= MOST_TURNS) return;
    turns.add(
        new Turn(
            now.frame(),
            ssrc(is),
            before.header().sequenceNumber().value(),
            is.header().sequenceNumber().value(),
            before.security(),
            is.security()));
  }

  private static Ssrc ssrc(Content.Rtp rtp) {
    return rtp.header().ssrc();
  }

  void add(Row row, Content.Rtcp rtcp) {
    if (rtcp.security() == Content.Security.CLEAR && clearRtcp.isEmpty()) {
      clearRtcp = Optional.of(new Found<>(row.number(), row.time(), rtcp));
    }
  }

  InetSocketAddress source() {
    return source;
  }

  InetSocketAddress destination() {
    return destination;
  }

  List<Turn> turns() {
    return turns;
  }

  Optional<Found<Content.Rtp>> first() {
    return first;
  }

  Optional<Found<Content.Rtp>> last() {
    return last;
  }

  Optional<Found<Content.Rtcp>> clearRtcp() {
    return clearRtcp;
  }

  long packets() {
    return packets;
  }

  /// Those that no known key opened.
  long locked() {
    return locked;
  }

  @Override
  public String toString() {
    return Link.text(source) + " to " + Link.text(destination);
  }
}
