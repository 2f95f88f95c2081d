package ringfence.trace.live;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ringfence.manage.json.Json;
import ringfence.manage.ladder.Ladders.Drawn;
import ringfence.manage.web.Html;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.export.LadderHtml;
import ringfence.trace.export.LadderText;
import ringfence.trace.export.Showing;
import ringfence.trace.export.TraceJson;

/// A ladder for a page that is shown anew whenever it grows: the times are those of the day, so
/// that a row stays as it is.
public final class LiveDrawing {
  static final int MOST_ROWS = 500;
  private static final int MOST_COLUMNS = 16;
  private static final Showing SHOWING = new Showing.Plain();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private LiveDrawing() {}

  /// The style sheet of the HTML, on paper of the page's colours.
  public static String style() {
    return LadderHtml.style(".ladder", MOST_COLUMNS)
        + IntStream.rangeClosed(1, MOST_COLUMNS)
            .mapToObj(n -> ".columns-%1$d { --columns: %1$d }\n".formatted(n))
            .collect(Collectors.joining())
        + """
        .ladder { --time: 7rem; --paper: var(--card); --faint: var(--line); padding: 0 1.1rem 1rem; }
        .ladder > p { color: var(--soft); }
        """;
  }

  /// The last of these rows.
  public static Drawn of(List<Row> all) {
    List<Row> rows = all.subList(Math.max(0, all.size() - MOST_ROWS), all.size());
    return new Drawn(
        html(rows, all.size() - rows.size()),
        rows.isEmpty() ? "" : LadderText.of(rows, SHOWING),
        Json.array(rows.stream().map(LiveDrawing::json).toList()));
  }

  private static Html html(List<Row> rows, int before) {
    var ladder = new LadderHtml(rows, SHOWING, row -> TIME.format(row.time()), _ -> "");
    if (rows.isEmpty()) return said("Nothing yet.");
    if (ladder.columns() > MOST_COLUMNS) {
      return Html.tag("pre").attribute("tabindex", "0").text(LadderText.of(rows, SHOWING)).html();
    }
    return Html.tag("div")
        .attribute("class", "ladder columns-" + ladder.columns())
        .add(before == 0 ? Html.EMPTY : said("The " + before + " rows before are not shown."))
        .add(ladder.heading())
        .add(rows.stream().map(ladder::rung).toList())
        .html();
  }

  private static Html said(String sentence) {
    return Html.tag("p").attribute("class", "none").text(sentence).html();
  }

  /// With the message itself.
  private static Json json(Row row) {
    var json = new TraceJson(SHOWING).object(row);
    return row.content() instanceof Content.Sip sip
        ? json.put("message", SHOWING.message(sip.message()))
        : json;
  }
}
