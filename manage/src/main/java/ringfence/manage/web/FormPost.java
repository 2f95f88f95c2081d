package ringfence.manage.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.ScriptLine;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;

/// The fields that a page posted, as a script: what differs from the stored settings, then new
/// rows, then the commands of the button that was pressed.
///
/// The entry line of a table has `+` in the place of a row: `SipEp.Gateway[+]` is the new row's
/// name, `SipEp.Gateway[+].Port` a cell of it.
final class FormPost {
  static final String SOURCE = "the page";

  private final Settings stored;
  private final Map<String, String> fields;
  private final List<String> lines = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  // places of the new rows, as a refusal names them, with their fields
  private final Map<String, String> entries = new LinkedHashMap<>();

  private FormPost(Settings stored, Map<String, String> fields) {
    this.stored = stored;
    this.fields = fields;
  }

  static FormPost read(Settings stored, Map<String, String> fields) {
    var post = new FormPost(stored, fields);
    fields.forEach(post::take);
    for (Table table : stored.declarations().tables()) post.takeEntry(table);
    return post;
  }

  /// The name of the field that names a table's new row.
  static String entry(Table table) {
    return table.name() + "[+]";
  }

  List<String> lines() {
    List<String> script = new ArrayList<>();
    for (String line : lines) if (!isOfDeletedRow(line)) script.add(line);
    script.addAll(orders);
    return script;
  }

  /// What is wrong before anyone runs it.
  List<Refusal> refusals() {
    return refusals;
  }

  /// Refusals of the script, each under the name of its field.
  List<Refusal> atFields(List<Refusal> ofScript) {
    return ofScript.stream().map(this::atField).toList();
  }

  private Refusal atField(Refusal one) {
    String field = entries.getOrDefault(one.variable(), one.variable());
    return new Refusal(one.file(), one.line(), field, one.given(), one.allowed(), one.reason());
  }

  private boolean isOfDeletedRow(String line) {
    String delete = ".Delete=\"10\"";
    return orders.stream()
        .filter(order -> order.endsWith(delete))
        .map(order -> order.substring(0, order.length() - delete.length()) + ".")
        .anyMatch(line::startsWith);
  }

  private void take(String place, String value) {
    if (place.equals(Html.TOKEN_FIELD) || isEntry(place)) return;
    Optional<List<String>> before = stored.printed(place);
    if (before.isEmpty() && value.equals("10")) {
      orders.add(ScriptLine.line(place, value));
    } else if (isSecret(place)) {
      if (!value.isEmpty()) lines.add(ScriptLine.line(place, value));
    } else {
      List<String> after = texts(value);
      if (!before.equals(Optional.of(after))) put(place, after);
    }
  }

  /// Not so where a `[+]` is in the name of a row.
  private static boolean isEntry(String place) {
    int row = place.indexOf('[');
    return row >= 0 && place.startsWith("[+]", row);
  }

  private void put(String place, List<String> texts) {
    for (String text : texts) lines.add(ScriptLine.line(place, text));
  }

  /// A list comes as one text a line; people leave blanks around what they paste.
  private static List<String> texts(String value) {
    List<String> texts = value.lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    return texts.isEmpty() ? List.of("") : texts;
  }

  private boolean isSecret(String place) {
    return ScriptLine.read(place + "=") instanceof ScriptLine.Assignment assignment
        && stored
            .declarations()
            .named(assignment.name())
            .filter(one -> one.kind().form() == Kind.Form.SECRET)
            .isPresent();
  }

  private void takeEntry(Table table) {
    String name = fields.getOrDefault(entry(table), "").strip();
    Map<String, String> cells = cells(table);
    boolean asked = fields.containsKey(entry(table) + ".Insert");
    if (name.isEmpty() && cells.isEmpty() && !asked) return;
    if (!Table.canHave(name)) {
      refuse(table, Refusal.Reason.NOT_ALLOWED, "a name of 1 to 64 characters");
    } else if (stored.rows(table).contains(name)) {
      refuse(table, Refusal.Reason.CONFLICT, "there is a row of that name already");
    } else {
      insert(table, name, cells);
    }
  }

  private void insert(Table table, String name, Map<String, String> cells) {
    String row = table.place(name);
    entries.put(row + ".Insert", entry(table));
    lines.add(ScriptLine.line(row + ".Insert", "10"));
    cells.forEach(
        (column, value) -> {
          entries.put(row + "." + column, entry(table) + "." + column);
          put(row + "." + column, texts(value));
        });
  }

  /// What was filled in for a new row, by column.
  private Map<String, String> cells(Table table) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (var column : stored.declarations().columns(table)) {
      String name = column.variable().name();
      Optional.ofNullable(fields.get(entry(table) + "." + name))
          .filter(value -> !value.isEmpty() && !texts(value).equals(initial(column)))
          .ifPresent(value -> cells.put(name, value));
    }
    return cells;
  }

  private static <T> List<String> initial(Declaration<T> declaration) {
    return declaration.kind().print().apply(declaration.initial());
  }

  private void refuse(Table table, Refusal.Reason reason, String allowed) {
    refusals.add(new Refusal(SOURCE, 0, entry(table), "", allowed, reason));
  }
}
