package ringfence.manage.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ringfence.manage.web.Part.Cell;

/// The pages of a product under one menu; the first is also the front page. A browser that listens
/// to the site's changes shows the page anew after each [Broadcast#publish].
public record Site(String product, List<Page> pages, Broadcast changes) {
  public Site {
    pages = List.copyOf(pages);
    if (pages.isEmpty()) throw new IllegalArgumentException("a site without a page");
  }

  public static Site of(String product, Page... pages) {
    return new Site(product, List.of(pages), new Broadcast());
  }

  /// Lets every browser that shows a page show it anew; cheap, callable from any thread.
  public void changed() {
    changes.publish("changed", "");
  }

  /// The page as it is now.
  Html show(Page page) {
    return Html.document(head(page), body(page));
  }

  private Html head(Page page) {
    return Html.join(
        List.of(
            Html.tag("meta").attribute("charset", "utf-8").html(),
            Html.tag("meta")
                .attribute("name", "viewport")
                .attribute("content", "width=device-width, initial-scale=1")
                .html(),
            Html.tag("meta")
                .attribute("name", "color-scheme")
                .attribute("content", "light dark")
                .html(),
            Html.tag("title").text(page.name() + " · " + product).html(),
            Html.tag("link").attribute("rel", "icon").attribute("href", "/style/mark.svg").html(),
            Html.tag("link")
                .attribute("rel", "stylesheet")
                .attribute("href", "/style/style.css")
                .html(),
            Html.tag("script")
                .attribute("type", "module")
                .attribute("src", "/style/live.js")
                .html()));
  }

  private Html body(Page page) {
    return Html.tag("body")
        .add(header(page))
        .add(
            Html.tag("main")
                .add(Html.tag("h1").text(page.name()))
                .add(page.parts().get().stream().map(Site::part).toList()))
        .add(Html.tag("footer").attribute("id", "live").text("As of loading"))
        .html();
  }

  private Html header(Page current) {
    Set<String> sections = new LinkedHashSet<>();
    for (Page page : pages) sections.add(page.section());
    var menu = Html.tag("nav").attribute("aria-label", "Sections");
    for (String section : sections) {
      menu = menu.add(link(section, first(section).path(), section.equals(current.section())));
    }
    var tabs = Html.tag("nav").attribute("class", "tabs").attribute("aria-label", "Pages");
    for (Page page : pages) {
      if (!page.section().equals(current.section())) continue;
      tabs = tabs.add(link(page.name(), page.path(), page.equals(current)));
    }
    var mark = Html.tag("img").attribute("src", "/style/mark.svg").attribute("alt", "");
    var home = Html.tag("a").attribute("class", "product").attribute("href", "/");
    return Html.tag("header")
        .add(Html.tag("div").attribute("class", "bar").add(home.add(mark).text(product)).add(menu))
        .add(tabs)
        .html();
  }

  private Page first(String section) {
    return pages.stream().filter(page -> page.section().equals(section)).findFirst().orElseThrow();
  }

  private static Html link(String text, String path, boolean current) {
    var link = Html.tag("a").attribute("href", path).text(text);
    return (current ? link.attribute("aria-current", "page") : link).html();
  }

  private static Html part(Part part) {
    return switch (part) {
      case Part.StatusTable table -> table(table);
      case Part.Facts facts -> facts(facts);
      case Part.Drawing(var title, var text) ->
          block(title).add(Html.tag("pre").attribute("tabindex", "0").text(text)).html();
      case Part.Notice(var sentence, var tone) ->
          Html.tag("p").attribute("class", "notice " + style(tone)).text(sentence).html();
      case Part.Button(var label, var path) ->
          Html.tag("form")
              .attribute("method", "post")
              .attribute("action", path)
              .add(Html.tag("button").text(label))
              .html();
    };
  }

  private static Html table(Part.StatusTable table) {
    var block = block(table.title());
    if (table.rows().isEmpty()) {
      return block.add(Html.tag("p").attribute("class", "none").text(table.none())).html();
    }
    var head = Html.tag("tr");
    for (String column : table.columns()) {
      head = head.add(Html.tag("th").attribute("scope", "col").text(column));
    }
    var rows = Html.tag("tbody");
    for (List<Cell> row : table.rows()) rows = rows.add(row(table.columns(), row));
    var whole = Html.tag("table").add(Html.tag("thead").add(head)).add(rows);
    return block.add(whole).html();
  }

  /// On a narrow screen each cell shows its column's name, from `data-column`.
  private static Html row(List<String> columns, List<Cell> cells) {
    var row = Html.tag("tr");
    for (int i = 0; i < cells.size(); i++) {
      row =
          row.add(Html.tag("td").attribute("data-column", columns.get(i)).add(cell(cells.get(i))));
    }
    return row.html();
  }

  private static Html facts(Part.Facts facts) {
    var list = Html.tag("dl");
    for (Part.Fact fact : facts.facts()) {
      list = list.add(Html.tag("dt").text(fact.name())).add(Html.tag("dd").add(cell(fact.value())));
    }
    return block(facts.title()).add(list).html();
  }

  private static Html.Tag block(String title) {
    return Html.tag("section").add(Html.tag("h2").text(title));
  }

  private static Html cell(Cell cell) {
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
