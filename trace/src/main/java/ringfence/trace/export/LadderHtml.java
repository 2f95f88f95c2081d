package ringfence.trace.export;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ringfence.manage.web.Html;
import ringfence.sip.message.SipRequest;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// A ladder as HTML: a column for each host, or for each of its ports where it talks to itself, an
/// arrow for each row, and each message opens by a click.
public final class LadderHtml {
  private final Columns columns;
  private final Showing showing;
  private final Function<Row, String> time;
  private final Function<Row, String> origin;

  /// @param time what stands at the left of a row
  /// @param origin what stands before the time of a row that was opened, such as its frame
  public LadderHtml(
      List<Row> rows, Showing showing, Function<Row, String> time, Function<Row, String> origin) {
    this.columns = Columns.of(rows, showing);
    this.showing = showing;
    this.time = time;
    this.origin = origin;
  }

  /// How many columns it has.
  public int columns() {
    return columns.size();
  }

  /// The style sheet of ladders within what `scope` selects, which has as many `--columns` as they.
  public static String style(String scope, int most) {
    String places =
        IntStream.rangeClosed(1, most).mapToObj(LadderHtml::places).collect(Collectors.joining());
    String style = PageFile.resource("/ringfence/trace/export/ladder.css") + places;
    return style.replace("@SCOPE@", scope);
  }

  private static String places(int n) {
    return ("@SCOPE@ .from-N { grid-column-start: N }"
            + " @SCOPE@ .hops-N { grid-column-end: span N; --hops: N }\n")
        .replace("N", Integer.toString(n));
  }

  /// The names of the columns.
  public Html heading() {
    var heading = Html.tag("div").attribute("class", "hosts");
    for (String name : columns.names()) heading = heading.add(Html.tag("b").text(name));
    return heading.html();
  }

  /// A row, to be opened.
  public Html rung(Row row) {
    var lanes = Html.tag("span").attribute("class", "lanes").add(arrow(row));
    var summary = Html.tag("summary").add(Html.tag("time").text(time.apply(row))).add(lanes);
    return Html.tag("details")
        .attribute("id", "row-" + row.number())
        .add(summary)
        .add(Html.tag("pre").text(details(row)))
        .html();
  }

  private Html.Tag arrow(Row row) {
    int from = columns.of(row.source());
    int to = columns.of(row.destination());
    String way = from == to ? "self" : from < to ? "right" : "left";
    int first = Math.min(from, to) + 1;
    int hops = Math.abs(from - to) + 1;
    return Html.tag("span")
        .attribute(
            "class", "arrow %s %s from-%d hops-%d".formatted(kind(row.content()), way, first, hops))
        .add(Html.tag("span").text(LadderRows.words(row, showing)));
  }

  private String details(Row row) {
    String place =
        "%s%s, %s → %s"
            .formatted(
                origin.apply(row),
                row.time(),
                showing.address(row.source()),
                showing.address(row.destination()));
    String said =
        switch (row.content()) {
          case Content.Sip(var message, _, var carrier) ->
              carrier + "\n\n" + showing.message(message).replace("\r\n", "\n");
          case Content.Tls _,
              Content.Tcp _,
              Content.KeepAlive _,
              Content.Rtp _,
              Content.Rtcp _,
              Content.Other _,
              Content.Malformed _ ->
              row.content().protocol() + "\n\n" + showing.info(row);
        };
    return place + ", " + said;
  }

  private static String kind(Content content) {
    return switch (content) {
      case Content.Sip sip -> sip.message() instanceof SipRequest ? "request" : "response";
      case Content.Tls _ -> "tls";
      case Content.Rtp _, Content.Rtcp _ -> "media";
      case Content.Malformed _ -> "bad";
      case Content.Tcp _, Content.KeepAlive _, Content.Other _ -> "quiet";
    };
  }
}
