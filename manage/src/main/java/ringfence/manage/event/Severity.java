package ringfence.manage.event;

/// How much an event matters, least first; `number` as the unit counts it, `syslog` as RFC 5424
/// section 6.2.1 does.
public enum Severity {
  DEBUG(100, 7),
  INFO(200, 6),
  WARNING(300, 4),
  ERROR(400, 3),
  CRITICAL(500, 2);

  private final int number;
  private final int syslog;

  Severity(int number, int syslog) {
    this.number = number;
    this.syslog = syslog;
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
