package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Role;
import ringfence.manage.access.User;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

class HtmlTest {
  private static final String EVIL = "<script>alert('x')</script>\" onload=\"&amp;";

  @Test
  void text_and_attributes_cannot_become_markup() {
    var html = Html.tag("a").attribute("href", EVIL).text(EVIL).html();
    assertThat(html)
        .hasToString(
            "<a href=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;"
                + " onload=&quot;&amp;amp;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;"
                + " onload=&quot;&amp;amp;</a>");
  }

  @Test
  void there_are_no_script_attributes_and_no_made_up_names() {
    assertThatThrownBy(() -> Html.tag("a").attribute("onclick", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Html.tag("a href=x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_page_shows_its_parts_and_nothing_from_outside_is_markup() {
    var page =
        Page.of(
            "SIP " + EVIL,
            "Servers",
            () ->
                List.of(
                    Part.StatusTable.of("TLS Persistent Connections Status", "Gateway", "Status")
                        .row(Cell.of(EVIL), new Cell("Up", Tone.GOOD)),
                    Part.StatusTable.of("Empty", "One").none("No link is configured."),
                    Part.Facts.of("Unit")
                        .fact("Product", EVIL)
                        .fact("LED", new Cell("off", Tone.BAD)),
                    new Part.Drawing("Ladder", "A -> B\n" + EVIL),
                    new Part.Notice(EVIL, Tone.WAITING),
                    new Part.Button("Call", "/call")));
    String html = shown(page);

    assertThat(html)
        .contains("<td data-column=\"Status\"><span class=\"good\">Up</span></td>")
        .contains("<p class=\"none\">No link is configured.</p>")
        .contains("<dd><span class=\"bad\">off</span></dd>")
        .contains("A -&gt; B\n")
        .contains(
            "<form method=\"post\" action=\"/call\"><input type=\"hidden\" name=\"csrf\""
                + " value=\"t0ken\"><button>Call</button></form>")
        .contains("aria-current=\"page\">Servers</a>")
        .doesNotContain("alert('x')")
        .doesNotContain("\" onload");
    assertThat(Pattern.compile("<script").matcher(html).results().count()).isEqualTo(1);
    assertThat(page.path()).matches("/[a-z0-9-]+/servers");
  }

  @Test
  void no_text_from_outside_can_stand_where_a_token_goes() {
    assertThat(Html.text("\u0001").with("t0ken")).hasToString("");
    assertThat(Html.tag("a").attribute("href", "\u0001").html().with("t0ken"))
        .hasToString("<a href=\"\"></a>");
    var search = Html.tag("form").attribute("method", "get").html();
    assertThat(search.with("t0ken")).hasToString("<form method=\"get\"></form>");
  }

  @Test
  void a_page_shows_what_its_address_asks_for_and_leads_from_a_row_to_more() {
    Page page =
        Page.of("Status", "Links")
            .asked(query -> List.of(new Part.Search("Search", "of", query.field("of").get(), "Go")))
            .status(
                new StatusTable(
                        "Links", "Links", List.of("Link"), () -> List.of(List.of(Cell.of("a&b c"))))
                    .details("/more?of="));
    var view = view(new Query(Map.of("of", " x\"y ")));
    assertThat(Layout.show(Site.of("Product", page), page, view).toString())
        .contains("name=\"of\" value=\"x&quot;y\"")
        .contains("<a href=\"/more?of=a%26b+c\">a&amp;b c</a>");
  }

  @Test
  void a_row_leads_only_to_what_the_one_who_looks_may_see() {
    var table =
        new StatusTable("Links", "Links", List.of("Link"), () -> List.of(List.of(Cell.of("a"))))
            .details("/more?of=", Role.ADMIN);
    assertThat(PartView.status(table.offeredTo(Role.ADMIN), "/").toString()).contains("/more?of=a");
    assertThat(PartView.status(table.offeredTo(Role.USER), "/").toString())
        .contains(">a<")
        .doesNotContain("href");
  }

  @Test
  void a_long_table_shows_its_first_rows_and_those_that_are_searched_for() {
    List<List<Cell>> rows = IntStream.range(0, 1000).mapToObj(i -> List.of(Cell.of(i))).toList();
    Page page =
        Page.of("Status", "Users")
            .searched(new StatusTable("Users", "Users", List.of("User"), () -> rows));
    var site = Site.of("Product", page);
    assertThat(Layout.show(site, page, view(Query.NONE)).toString())
        .contains(">199<", "200 rows of 1000 are shown")
        .doesNotContain(">200<");
    assertThat(Layout.show(site, page, view(new Query(Map.of("search", "777")))).toString())
        .contains(">777<", "value=\"777\"")
        .doesNotContain(">199<", "are shown");
    assertThat(Layout.show(site, page, view(new Query(Map.of("search", "x")))).toString())
        .contains("Nothing is found.");
  }

  @Test
  void a_page_that_is_not_listed_is_not_in_the_menu() {
    Page listed = Page.of("Status", "Flows");
    Page details = Page.of("Status", "Flow").unlisted();
    assertThat(Layout.show(Site.of("P", listed, details), details, view(Query.NONE)).toString())
        .contains("<a href=\"/status/flows\">")
        .doesNotContain("<a href=\"/status/flow\"");
  }

  private static View view(Query query) {
    return new View(
        User.LOCAL, "t0ken", query, View.Transfers.OFF, View.Entered.NOTHING, List.of());
  }

  private static String shown(Page page) {
    var view = view(Query.NONE);
    return Layout.show(Site.of("Product " + EVIL, page), page, view).toString();
  }

  @Test
  void a_row_has_a_cell_for_each_column() {
    var table = Part.StatusTable.of("T", "A", "B");
    assertThatThrownBy(() -> table.row(Cell.of("1"))).isInstanceOf(IllegalArgumentException.class);
  }
}
