package ringfence.manage.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.manage.json.Json;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.ScriptLine;
import ringfence.manage.setting.Table;

/// JSON as the lines of a script. Names and values are the script's to judge; what JSON cannot mean
/// here is the first fault.
final class JsonScript {
  private final Declarations declarations;
  private final List<String> lines = new ArrayList<>();
  private Optional<String> fault = Optional.empty();

  JsonScript(Declarations declarations) {
    this.declarations = declarations;
  }

  List<String> lines() {
    return lines;
  }

  Optional<String> fault() {
    return fault;
  }

  /// A member of all settings: a variable, or a table's rows to be added or changed.
  void put(String name, Json value) {
    Optional<Table> table = declarations.table(name);
    if (table.isEmpty()) {
      assign(name, value);
    } else if (value instanceof Json.JsonArray(List<Json> rows)) {
      for (Json row : rows) putRow(table.get(), row);
    } else {
      fault(name + " takes an array of rows.");
    }
  }

  private void putRow(Table table, Json row) {
    if (row instanceof Json.JsonObject(Map<String, Json> members)
        && members.get(table.key()) instanceof Json.JsonText(String key)) {
      if (!table.fixed()) command(table, key, "Insert");
      putCells(table, key, members);
    } else {
      fault("A row of " + table.name() + " is an object with the text " + table.key() + ".");
    }
  }

  /// The cells of a row; its key may be among them.
  void putCells(Table table, String row, Map<String, Json> members) {
    members.forEach(
        (name, value) -> {
          boolean key = name.equals(table.key());
          if (!key) assign(table.place(row) + "." + name, value);
          else if (!value.equals(Json.text(row))) fault("A row keeps its " + table.key() + ".");
        });
  }

  /// A cell back to its default.
  void reset(Column<?> column, String row) {
    String place = column.table().place(row) + "." + column.variable().name();
    for (String text : Values.printed(column)) lines.add(ScriptLine.line(place, text));
  }

  void command(Table table, String row, String name) {
    lines.add(ScriptLine.line(table.place(row) + "." + name, "10"));
  }

  private void assign(String place, Json value) {
    Values.lines(place, value)
        .ifPresentOrElse(
            lines::addAll, () -> fault(place + " takes a text, a number or an array of texts."));
  }

  private void fault(String sentence) {
    if (fault.isEmpty()) fault = Optional.of(sentence);
  }
}
