package ringfence.manage.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A report with its place in the log: `id` grows by one with each event of a service and wraps at
/// 16 bits, as the unit's trace lines count.
public record Event(int id, Instant time, Report report) {
  public Severity severity() {
    return report.severity();
  }

  public String service() {
    return report.service();
  }

  public String about() {
    return report.about();
  }

  public String sentence() {
    return report.sentence();
  }

  public Map<String, String> fields() {
    return report.fields();
  }

  public Optional<Notification> notification() {
    return report.notification();
  }

  /// `[OpenSIPS] sentence peer=192.0.2.1:5061`, on one line.
  public String message() {
    return oneLine(aboutText() + sentence()) + fieldText();
  }

  /// The unit's trace line: `SipEngine [0568] [OpenSIPS] sentence`. Control characters become
  /// spaces, so that one event is one line.
  @Override
  public String toString() {
    return oneLine("%s [%04X] %s%s".formatted(service(), id, aboutText(), sentence()));
  }

  private String aboutText() {
    return about().isEmpty() ? "" : "[" + about() + "] ";
  }

  /// The fields as ` name=value name="a value"`, or nothing.
  String fieldText() {
    return oneLine(
        fields().entrySet().stream()
            .map(field -> " " + field.getKey() + "=" + quoted(field.getValue()))
            .collect(Collectors.joining()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String quoted(String value) {
    if (value.matches("[^\\s\"]+")) return value;
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
