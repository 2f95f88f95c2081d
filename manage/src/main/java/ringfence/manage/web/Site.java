package ringfence.manage.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import ringfence.manage.status.Cell;
import ringfence.manage.status.Tone;

/// The pages of a product under one menu; the first is also the front page. A browser that listens
/// to the site's changes shows the page anew after each [Broadcast#publish].
///
/// @param lights what the front of the product shows, on every page
public record Site(
    String product, List<Page> pages, List<Supplier<Light>> lights, Broadcast changes) {
  public Site {
    pages = List.copyOf(pages);
    lights = List.copyOf(lights);
    if (pages.isEmpty()) throw new IllegalArgumentException("a site without a page");
  }

  public static Site of(String product, Page... pages) {
    return new Site(product, List.of(pages), List.of(), new Broadcast());
  }

  /// The site with one more light.
  public Site light(Supplier<Light> light) {
    List<Supplier<Light>> more = new ArrayList<>(lights);
    more.add(light);
    return new Site(product, pages, more, changes);
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
            sheet("/style/style.css"),
            module("/style/live.js"),
            Html.join(page.extras().stream().map(Site::extra).toList())));
  }

  private static Html extra(String path) {
    return path.endsWith(".css") ? sheet(path) : module(path);
  }

  private static Html sheet(String path) {
    return Html.tag("link").attribute("rel", "stylesheet").attribute("href", path).html();
  }

  private static Html module(String path) {
    return Html.tag("script").attribute("type", "module").attribute("src", path).html();
  }

  private Html body(Page page) {
    return Html.tag("body")
        .add(
            Html.tag("a")
                .attribute("class", "skip")
                .attribute("href", "#main")
                .text("Skip to the page"))
        .add(header(page))
        .add(
            Html.tag("main")
                .attribute("id", "main")
                .add(Html.tag("h1").text(page.name()))
                .add(page.parts().get().stream().map(Site::part).toList()))
        .add(
            Html.tag("footer")
                .attribute("id", "live")
                .text("Load the page again to see what has changed since"))
        .html();
  }

  private Html header(Page current) {
    Set<String> sections = new LinkedHashSet<>();
    for (Page page : pages) sections.add(page.section());
    var menu = Html.tag("nav").attribute("aria-label", "Sections");
    for (String section : sections) {
      String state = section.equals(current.section()) ? "true" : "";
      menu = menu.add(link(section, first(section).path(), state));
    }
    var tabs = Html.tag("nav").attribute("class", "tabs").attribute("aria-label", "Pages");
    for (Page page : pages) {
      if (!page.section().equals(current.section())) continue;
      tabs = tabs.add(link(page.name(), page.path(), page.equals(current) ? "page" : ""));
    }
    var mark = Html.tag("img").attribute("src", "/style/mark.svg").attribute("alt", "");
    var home = Html.tag("a").attribute("class", "product").attribute("href", "/");
    return Html.tag("header")
        .add(
            Html.tag("div")
                .attribute("class", "bar")
                .add(home.add(mark).add(Html.tag("span").text(product)))
                .add(menu)
                .add(front()))
        .add(tabs)
        .html();
  }

  private Html front() {
    var all = Html.tag("div").attribute("class", "lights").attribute("role", "status");
    for (Supplier<Light> light : lights) all = all.add(light(light.get()));
    return lights.isEmpty() ? Html.EMPTY : all.html();
  }

  private static Html light(Light light) {
    return Html.tag("span")
        .attribute("class", "light " + light.state())
        .attribute("title", light.meaning())
        .text(light.name() + " ")
        .add(Html.tag("b").text(light.state().toString()))
        .html();
  }

  private Page first(String section) {
    return pages.stream().filter(page -> page.section().equals(section)).findFirst().orElseThrow();
  }

  private static Html link(String text, String path, String current) {
    var link = Html.tag("a").attribute("href", path).text(text);
    return (current.isEmpty() ? link : link.attribute("aria-current", current)).html();
  }

  private static Html part(Part part) {
    return switch (part) {
      case Part.StatusTable table -> table(table);
      case Part.Facts facts -> facts(facts);
      case Part.Drawing(var title, var text) ->
          block(title).add(Html.tag("pre").attribute("tabindex", "0").text(text)).html();
      case Part.Notice(var sentence, var tone) ->
          Html.tag("p").attribute("class", "notice " + style(tone)).text(sentence).html();
      case Part.Panel(var title, var content) -> block(title).add(content).html();
      case Part.Button(var label, var path) ->
          Html.tag("form")
              .attribute("method", "post")
              .attribute("action", path)
              .add(Html.tag("button").text(label))
              .html();
    };
  }

  private static Html table(Part.StatusTable table) {
    if (table.rows().isEmpty()) {
      return block(table.title())
          .add(Html.tag("p").attribute("class", "none").text(table.none()))
          .html();
    }
    var head = Html.tag("tr");
    for (String column : table.columns()) {
      head = head.add(Html.tag("th").attribute("scope", "col").text(column));
    }
    var rows = Html.tag("tbody");
    for (List<Cell> row : table.rows()) rows = rows.add(row(table.columns(), row));
    var caption = Html.tag("caption").add(Html.tag("h2").text(table.title()));
    var whole = Html.tag("table").add(caption).add(Html.tag("thead").add(head)).add(rows);
    return Html.tag("section").add(whole).html();
  }

  /// On a narrow screen each cell shows its column's name, from `data-column`.
  private static Html row(List<String> columns, List<Cell> cells) {
    var row = Html.tag("tr");
    for (int i = 0; i < cells.size(); i++) {
      var field = i == 0 ? Html.tag("th").attribute("scope", "row") : Html.tag("td");
      row = row.add(field.attribute("data-column", columns.get(i)).add(cell(cells.get(i))));
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
