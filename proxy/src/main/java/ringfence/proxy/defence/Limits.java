package ringfence.proxy.defence;

import java.time.Duration;
import java.util.List;

/// How much anyone may ask for.
///
/// @param requestsPerSecond of one source, with bursts of ten times as many
/// @param failures wrong passwords of a source in a minute, after which it is banned
/// @param accountFailures wrong passwords for one account in ten minutes, after which only sources
///   that proved its password before are asked for it
/// @param strangers users that do not exist whom one source may name in ten minutes before it is
///   banned
/// @param ban how long
/// @param scannerAgents how the User-Agent of a scanner begins, in lower case
/// @param callsPerUser at once; 0 for as many as they like
/// @param callsPerSource at once; 0 for as many as they like
public record Limits(
    int requestsPerSecond,
    int failures,
    int accountFailures,
    int strangers,
    Duration ban,
    List<String> scannerAgents,
    int callsPerUser,
    int callsPerSource) {
  public Limits {
    scannerAgents = List.copyOf(scannerAgents);
  }

  public static Limits usual() {
    return new Limits(1000, 10, 100, 20, Duration.ofMinutes(10), Scanners.KNOWN, 0, 0);
  }
}
