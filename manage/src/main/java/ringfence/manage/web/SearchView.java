package ringfence.manage.web;

import java.util.ArrayList;
import java.util.List;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// Tables that are too long to be shown whole: those of their rows that have what a person searches
/// for, and of these the first.
final class SearchView {
  /// So many rows of a table are shown.
  static final int MOST = 200;

  private static final String NAME = "search";

  private SearchView() {}

  static Html html(List<StatusTable> tables, String path, View view) {
    String wanted = view.query().field(NAME).orElse("");
    List<Html> all = new ArrayList<>();
    all.add(field(new Part.Search("Search", NAME, wanted, "Search")));
    for (StatusTable table : tables) {
      List<List<Cell>> found = table.matching(wanted);
      List<List<Cell>> shown = found.subList(0, Math.min(MOST, found.size()));
      boolean none = found.isEmpty() && !wanted.isEmpty();
      StatusTable said = none ? table.none("Nothing is found.") : table;
      all.add(PartView.status(said.offeredTo(view.user().role()), shown, path));
      if (shown.size() < found.size()) all.add(more(shown.size(), found.size()));
    }
    return Html.join(all);
  }

  private static Html more(int shown, int found) {
    String sentence = "%d rows of %d are shown: search for the others.".formatted(shown, found);
    return PartView.notice(sentence, Tone.PLAIN);
  }

  static Html field(Part.Search search) {
    String id = "search-" + search.name();
    var field =
        Html.tag("input")
            .attribute("type", "search")
            .attribute("id", id)
            .attribute("name", search.name())
            .attribute("value", search.value());
    return Html.tag("form")
        .attribute("class", "search")
        .attribute("method", "get")
        .attribute("role", "search")
        .add(Html.tag("label").attribute("for", id).text(search.label()))
        .add(field)
        .add(Html.tag("button").attribute("class", "small").text(search.button()))
        .html();
  }
}
