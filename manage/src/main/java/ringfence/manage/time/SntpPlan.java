package ringfence.manage.time;

import java.time.Duration;
import java.util.List;

/// Whom an SNTP client asks and how often.
///
/// @param servers by priority; the first that answers is believed
/// @param period from one success to the next question
/// @param onError from one failure to the next question
public record SntpPlan(List<NtpServer> servers, Duration period, Duration onError) {
  /// The unit's own: every 1440 minutes, and 60 after a failure.
  public static SntpPlan of(List<NtpServer> servers) {
    return new SntpPlan(servers, Duration.ofMinutes(1440), Duration.ofMinutes(60));
  }

  public SntpPlan {
    servers = List.copyOf(servers);
  }

  public SntpPlan every(Duration time) {
    return new SntpPlan(servers, time, onError);
  }

  public SntpPlan onError(Duration time) {
    return new SntpPlan(servers, period, time);
  }
}
