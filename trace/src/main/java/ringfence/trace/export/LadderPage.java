package ringfence.trace.export;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import ringfence.manage.web.Html;
import ringfence.sip.message.SipRequest;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// A ladder as one HTML file that needs nothing else: a column for each host, or for each of its
/// ports where it talks to itself, an arrow for each row, and each message opens by a click. It
/// follows the reader's choice of light or dark, and prints.
public final class LadderPage {
  private final Showing showing;
  private final Columns columns;
  private final Instant start;

  private LadderPage(List<Row> rows, Showing showing) {
    this.showing = showing;
    this.start = rows.isEmpty() ? Instant.EPOCH : rows.getFirst().time();
    this.columns = Columns.of(rows, showing);
  }

  /// Writes the page of these rows.
  ///
  /// @param title of the page, as text
  public static void write(Appendable out, String title, LadderRows ladder, Showing showing)
      throws IOException {
    List<Row> rows = ladder.rows();
    var page = new LadderPage(rows, showing);
    var lead =
        Html.tag("p")
            .text("Times are in seconds from the first row. A click on a row shows what was said.");
    var end = Html.tag("p").text(ladder.leftOutText());
    String style =
        PageFile.resource("/ringfence/trace/export/ladder.css")
            + "main { --columns: %d }\n".formatted(page.columns.size());
    PageFile.write(
        out,
        title,
        style,
        Stream.of(
                Stream.of(lead.html(), page.heading()),
                rows.stream().map(page::rung),
                ladder.leftOut() > 0 ? Stream.of(end.html()) : Stream.<Html>empty())
            .flatMap(it -> it));
  }

  private Html heading() {
    var heading = Html.tag("div").attribute("class", "hosts");
    for (String name : columns.names()) heading = heading.add(Html.tag("b").text(name));
    return heading.html();
  }

  private Html rung(Row row) {
    var lanes = Html.tag("span").attribute("class", "lanes").add(arrow(row));
    var summary =
        Html.tag("summary").add(Html.tag("time").text(LadderRows.seconds(start, row))).add(lanes);
    return Html.tag("details").add(summary).add(Html.tag("pre").text(details(row))).html();
  }

  private Html.Tag arrow(Row row) {
    int from = columns.of(row.source());
    int to = columns.of(row.destination());
    String way = from == to ? "self" : from < to ? "right" : "left";
    int first = Math.min(from, to) + 1;
    int hops = Math.abs(from - to) + 1;
    return Html.tag("span")
        .attribute("class", "arrow " + kind(row.content()) + " " + way)
        .attribute("style", "grid-column:" + first + "/" + (first + hops) + ";--hops:" + hops)
        .add(Html.tag("span").text(LadderRows.words(row, showing)));
  }

  private String details(Row row) {
    String place =
        "Frame %d, %s, %s → %s"
            .formatted(
                row.number(),
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
