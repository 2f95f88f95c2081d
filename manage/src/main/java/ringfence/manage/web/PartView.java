package ringfence.manage.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import ringfence.manage.setting.RowName;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The parts of a page that only show, as HTML.
final class PartView {
  /// A cell of so many characters is not broken into lines.
  private static final int MOST_UNBROKEN = 26;

  /// A table of more columns is set closer.
  private static final int MOST_ROOMY = 6;

  private PartView() {}

  static Html part(Part part) {
    return switch (part) {
      case Part.StatusTable table -> table(table);
      case Part.Facts facts -> facts(facts);
      case Part.Drawing(var title, var text) ->
          block(title).add(Html.tag("pre").attribute("tabindex", "0").text(text)).html();
      case Part.Notice(var sentence, var tone) -> notice(sentence, tone);
      case Part.Panel(var title, var content) -> block(title).add(content).html();
      case Part.Link(var label, var path) ->
          Html.tag("p").add(Html.tag("a").attribute("href", path).text(label)).html();
      case Part.Search search -> SearchView.field(search);
      case Part.Button(var label, var path) ->
          Html.tag("form")
              .attribute("method", "post")
              .attribute("action", path)
              .add(Html.tag("button").text(label))
              .html();
    };
  }

  static Html notice(String sentence, Tone tone) {
    return Html.tag("p").attribute("class", "notice " + style(tone)).text(sentence).html();
  }

  /// A status table as it is now, with its row commands.
  static Html status(StatusTable table, String path) {
    return status(table, table.now(), path);
  }

  /// The same of some of its rows.
  static Html status(StatusTable table, List<List<Cell>> rows, String path) {
    if (rows.isEmpty()) return empty(table.title(), table.none());
    boolean acts = !table.actions().isEmpty();
    var body = Html.tag("tbody");
    for (List<Cell> row : rows) {
      Html actions = acts ? actions(table, row.getFirst().text()) : Html.EMPTY;
      body = body.add(row(table, row, actions));
    }
    Html whole = table(table.title(), table.columns(), acts, body);
    if (!acts) return Html.tag("section").add(whole).html();
    return Html.tag("form")
        .attribute("method", "post")
        .attribute("action", path)
        .add(Html.tag("section").add(whole))
        .html();
  }

  private static Html row(StatusTable table, List<Cell> cells, Html actions) {
    if (table.details().address().isEmpty()) return row(table.columns(), cells, actions);
    String name = cells.getFirst().text();
    String address = table.details().address() + URLEncoder.encode(name, StandardCharsets.UTF_8);
    Html link = Html.tag("a").attribute("href", address).text(name).html();
    return row(table.columns(), cells, link, actions);
  }

  /// A status table behind its title, which says how many rows it has.
  static Html folded(StatusTable table) {
    List<List<Cell>> rows = table.now();
    var body = Html.tag("tbody");
    for (List<Cell> row : rows) body = body.add(row(table.columns(), row, Html.EMPTY));
    var whole =
        Html.tag("table")
            .attribute("aria-label", table.title())
            .add(Html.tag("thead").add(heads(table.columns(), false)))
            .add(body);
    var details =
        Html.tag("details")
            .attribute("class", "help")
            .add(Html.tag("summary").text(table.title() + " (" + rows.size() + ")"))
            .add(whole);
    return Html.tag("section").add(details).html();
  }

  private static Html actions(StatusTable table, String row) {
    var cell = Html.tag("td").attribute("data-column", "Action").attribute("class", "actions");
    if (!RowName.fits(row)) return cell.html();
    for (StatusTable.RowAction action : table.actions()) {
      cell =
          cell.add(
              Html.tag("button")
                  .attribute("class", "small")
                  .attribute("name", action.place(row))
                  .attribute("value", "10")
                  .attribute("aria-label", action.label() + " " + row)
                  .text(action.label()));
    }
    return cell.html();
  }

  private static Html table(Part.StatusTable table) {
    if (table.rows().isEmpty()) return empty(table.title(), table.none());
    var rows = Html.tag("tbody");
    for (List<Cell> row : table.rows()) rows = rows.add(row(table.columns(), row, Html.EMPTY));
    return Html.tag("section").add(table(table.title(), table.columns(), false, rows)).html();
  }

  private static Html empty(String title, String sentence) {
    return block(title).add(Html.tag("p").attribute("class", "none").text(sentence)).html();
  }

  private static Html table(String title, List<String> columns, boolean acts, Html.Tag body) {
    var table = Html.tag("table");
    if (columns.size() > MOST_ROOMY) table = table.attribute("class", "wide");
    var caption = Html.tag("caption").add(Html.tag("h2").text(title));
    return table.add(caption).add(Html.tag("thead").add(heads(columns, acts))).add(body).html();
  }

  private static Html heads(List<String> columns, boolean acts) {
    var row = Html.tag("tr");
    for (String column : columns) row = row.add(head(column));
    return (acts ? row.add(head("Action")) : row).html();
  }

  static Html head(String column) {
    return heading(column).html();
  }

  static Html.Tag heading(String column) {
    return Html.tag("th").attribute("scope", "col").text(column);
  }

  /// On a narrow screen each cell shows its column's name, from `data-column`.
  private static Html row(List<String> columns, List<Cell> cells, Html actions) {
    return row(columns, cells, cell(cells.getFirst()), actions);
  }

  private static Html row(List<String> columns, List<Cell> cells, Html name, Html actions) {
    var head = named(Html.tag("th").attribute("scope", "row"), columns.getFirst());
    var row = Html.tag("tr").add(unbroken(head, cells.getFirst()).add(name));
    for (int i = 1; i < cells.size(); i++) {
      var field = unbroken(named(Html.tag("td"), columns.get(i)), cells.get(i));
      row = row.add(field.add(cell(cells.get(i))));
    }
    return row.add(actions).html();
  }

  private static Html.Tag named(Html.Tag field, String column) {
    return field.attribute("data-column", column);
  }

  /// A number with its unit, a time or an address stays on one line.
  private static Html.Tag unbroken(Html.Tag field, Cell cell) {
    boolean isShort = cell.text().length() <= MOST_UNBROKEN && cell.tone() == Tone.PLAIN;
    return isShort && !cell.text().isEmpty() ? field.attribute("class", "short") : field;
  }

  private static Html facts(Part.Facts facts) {
    var list = Html.tag("dl");
    for (Part.Fact fact : facts.facts()) {
      list = list.add(Html.tag("dt").text(fact.name())).add(Html.tag("dd").add(cell(fact.value())));
    }
    return block(facts.title()).add(list).html();
  }

  static Html.Tag block(String title) {
    return Html.tag("section").add(Html.tag("h2").text(title));
  }

  private static Html cell(Cell cell) {
    if (!cell.link().isEmpty()) {
      return Html.tag("a").attribute("href", cell.link()).text(cell.text()).html();
    }
    if (cell.tone() == Tone.PLAIN) return Html.text(cell.text());
    return Html.tag("span").attribute("class", style(cell.tone())).text(cell.text()).html();
  }

  private static String style(Tone tone) {
    return switch (tone) {
      case PLAIN -> "plain";
      case GOOD -> "good";
      case WAITING -> "waiting";
      case BAD -> "bad";
    };
  }
}
