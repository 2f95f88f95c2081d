package ringfence.proxy.log;

import java.io.PrintStream;
import java.util.function.Consumer;
import ringfence.manage.event.Event;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Severity;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonObject;

/// Writes an event as a JSON object on a line, for programs that gather logs.
///
/// ```
/// {"time":"2026-01-01T00:00:00Z","severity":"Warning","service":"Defence","id":"5301",
///  "about":"203.0.113.9","message":"A source is banned.","cause":"too many wrong passwords",
///  "why":"…","cure":"…"}
/// ```
public final class JsonLines implements Consumer<Event> {
  private final PrintStream out;
  private final Severity least;

  /// Writes what is at least so severe.
  public JsonLines(PrintStream out, Severity least) {
    this.out = out;
    this.least = least;
  }

  @Override
  public void accept(Event event) {
    if (event.severity().isAtLeast(least)) out.println(line(event));
  }

  static String line(Event event) {
    JsonObject line =
        Json.object()
            .put("time", event.time().toString())
            .put("severity", event.severity().text())
            .put("service", event.service())
            .put("id", event.notification().map(Notification::id).orElse("-"))
            .put("about", event.about())
            .put("message", event.sentence());
    for (var field : event.fields().entrySet()) line = line.put(field.getKey(), field.getValue());
    if (event.notification().isEmpty()) return line.toString();
    Notification kind = event.notification().get();
    return line.put("why", kind.cause()).put("cure", kind.cure()).toString();
  }
}
