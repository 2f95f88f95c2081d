package ringfence.trace.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import ringfence.trace.call.Calls;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.export.LadderPage;
import ringfence.trace.export.LadderRows;
import ringfence.trace.export.LadderText;
import ringfence.trace.export.ListText;
import ringfence.trace.export.Redaction;
import ringfence.trace.export.Showing;
import ringfence.trace.export.TraceJson;
import ringfence.trace.quality.Streams;

/// Rows shown in every form, so that what shows them is tried too.
final class Shown {
  private final Redaction redaction = new Redaction();
  private final ListText list = new ListText(new Showing.Plain());
  private final TraceJson json = new TraceJson(redaction);
  private final LadderRows ladder = new LadderRows();
  private final Calls calls = new Calls();
  private final Streams streams = new Streams();

  void add(List<Row> rows) {
    var text = new StringBuilder();
    for (Row row : rows) {
      list.add(row, text);
      json.row(row);
      calls.add(row);
      streams.add(row);
      ladder.add(row);
      if (row.content() instanceof Content.Sip sip) redaction.message(sip.message());
    }
    withoutCommands(text);
  }

  private static void withoutCommands(CharSequence text) {
    if (text.chars().anyMatch(it -> Character.isISOControl(it) && it != '\n')) {
      throw new IllegalStateException("a text with commands for a terminal: " + text);
    }
  }

  void end() {
    json.closing(calls.records(), streams.qualities());
    withoutCommands(LadderText.of(ladder.rows(), new Showing.Plain()));
    try {
      LadderPage.write(new StringBuilder(), "", ladder, redaction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is no capture is refused with a sentence.
  void refused(IOException why) {
    if (String.valueOf(why.getMessage()).isBlank()) throw new IllegalStateException(why);
  }
}
