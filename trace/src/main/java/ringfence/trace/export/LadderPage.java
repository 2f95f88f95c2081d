package ringfence.trace.export;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import ringfence.manage.web.Html;
import ringfence.trace.decode.Row;

/// A ladder as one HTML file that needs nothing else. It follows the reader's choice of light or
/// dark, and prints.
public final class LadderPage {
  private LadderPage() {}

  /// Writes the page of these rows.
  ///
  /// @param title of the page, as text
  public static void write(Appendable out, String title, LadderRows ladder, Showing showing)
      throws IOException {
    List<Row> rows = ladder.rows();
    Instant start = rows.isEmpty() ? Instant.EPOCH : rows.getFirst().time();
    var html =
        new LadderHtml(
            rows,
            showing,
            row -> LadderRows.seconds(start, row),
            row -> "Frame " + row.number() + ", ");
    var lead =
        Html.tag("p")
            .text("Times are in seconds from the first row. A click on a row shows what was said.");
    var end = Html.tag("p").text(ladder.leftOutText());
    PageFile.write(
        out,
        title,
        style(html.columns()),
        Stream.of(
                Stream.of(lead.html(), html.heading()),
                rows.stream().map(html::rung),
                ladder.leftOut() > 0 ? Stream.of(end.html()) : Stream.<Html>empty())
            .flatMap(it -> it));
  }

  private static String style(int columns) {
    return PageFile.resource("/ringfence/trace/export/paper.css")
        + LadderHtml.style("main", columns)
        + "main { --columns: %d }\n".formatted(columns);
  }
}
