package ringfence.manage.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import ringfence.manage.access.Access;
import ringfence.manage.access.User;
import ringfence.manage.setting.Refusal;
import ringfence.manage.status.Tone;

/// A page as a whole: its head, the menu and lights of its product, what it says, and its blocks.
final class Layout {
  private final Site site;
  private final Page page;
  private final View view;
  private final List<FormView> forms = new ArrayList<>();

  private Layout(Site site, Page page, View view) {
    this.site = site;
    this.page = page;
    this.view = view;
  }

  /// The page as it is now.
  static Html show(Site site, Page page, View view) {
    var layout = new Layout(site, page, view);
    return Html.document(layout.head(layout.scripts()), layout.body()).with(view.csrf());
  }

  /// A page without menu and lights, for those who are not signed in yet.
  static Html bare(Site site, String title, Html content, View view) {
    var layout = new Layout(site, Page.of("", title), view);
    var bar = Html.tag("div").attribute("class", "bar").add(layout.home());
    var main =
        Html.tag("main")
            .attribute("id", "main")
            .attribute("class", "narrow")
            .add(Html.tag("h1").text(title))
            .add(layout.said())
            .add(content);
    var body = Html.tag("body").add(Html.tag("header").add(bar)).add(main);
    return Html.document(layout.head(Html.EMPTY), body.html()).with(view.csrf());
  }

  private Html head(Html scripts) {
    return Html.join(
        List.of(
            Html.tag("meta").attribute("charset", "utf-8").html(),
            meta("viewport", "width=device-width, initial-scale=1"),
            meta("color-scheme", "light dark"),
            meta("csrf", view.csrf()),
            Html.tag("title").text(title()).html(),
            Html.tag("link").attribute("rel", "icon").attribute("href", "/style/mark.svg").html(),
            sheet("/style/style.css"),
            sheet("/style/form.css"),
            scripts));
  }

  private Html scripts() {
    Html extras = Html.join(page.extras().stream().map(Layout::extra).toList());
    return Html.join(List.of(module("/style/live.js"), extras));
  }

  /// What a screen reader says first.
  private String title() {
    return (isRefused() ? "Error: " : "") + page.name() + " · " + site.product();
  }

