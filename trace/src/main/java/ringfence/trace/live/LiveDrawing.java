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
public final class LiveDrawing implements Drawn {
  static final int MOST_ROWS = 500;

  /// Octets of memory of the rows: a page of long messages would be too long for anybody.
  static final long MOST_HELD = 4L << 20;

  private static final int MOST_COLUMNS = 16;
  private static final Showing SHOWING = new Showing.Plain();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final List<Row> last;
  private final int before;

  /// Of the last of these rows.
  public LiveDrawing(List<Row> all) {
    this.before = before(all);
    this.last = List.copyOf(all.subList(before, all.size()));
  }

  /// How many of them are too many; the last one never is.
  private static int before(List<Row> all) {
    int first = all.size();
    long held = 0;
    while (first > 0 && all.size() - first < MOST_ROWS) {
      held += all.get(first - 1).held();
      if (held > MOST_HELD && first < all.size()) break;
      first--;
    }
    return first;
  }

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

  @Override
  public String text() {
    return last.isEmpty() ? "" : LadderText.of(last, SHOWING);
  }

  @Override
  public Json rows() {
    return Json.array(last.stream().map(LiveDrawing::json).toList());
  }

  @Override
  public Html html() {
    var ladder = new LadderHtml(last, SHOWING, row -> TIME.format(row.time()), _ -> "");
    if (last.isEmpty()) return said("Nothing yet.");
    if (ladder.columns() > MOST_COLUMNS) {
      return Html.tag("pre").attribute("tabindex", "0").text(text()).html();
    }
    return Html.tag("div")
        .attribute("class", "ladder columns-" + ladder.columns())
        .add(before == 0 ? Html.EMPTY : before())
        .add(ladder.heading())
        .add(last.stream().map(ladder::rung).toList())
        .html();
  }

  /// It has a name, so that a page that is shown anew tells it from the rows.
  private Html before() {
    String sentence = "The " + before + " rows before are not shown.";
    return Html.tag("p").attribute("id", "rows-before").text(sentence).html();
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
