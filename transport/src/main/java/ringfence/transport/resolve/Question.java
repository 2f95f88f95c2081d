package ringfence.transport.resolve;

import java.util.Locale;

/// What a DNS server is asked: records of one kind, of one name.
///
/// @param name in lower case, without a dot at its end
public record Question(String name, Kind kind) {
  /// The kinds that locating a SIP server needs, RFC 3263.
  public enum Kind {
    A,
    AAAA,
    SRV,
    NAPTR
  }

  public Question {
    String lower = name.toLowerCase(Locale.ROOT);
    name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  @Override
  public String toString() {
    return name + " " + kind;
  }
}
