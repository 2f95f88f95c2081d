package ringfence.adapter.gateway;

import java.time.Duration;
import ringfence.transport.EndpointOptions.Times;
import ringfence.transport.TcpProbes;

/// When a server is asked whether it is there, and how long its answer is waited for. Both together
/// are the interval of the settings, so that within it a server that falls silent is noticed.
record KeepAliveTimes(Duration every, Duration patience) {
  private static final Duration LONGEST = Duration.ofSeconds(10); // RFC 5626 4.4.1: "10 seconds"

  static KeepAliveTimes within(Duration interval) {
    Duration half = interval.dividedBy(2);
    Duration patience = half.compareTo(LONGEST) < 0 ? half : LONGEST;
    return new KeepAliveTimes(interval.minus(patience), patience);
  }

  /// The same by pings on a link.
  Times pings(Times times) {
    return times.withPing(every, patience);
  }

  /// The same by TCP itself.
  ///
  /// @param retries how many probes follow the first
  Times probes(Times times, int retries) {
    int count = retries + 1;
    return times.withProbes(new TcpProbes(every, patience.dividedBy(count), count));
  }
}
