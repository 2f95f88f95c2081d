package ringfence.media.session;

import java.time.Duration;
import java.util.Optional;
import ringfence.media.jitter.JitterCounts;

/// What a session has done so far.
///
/// @param sent RTP packets
/// @param received RTP packets that were believed
/// @param lost RTP packets that did not come
/// @param lossPercent of those that should have come
/// @param peerLossPercent what the peer last said that it misses of ours, if it did
/// @param jitter between arrivals; RFC 3550 section 6.4.1
/// @param roundTrip by the last report of the peer about us
public record SessionStatistics(
    long sent,
    long received,
    long lost,
    double lossPercent,
    Optional<Double> peerLossPercent,
    Duration jitter,
    Optional<Duration> roundTrip,
    JitterCounts buffer,
    SecurityStatement security) {
  /// Frames of 20 ms that were made up.
  public long concealed() {
    return buffer.concealed();
  }
}
