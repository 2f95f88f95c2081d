package ringfence.manage.time;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time server: a name or address, and its port.
public record NtpServer(String host, int port) {
  private static final int NTP = 123;
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]{1,253})(?::(\\d{1,5}))?");

  /// Reads `2.de.pool.ntp.org:123` or `[2001:db8::1]:123`; no port and port 0 are 123.
  public static Optional<NtpServer> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) return Optional.empty();
    int port = Optional.ofNullable(form.group(2)).map(Integer::parseInt).orElse(0);
    if (port > 65535) return Optional.empty();
    return Optional.of(new NtpServer(form.group(1), port == 0 ? NTP : port));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
