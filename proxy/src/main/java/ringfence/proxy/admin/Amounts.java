package ringfence.proxy.admin;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Times, sizes and addresses as people read them.
public final class Amounts {
  private Amounts() {}

  /// To the second: `2026-01-01 00:00:00Z`.
  public static String moment(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }

  /// In its two largest units: `40 s`, `5 min 3 s`, `2 h 10 min`, `3 d 4 h`.
  public static String span(Duration span) {
    Duration some = span.isNegative() ? Duration.ZERO : span;
    if (some.toDays() > 0) return some.toDays() + " d " + some.toHoursPart() + " h";
    if (some.toHours() > 0) return some.toHours() + " h " + some.toMinutesPart() + " min";
    if (some.toMinutes() > 0) return some.toMinutes() + " min " + some.toSecondsPart() + " s";
    return some.toSeconds() + " s";
  }

  /// `12.5 ms`.
  public static String brief(Duration span) {
    return String.format(Locale.ROOT, "%.1f ms", span.toNanos() / 1e6);
  }

  /// `812 B`, `1.5 kB`, `3.2 MB`.
  public static String octets(long octets) {
    if (octets < 1000) return octets + " B";
    if (octets < 1_000_000) return String.format(Locale.ROOT, "%.1f kB", octets / 1e3);
    return String.format(Locale.ROOT, "%.1f MB", octets / 1e6);
  }

  /// `192.0.2.1:5061`, `[2001:db8::1]:5061`.
  public static String address(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
