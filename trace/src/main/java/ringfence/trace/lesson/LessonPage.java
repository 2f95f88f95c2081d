package ringfence.trace.lesson;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.manage.web.Html;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.export.PageFile;
import ringfence.trace.export.Showing;
import ringfence.trace.tls.Span;

/// A lesson as one HTML file that needs nothing else: each step beside its octets, and the
/// glossary.
public final class LessonPage {
  /// As many octets of a span are shown.
  private static final int SHOWN = 64;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Showing showing;
  private final Function<Row, String> naming;

  private LessonPage(Showing showing, Function<Row, String> naming) {
    this.showing = showing;
    this.naming = naming;
  }

  /// Writes the page of these steps, with the numbers of their frames.
  ///
  /// @param title of the page, as text
  public static void write(Appendable out, String title, List<Step> steps, Showing showing)
      throws IOException {
    new LessonPage(showing, row -> "Frame " + row.number()).write(out, title, steps);
  }

  /// The same for steps out of a capture that nobody keeps: with their times, which any other
  /// capture of the same has too.
  public static void writeWithTimes(Appendable out, String title, List<Step> steps)
      throws IOException {
    var page = new LessonPage(new Showing.Plain(), row -> TIME.format(row.time()));
    page.write(out, title, steps);
  }

  private void write(Appendable out, String title, List<Step> steps) throws IOException {
    PageFile.write(
        out,
        title,
        PageFile.resource("/ringfence/trace/lesson/lesson.css"),
        Stream.of(
            lead(),
            steps(steps),
            Html.tag("h2").attribute("id", "glossary").text("Glossary").html(),
            Html.tag("dl").add(terms()).html()));
  }

  private static Html lead() {
    return Html.tag("p")
        .attribute("class", "lead")
        .text(
            "How a telephone gets its secure link, its registration and its first secure call: each"
                + " step with what was really sent. What went encrypted is shown as it was before."
                + " ")
        .add(Html.tag("a").attribute("href", "#glossary").text("Glossary"))
        .html();
  }

  private Html steps(List<Step> steps) {
    if (steps.isEmpty()) {
      return Html.tag("p").text("There is no TLS handshake in this capture.").html();
    }
    List<Html> sections = new ArrayList<>();
    for (Step step : steps) sections.add(section(sections.size() + 1, step));
    return Html.join(sections);
  }

  private Html section(int number, Step step) {
    var told =
        Html.tag("div")
            .attribute("class", "told")
            .add(Html.tag("h2").text(number + ". " + step.title()))
            .add(Html.tag("p").text(step.text()));
    if (!step.place().isEmpty()) {
      told =
          told.add(Html.tag("p").attribute("class", "place").text("On the unit: " + step.place()));
    }
    var shown = Html.tag("div").attribute("class", "shown").add(origin(step.row()));
    for (String line : step.words()) shown = shown.add(Html.tag("p").text(line));
    if (step.words().isEmpty()) shown = shown.add(said(step));
    return Html.tag("section").add(told).add(shown).html();
  }

  private Html origin(Row row) {
    String line =
        "%s, %s → %s"
            .formatted(
                naming.apply(row),
                showing.address(row.source()),
                showing.address(row.destination()));
    return Html.tag("p").attribute("class", "origin").text(line).html();
  }

  private Html said(Step step) {
    Html octets = step.spans().isEmpty() ? Html.EMPTY : table(step.spans());
    return switch (step.row().content()) {
      case Content.Sip(var message, _, _) ->
          Html.join(List.of(pre(showing.message(message).replace("\r\n", "\n").strip()), octets));
      case Content.Tls _ when !step.spans().isEmpty() -> octets;
      case Content.Tls _,
          Content.Tcp _,
          Content.KeepAlive _,
          Content.Rtp _,
          Content.Rtcp _,
          Content.Other _,
          Content.Malformed _ ->
          pre(showing.info(step.row()));
    };
  }

  private static Html pre(String text) {
    return Html.tag("pre").text(text).html();
  }

  private static Html table(List<Span> spans) {
    var head = Html.tag("tr");
    for (String name : List.of("At", "Octets", "Field", "Says")) {
      head = head.add(Html.tag("th").text(name));
    }
    var table = Html.tag("table").add(Html.tag("thead").add(head));
    int at = 0;
    for (Span span : spans) {
      table =
          table.add(
              Html.tag("tr")
                  .add(Html.tag("td").text(Integer.toString(at)))
                  .add(Html.tag("td").attribute("class", "hex").text(hex(span)))
                  .add(Html.tag("td").text(span.name()))
                  .add(Html.tag("td").text(span.value())));
      at += span.length();
    }
    return table.html();
  }

  private static String hex(Span span) {
    String hex = span.hex();
    int most = 2 * SHOWN;
    String shown = hex.substring(0, Math.min(most, hex.length())).replaceAll("..(?=.)", "$0 ");
    int left = span.length() - SHOWN;
    return left > 0 ? shown + " … and " + left + " more" : shown;
  }

  private static Html terms() {
    List<Html> rows = new ArrayList<>();
    for (Glossary.Term term : Glossary.terms()) {
      rows.add(Html.tag("dt").text(term.acronym() + ": " + term.name()).html());
      rows.add(Html.tag("dd").text(term.meaning() + " " + term.standard() + ".").html());
    }
    return Html.join(rows);
  }
}
