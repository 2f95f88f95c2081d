package ringfence.manage.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The forms of a page as one HTML form whose field names are places, so that what it posts is a
/// script. Its fields show what is stored. An address leads to a variable, a column or a table by
/// its name after `#`.
final class FormView {
  /// More fields than this do not fit beside each other; a row is a card then.
  private static final int MOST_SIDE_BY_SIDE = 5;

  private final String path;
  private final Settings settings;
  private final View view;
  private final int number;
  private final Set<String> marked = new HashSet<>();
  private int fields;

  /// @param number of this form on its page, which keeps its ids apart
  FormView(String path, Settings settings, View view, int number) {
    this.path = path;
    this.settings = settings;
    this.view = view;
    this.number = number;
  }

  Html html(List<Form> forms) {
    var whole =
        Html.tag("form")
            .attribute("class", "settings")
            .attribute("method", "post")
            .attribute("action", path)
            .attribute("autocomplete", "off");
    // Enter presses the first button of a form, which must not be one that deletes a row
    if (view.mayChange()) whole = whole.add(unseen(submit("first")));
    List<Html> sections = forms.stream().map(this::section).toList();
    whole = whole.add(sections);
    return (view.mayChange() ? whole.add(submit("submit")) : whole).html();
  }

  /// The refusals that stand beside a field of it, once it is made.
  boolean shows(Refusal refusal) {
    return marked.contains(refusal.variable().toLowerCase(Locale.ROOT));
  }

  private static Html.Tag submit(String style) {
    return Html.tag("button").attribute("class", style).text("Submit");
  }

  /// For no one to find, neither by keyboard nor by a screen reader.
  private static Html.Tag unseen(Html.Tag button) {
    return button.attribute("tabindex", "-1").attribute("aria-hidden", "true");
  }

  private Html section(Form form) {
    var section = PartView.block(form.title());
    for (Variable<?> variable : form.variables()) section = section.add(row(variable));
    return section.add(form.table().map(it -> table(form, it)).orElse(Html.EMPTY)).html();
  }

  private Html row(Variable<?> variable) {
    String help = nextId() + "-help";
    Field field = field(variable, variable.name(), help);
    var label = Html.tag("label").attribute("for", field.id()).text(labelled(variable));
    var control =
        Html.tag("div")
            .attribute("class", "control")
            .add(field.control(mayChange(field), ""))
            .add(field.reason())
            .add(Html.tag("small").attribute("id", help).text(hint(variable)));
    String style = field.wrong().isPresent() ? "field refused" : "field";
    return Html.tag("div")
        .attribute("class", style)
        .attribute("id", variable.name())
        .add(label)
        .add(control)
        .html();
  }

  private Field field(Declaration<?> declaration, String place, String help) {
    Optional<String> entered =
        Optional.ofNullable(view.entered().fields().get(place)).filter(_ -> !isSecret(declaration));
    List<String> value =
        entered
            .map(text -> text.lines().toList())
            .orElseGet(() -> settings.printed(place).orElseGet(() -> initial(declaration)));
    return new Field(nextId(), place, declaration, value, help, wrong(place));
  }

  private Optional<String> wrong(String place) {
    Optional<String> wrong = view.entered().wrong(place);
    if (wrong.isPresent()) marked.add(place.toLowerCase(Locale.ROOT));
    return wrong;
  }

  private String nextId() {
    return "field-" + number + "-" + fields++;
  }

  private static boolean isSecret(Declaration<?> declaration) {
    return declaration.kind().form() == Kind.Form.SECRET;
  }

  private static <T> List<String> initial(Declaration<T> declaration) {
    return declaration.kind().print().apply(declaration.initial());
  }

  /// Secrets are an Admin's.
  private boolean mayChange(Field field) {
    return field.isSecret() ? view.isAdmin() : view.mayChange();
  }

  private static String labelled(Declaration<?> one) {
    return one.unit().isEmpty() ? one.label() : one.label() + " (" + one.unit() + ")";
  }

  /// Its help, and for a number what is allowed.
  private static String hint(Declaration<?> one) {
    if (one.kind().form() != Kind.Form.NUMBER) return one.help();
    String allowed = one.kind().allowed();
    return one.help() + (one.help().isEmpty() ? "" : " ") + "Allowed: " + allowed + ".";
  }

