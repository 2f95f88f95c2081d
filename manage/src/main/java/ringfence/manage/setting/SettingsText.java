package ringfence.manage.setting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Settings as the lines that make them again from the defaults.
final class SettingsText {
  private final Settings settings;
  private final boolean withSecrets;
  private final boolean whole;
  private final List<String> lines = new ArrayList<>();

  SettingsText(Settings settings, boolean withSecrets, boolean whole) {
    this.settings = settings;
    this.withSecrets = withSecrets;
    this.whole = whole;
    Set<Table> seen = new HashSet<>();
    for (Declaration<?> declaration : settings.declarations().all()) {
      switch (declaration) {
        case Variable<?> variable -> add(variable, "");
        case Column<?>(var table, _) when seen.add(table) -> {
          if (table.fixed()) addCells(table);
          else add(table);
        }
        case Column<?> _ -> {}
      }
    }
  }

  /// A table row by row, so that the order of first mention is the order of the rows.
  private void add(Table table) {
    List<String> rows = settings.rows(table);
    List<String> kept = rows.stream().filter(table.rows()::contains).toList();
    List<String> startKept = table.rows().stream().filter(rows::contains).toList();
    boolean inPlace = kept.equals(startKept) && rows.subList(0, kept.size()).equals(kept);
    for (String row : table.rows()) {
      if (!inPlace || !rows.contains(row)) lines.add(table.place(row) + ".Delete=10");
    }
    for (String row : rows) {
      int before = lines.size();
      addCells(table, row);
      boolean there = lines.size() > before || (inPlace && table.rows().contains(row));
      if (!there) lines.add(table.place(row) + ".Insert=10");
    }
  }

  private void addCells(Table table) {
    for (String row : settings.rows(table)) addCells(table, row);
  }

  private void addCells(Table table, String row) {
    for (Column<?> column : settings.declarations().columns(table)) add(column, row);
  }

  private void add(Declaration<?> declaration, String row) {
    if (whole || settings.isSet(declaration, row)) lines.addAll(lines(declaration, row));
  }

  private <T> List<String> lines(Declaration<T> declaration, String row) {
    String name = name(declaration, row);
    Kind<T> kind = declaration.kind();
    if (kind.form() == Kind.Form.SECRET && !withSecrets) return List.of(unshown(declaration, row));
    return kind.print().apply(settings.value(declaration, row)).stream()
        .map(text -> line(name, text, kind.form()))
        .toList();
  }

  private String unshown(Declaration<?> declaration, String row) {
    boolean set = settings.isSet(declaration, row);
    return "# " + name(declaration, row) + (set ? " is set and not shown" : " is not set");
  }

  static <T> List<String> shown(Settings settings, Declaration<T> declaration, String row) {
    if (declaration.kind().form() == Kind.Form.SECRET) {
      return List.of(settings.isSet(declaration, row) ? "(hidden)" : "");
    }
    return declaration.kind().print().apply(settings.value(declaration, row));
  }

  private static String name(Declaration<?> declaration, String row) {
    return switch (declaration) {
      case Variable<?> variable -> variable.name();
      case Column<?>(var table, var variable) -> table.place(row) + "." + variable.name();
    };
  }

  /// The unit's own form for its dotted names, `name = value` for plain ones.
  private static String line(String name, String text, Kind.Form form) {
    if (name.contains(".")) {
      return name + "=" + (form == Kind.Form.NUMBER ? text : ScriptText.quoted(text));
    }
    boolean plain = text.matches("[\\w./:@,*+;=-]*");
    return name + " = " + (plain ? text : ScriptText.quoted(text));
  }

  @Override
  public String toString() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
