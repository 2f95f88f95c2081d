package ringfence.manage.event;

/// How much an event matters, least first; `number` as the unit counts it, `syslog` as RFC 5424
/// section 6.2.1 does.
public enum Severity {
  DEBUG("Debug", 100, 7),
  INFO("Info", 200, 6),
  WARNING("Warning", 300, 4),
  ERROR("Error", 400, 3),
  CRITICAL("Critical", 500, 2);

  private final String text;
  private final int number;
  private final int syslog;

  Severity(String text, int number, int syslog) {
    this.text = text;
    this.number = number;
    this.syslog = syslog;
  }

  /// As the unit writes it: `Warning`.
  public String text() {
    return text;
  }

  public int number() {
    return number;
  }

  public int syslog() {
    return syslog;
  }

  public boolean isAtLeast(Severity least) {
    return number >= least.number;
  }
}