  private Html table(Form form, Table table) {
    String help = nextId();
    List<String> rows = settings.rows(table);
    var body = Html.tag("tbody");
    for (String row : rows) body = body.add(row(form, table.place(row), row));
    boolean room = view.mayChange() && form.offersRows();
    if (room && rows.size() < table.most()) body = body.add(entry(form, table));
    var whole =
        Html.tag("table")
            .attribute(
                "class", form.columns().size() > MOST_SIDE_BY_SIDE ? "fields cards" : "fields")
            .attribute("aria-label", form.title())
            .attribute("id", table.name())
            .add(Html.tag("thead").add(heads(form)))
            .add(body);
    String full = "There is room for " + table.most() + " rows and no more.";
    Html bound = room && rows.size() >= table.most() ? note(full) : Html.EMPTY;
    Html empty = rows.isEmpty() && !room ? note("None yet.") : Html.EMPTY;
    return Html.join(List.of(whole.html(), empty, bound, explanation(form, help)));
  }

  private static Html note(String sentence) {
    return Html.tag("p").attribute("class", "none").text(sentence).html();
  }

  private Html heads(Form form) {
    var heads = Html.tag("tr").add(PartView.head(form.rowLabel()));
    for (Column<?> column : form.columns()) {
      heads = heads.add(PartView.heading(labelled(column)).attribute("id", column.name()));
    }
    boolean acts = view.mayChange() && form.offersRows();
    return (acts ? heads.add(PartView.head("Action")) : heads).html();
  }

  private Html row(Form form, String rowPlace, String row) {
    var cells =
        Html.tag("tr")
            .add(
                Html.tag("th")
                    .attribute("scope", "row")
                    .attribute("data-column", form.rowLabel())
                    .text(row));
    for (Column<?> column : form.columns()) {
      cells = cells.add(cell(column, rowPlace + "." + column.variable().name(), row));
    }
    boolean acts = view.mayChange() && form.offersRows();
    return (acts ? cells.add(actions(form, rowPlace, row)) : cells).html();
  }

  private Html cell(Column<?> column, String place, String row) {
    Field field = field(column, place, explained(column));
    return Html.tag("td")
        .attribute("data-column", labelled(column))
        .add(field.control(mayChange(field), labelled(column) + ", " + row))
        .add(field.reason())
        .html();
  }

  private static Html actions(Form form, String rowPlace, String row) {
    var cell = Html.tag("td").attribute("class", "actions").attribute("data-column", "Action");
    if (form.ordered()) {
      cell = cell.add(action(rowPlace + ".Up", "↑", "Move up " + row));
      cell = cell.add(action(rowPlace + ".Down", "↓", "Move down " + row));
    }
    return cell.add(action(rowPlace + ".Delete", "−", "Delete " + row)).html();
  }

  private static Html action(String place, String sign, String label) {
    return Html.tag("button")
        .attribute("class", "small")
        .attribute("name", place)
        .attribute("value", "10")
        .attribute("aria-label", label)
        .attribute("title", label)
        .text(sign)
        .html();
  }

  /// The line by which a row is added.
  private Html entry(Form form, Table table) {
    String place = FormPost.entry(table);
    String name = view.entered().fields().getOrDefault(place, "");
    var wrong = wrong(place).map(FormView::strong);
    var input =
        Html.tag("input")
            .attribute("name", place)
            .attribute("value", name)
            .attribute("aria-label", "New: " + form.rowLabel())
            .attribute("placeholder", "New");
    var cells =
        Html.tag("tr")
            .attribute("class", "entry")
            .add(
                Html.tag("td")
                    .attribute("data-column", form.rowLabel())
                    .add(input)
                    .add(wrong.orElse(Html.EMPTY)));
    for (Column<?> column : form.columns()) {
      cells = cells.add(cell(column, place + "." + column.variable().name(), "new row"));
    }
    var add = Html.tag("td").attribute("class", "actions").attribute("data-column", "Action");
    return cells.add(add.add(action(place + ".Insert", "+", "Add the row"))).html();
  }

  private static Html strong(String sentence) {
    return Html.tag("strong").attribute("class", "wrong").text(sentence).html();
  }

  /// What the columns mean, once for all rows.
  private static Html explanation(Form form, String id) {
    var list = Html.tag("dl");
    for (Column<?> column : form.columns()) {
      list =
          list.add(Html.tag("dt").text(labelled(column)))
              .add(Html.tag("dd").attribute("id", explained(column)).text(hint(column)));
    }
    return Html.tag("details")
        .attribute("id", id)
        .attribute("class", "help")
        .add(Html.tag("summary").text("What the columns mean"))
        .add(list)
        .html();
  }

  private static String explained(Column<?> column) {
    return "help-" + Page.slug(column.name());
  }
}
