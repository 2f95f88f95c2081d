package ringfence.app.trace;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import ringfence.trace.call.Calls;
import ringfence.trace.decode.Row;
import ringfence.trace.export.ClearCapture;
import ringfence.trace.export.HandshakeText;
import ringfence.trace.export.LadderPage;
import ringfence.trace.export.LadderRows;
import ringfence.trace.export.LadderText;
import ringfence.trace.export.ListText;
import ringfence.trace.export.Showing;
import ringfence.trace.export.StreamText;
import ringfence.trace.export.TraceJson;
import ringfence.trace.lesson.Lesson;
import ringfence.trace.lesson.LessonPage;
import ringfence.trace.quality.Streams;

/// Something that `trace` makes of the rows of a capture.
interface TraceOutput {
  /// Takes a row that the filter let through.
  void add(Row row) throws IOException;

  /// There are no more.
  void end() throws IOException;

  /// The list.
  final class Table implements TraceOutput {
    private static final int AT_ONCE = 1 << 16;

    private final int atOnce;
    private final PrintWriter out;
    private final ListText list;
    private StringBuilder lines = new StringBuilder();

    /// @param live whether somebody waits for each row
    Table(PrintWriter out, Showing showing, boolean live) {
      this.out = out;
      this.list = new ListText(showing);
      this.atOnce = live ? 0 : AT_ONCE;
      // held back with the first rows: who gave what cannot be read gets one line, and no heading
      this.lines.append(ListText.heading()).append('\n');
    }

    @Override
    public void add(Row row) throws IOException {
      list.add(row, lines);
      if (lines.length() > atOnce) write();
    }

    private void write() throws IOException {
      out.print(lines);
      // a new one: what held one wide character once writes wide ones ever after, at double the
      // cost
      lines = new StringBuilder(atOnce + 4096);
      // whoever read the list has gone, as `head` does
      if (out.checkError()) throw new IOException("nobody reads the list");
    }

    @Override
    public void end() throws IOException {
      write();
    }
  }

  /// One JSON object.
  final class JsonObject implements TraceOutput {
    private final PrintWriter out;
    private final TraceJson json;
    private final Calls calls = new Calls();
    private final Streams streams = new Streams();

    JsonObject(PrintWriter out, Showing showing) {
      this.out = out;
      this.json = new TraceJson(showing);
      out.print(TraceJson.opening());
    }

    @Override
    public void add(Row row) {
      out.print(json.row(row));
      calls.add(row);
      streams.add(row);
    }

    @Override
    public void end() {
      out.println(json.closing(calls.records(), streams.qualities()));
    }
  }

  /// A ladder as text.
  record Ladder(PrintWriter out, Showing showing, LadderRows rows) implements TraceOutput {
    Ladder(PrintWriter out, Showing showing) {
      this(out, showing, new LadderRows());
    }

    @Override
    public void add(Row row) {
      rows.add(row);
    }

    @Override
    public void end() {
      out.println(LadderText.of(rows.rows(), showing));
      if (rows.leftOut() > 0) out.println(rows.leftOutText());
    }
  }

  /// A ladder as an HTML file.
  record Page(Path file, String title, Showing showing, LadderRows rows) implements TraceOutput {
    Page(Path file, String title, Showing showing) {
      this(file, title, showing, new LadderRows());
    }

    @Override
    public void add(Row row) {
      rows.add(row);
    }

    @Override
    public void end() throws IOException {
      try (Writer out = Files.newBufferedWriter(file)) {
        LadderPage.write(out, title, rows, showing);
      }
    }
  }

  /// The first secure call step by step, as an HTML file.
  record Told(Path file, String title, Showing showing, Lesson lesson) implements TraceOutput {
    Told(Path file, String title, Showing showing) {
      this(file, title, showing, new Lesson());
    }

    @Override
    public void add(Row row) {
      lesson.add(row);
    }

    @Override
    public void end() throws IOException {
      try (Writer out = Files.newBufferedWriter(file)) {
        LessonPage.write(out, title, lesson.steps(), showing);
      }
    }
  }

  /// The handshakes field by field, as a text file.
  record Handshakes(PrintWriter out) implements TraceOutput {
    static Handshakes to(Path file) throws IOException {
      return new Handshakes(new PrintWriter(Files.newBufferedWriter(file)));
    }

    @Override
    public void add(Row row) {
      HandshakeText.lines(row).forEach(out::println);
    }

    @Override
    public void end() throws IOException {
      out.close();
      if (out.checkError()) throw new IOException("the handshakes cannot be written");
    }
  }

  /// How media arrived.
  record Media(PrintWriter out, Showing showing, Streams streams) implements TraceOutput {
    Media(PrintWriter out, Showing showing) {
      this(out, showing, new Streams());
    }

    @Override
    public void add(Row row) {
      streams.add(row);
    }

    @Override
    public void end() {
      out.println(StreamText.of(streams.qualities(), showing));
    }
  }

  /// A capture in clear.
  record Clear(ClearCapture capture) implements TraceOutput {
    @Override
    public void add(Row row) throws IOException {
      capture.add(row);
    }

    @Override
    public void end() throws IOException {
      capture.close();
    }
  }
}
