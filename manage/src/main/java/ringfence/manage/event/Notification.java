package ringfence.manage.event;

import java.util.Arrays;

/// A kind of event that a product documents: a number that never changes, a sentence, why it
/// happens and what to do. An event without one is a trace, for those who look for a fault.
///
/// ```java
/// Notification LINK_UP =
///     new Notification(SIP_EP, 0x1401, Severity.INFO, "The link to %s is up.",
///         "The server accepted the connection.", "Nothing to do.");
/// log.report(LINK_UP.report(server).about("OpenSIPS"));
/// ```
///
/// @param number unique within the product, shown as four hexadecimal digits
/// @param text one `%s` for each value that [#report] is given
/// @param cause why it happens, a sentence
/// @param cure what to do, a sentence
public record Notification(
    Origin origin, int number, Severity severity, String text, String cause, String cure) {

  /// A service as the source of events.
  ///
  /// @param key as its settings begin: `SipEp`
  /// @param number as the unit numbers it: 1400
  /// @param title as people call it: `SIP Endpoint`
  public record Origin(String key, int number, String title) {}

  public Notification {
    if (number < 1 || number > 0xFFFF) throw new IllegalArgumentException("number " + number);
  }

  /// `1401`.
  public String id() {
    return "%04X".formatted(number);
  }

  /// That it happened.
  public Report report(Object... values) {
    return Report.of(this, text.formatted(Arrays.copyOf(values, values.length)));
  }
}
