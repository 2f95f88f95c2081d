package ringfence.trace.quality;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ringfence.rtcp.ReceptionStatistics;
import ringfence.rtp.Ssrc;
import ringfence.sdp.RtpMap;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// Counts the RTP streams of a capture, the first ten thousand of them.
public final class Streams {
  private static final int MOST = 10_000;
  private static final Duration PACKETIZATION = Duration.ofMillis(20);

  /// Looked up for each packet, where the comparison that the compiler makes for a record is slow.
  private record Key(InetSocketAddress source, InetSocketAddress destination, Ssrc ssrc) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key it
          && ssrc.bits() == it.ssrc.bits()
          && source.equals(it.source)
          && destination.equals(it.destination);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * source.hashCode() + destination.hashCode()) + ssrc.bits();
    }
  }

  private static final class Counted {
    private final RtpMap codec;
    private final ReceptionStatistics statistics;
    private final Instant begun;
    private final Seen seen = new Seen();
    private Content.Security security;
    private Instant ended;
    private long packets;

    Counted(Content.Rtp first, Instant begun) {
      this.codec = first.codec();
      this.statistics =
          new ReceptionStatistics(first.header().ssrc(), Math.max(1, codec.clockRate()));
      this.begun = begun;
      this.ended = begun;
      this.security = first.security();
    }
  }

  private final Map<Key, Counted> streams = new LinkedHashMap<>();

  /// Takes a row and tells whether it begins a stream; one that is no RTP changes nothing.
  public boolean add(Row row) {
    if (!(row.content() instanceof Content.Rtp rtp)) return false;
    if (rtp.security() == Content.Security.REPEATED) return false;
    var key = new Key(row.source(), row.destination(), rtp.header().ssrc());
    boolean begins = !streams.containsKey(key);
    if (begins && streams.size() == MOST) return false;
    Counted stream = streams.computeIfAbsent(key, _ -> new Counted(rtp, row.time()));
    if (stream.seen.repeats(rtp.header().sequenceNumber())) return false;
    stream.statistics.count(
        rtp.header().sequenceNumber().value(), rtp.header().timestamp(), row.time());
    stream.packets++;
    stream.ended = row.time();
    if (rtp.security().isReadable()) stream.security = rtp.security();
    return begins;
  }

  /// The streams, in the order of their beginning.
  public List<StreamQuality> qualities() {
    return streams.entrySet().stream().map(it -> quality(it.getKey(), it.getValue())).toList();
  }

  private static StreamQuality quality(Key key, Counted stream) {
    long lost = Math.max(0, stream.statistics.lost());
    long nanos =
        stream.statistics.jitter() * 1_000_000_000L / Math.max(1, stream.codec.clockRate());
    var jitter = Duration.ofNanos(nanos);
    double percent = 100.0 * lost / Math.max(1, stream.packets + lost);
    var delay = PACKETIZATION.plus(jitter.multipliedBy(2));
    return new StreamQuality(
        key.source(),
        key.destination(),
        key.ssrc(),
        stream.codec.encodingName(),
        stream.security,
        stream.begun,
        stream.ended,
        stream.packets,
        lost,
        jitter,
        Emodel.mos(stream.codec.encodingName(), percent, delay));
  }
}