  private static Html meta(String name, String content) {
    return Html.tag("meta").attribute("name", name).attribute("content", content).html();
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

  private Html body() {
    Html blocks = blocks();
    var main = Html.tag("main").attribute("id", "main");
    // a page that came back with its faults stays as it is until it is submitted again
    if (isRefused()) main = main.attribute("class", "changed");
    var skip = Html.tag("a").attribute("class", "skip").attribute("href", "#main");
    return Html.tag("body")
        .add(skip.text("Skip to the page"))
        .add(header())
        .add(
            main.add(banner())
                .add(factory())
                .add(Html.tag("h1").text(page.name()))
                .add(said())
                .add(refusals())
                .add(blocks))
        .add(
            Html.tag("footer")
                .attribute("id", "live")
                .text("Load the page again to see what has changed since"))
        .html();
  }

  private Html header() {
    List<Page> pages = site.pages(view.user().role());
    Set<String> sections = new LinkedHashSet<>();
    for (Page one : pages) sections.add(one.section());
    var menu = Html.tag("nav").attribute("aria-label", "Sections");
    for (String section : sections) {
      String state = section.equals(page.section()) ? "true" : "";
      Page first =
          pages.stream().filter(it -> it.section().equals(section)).findFirst().orElseThrow();
      menu = menu.add(link(section, first.path(), state));
    }
    var tabs = Html.tag("nav").attribute("class", "tabs").attribute("aria-label", "Pages");
    for (Page one : pages) {
      if (!one.listed() || !one.section().equals(page.section())) continue;
      tabs = tabs.add(link(one.name(), one.path(), one.path().equals(page.path()) ? "page" : ""));
    }
    var bar = Html.tag("div").attribute("class", "bar").add(home()).add(menu).add(front());
    return Html.tag("header").add(bar.add(person())).add(tabs).html();
  }

  private Html home() {
    var mark = Html.tag("img").attribute("src", "/style/mark.svg").attribute("alt", "");
    var home = Html.tag("a").attribute("class", "product").attribute("href", "/");
    return home.add(mark).add(Html.tag("span").text(site.product())).html();
  }

  private Html front() {
    var all = Html.tag("div").attribute("class", "lights").attribute("role", "status");
    for (Supplier<Light> light : site.lights()) all = all.add(light(light.get()));
    return site.lights().isEmpty() ? Html.EMPTY : all.html();
  }

  private static Html light(Light light) {
    return Html.tag("span")
        .attribute("class", "light " + light.state())
        .attribute("title", light.meaning())
        .text(light.name() + " ")
        .add(Html.tag("b").text(light.state().toString()))
        .html();
  }

  private static Html link(String text, String path, String current) {
    var link = Html.tag("a").attribute("href", path).text(text);
    return (current.isEmpty() ? link : link.attribute("aria-current", current)).html();
  }

  /// Who is signed in, and the way out.
  private Html person() {
    if (site.access().isEmpty() || view.user().equals(User.LOCAL)) return Html.EMPTY;
    return Html.tag("form")
        .attribute("class", "person")
        .attribute("method", "post")
        .attribute("action", SignIn.OUT)
        .add(Html.tag("a").attribute("href", SignIn.PASSWORD).text(view.user().name()))
        .add(Html.tag("button").attribute("class", "quiet").text("Sign out"))
        .html();
  }

  /// What the unit writes in the head of every page while stored settings are not in force.
  private Html banner() {
    boolean waiting =
        site.administration().map(it -> !it.services().needRestart().isEmpty()).orElse(false);
    if (!waiting) return Html.EMPTY;
    return Html.tag("p")
        .attribute("class", "notice waiting banner")
        .attribute("role", "status")
        .text("Some changes require to restart a service to apply new configuration. ")
        .add(
            Html.tag("a")
                .attribute("href", site.services())
                .text("Please click this link to access the services table"))
        .html();
  }

  /// Said to whoever came in with the password that everybody knows.
  private Html factory() {
    boolean known = site.access().map(Access::isFactory).orElse(false);
    if (!known || view.user().equals(User.LOCAL)) return Html.EMPTY;
    return Html.tag("p")
        .attribute("class", "notice waiting")
        .text("Nothing can be changed while everybody can know the password. ")
        .add(Html.tag("a").attribute("href", SignIn.PASSWORD).text("Set one of your own"))
        .html();
  }

  private Html said() {
    return Html.join(view.said().stream().map(PartView::part).toList());
  }

  /// The forms that follow one another are one, with one button.
  private Html blocks() {
    List<Html> all = new ArrayList<>();
    List<Form> together = new ArrayList<>();
    for (Page.Block block : page.blocks()) {
      if (block instanceof Page.Offered(Form form)) {
        together.add(form);
        continue;
      }
      all.add(forms(together));
      together.clear();
      all.add(block(block));
    }
    all.add(forms(together));
    return Html.join(all);
  }

  private Html forms(List<Form> together) {
    if (together.isEmpty() || site.administration().isEmpty()) return Html.EMPTY;
    var settings = site.administration().get().configuration().stored();
    var form = new FormView(page.path(), settings, view, forms.size());
    forms.add(form);
    return form.html(List.copyOf(together));
  }

  private boolean isRefused() {
    return !view.entered().refusals().isEmpty();
  }

  /// What is wrong, as far as no field says it.
  private Html refusals() {
    if (!isRefused()) return Html.EMPTY;
    List<Html> all = new ArrayList<>();
    for (Refusal refusal : view.entered().refusals()) {
      boolean shown = forms.stream().anyMatch(form -> form.shows(refusal));
      if (!shown) all.add(PartView.notice(refusal.sentence(), Tone.BAD));
    }
    if (all.size() < view.entered().refusals().size()) {
      all.addFirst(PartView.notice("Nothing was changed: see what is marked.", Tone.BAD));
    }
    return Html.tag("div").attribute("role", "alert").add(all).html();
  }

  private Html block(Page.Block block) {
    return switch (block) {
      case Page.Shown(var parts) -> Html.join(parts.get().stream().map(PartView::part).toList());
      case Page.Asked(var parts) ->
          Html.join(parts.apply(view.query()).stream().map(PartView::part).toList());
      case Page.Searched(var tables) -> SearchView.html(tables, page.path(), view);
      case Page.Status(var table) ->
          PartView.status(table.offeredTo(view.user().role()), page.path());
      case Page.Folded(var table) -> PartView.folded(table);
      case Page.Offered _ -> Html.EMPTY; // see blocks()
      case Page.Orders(var commands) -> OrderView.html(commands, page.path(), view);
      case Page.Entries(var form) -> EntryView.html(form, page.path(), view);
      case Page.Transfer(var form) -> TransferView.html(form, page.path(), view);
    };
  }
}
