package ringfence.manage.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The settings in force: a value for every declared variable, set or default. Immutable.
public final class Settings {
  /// A variable by its lower-case name, and its row; the row is empty outside tables.
  private record Place(String name, String row) {}

  private final Declarations declarations;
  private final Map<Place, Object> values;

  private Settings(Declarations declarations, Map<Place, Object> values) {
    this.declarations = declarations;
    this.values = values;
  }

  /// Everything at its default.
  public static Settings of(Declarations declarations) {
    return new Settings(declarations, Map.of());
  }

  public Declarations declarations() {
    return declarations;
  }

  public <T> T get(Variable<T> variable) {
    return value(variable, "");
  }

  /// The value in a row; the default where the row or the value was never set.
  public <T> T get(Column<T> column, String row) {
    return value(column, row);
  }

  /// Whether a file or a page set it, be it to the default.
  public boolean isSet(Variable<?> variable) {
    return values.containsKey(place(variable, ""));
  }

  public boolean isSet(Column<?> column, String row) {
    return values.containsKey(place(column, row));
  }

  /// The rows of a table: those it starts with, then those that were added, in their order.
  public List<String> rows(Table table) {
    Set<String> rows = new LinkedHashSet<>(table.rows());
    String start = table.name().toLowerCase(Locale.ROOT) + ".";
    for (Place place : values.keySet()) {
      String name = place.name();
      boolean ours = name.startsWith(start) && name.indexOf('.', start.length()) < 0;
      if (ours && !place.row().isEmpty()) rows.add(place.row());
    }
    return List.copyOf(rows);
  }

  /// These settings with one changed.
  public <T> Settings with(Variable<T> variable, T value) {
    return put(variable, "", value);
  }

  public <T> Settings with(Column<T> column, String row, T value) {
    return put(column, row, value);
  }

  <T> Settings put(Declaration<T> declaration, String row, T value) {
    if (declarations.named(declaration.name()).isEmpty()) {
      throw new IllegalArgumentException(declaration.name() + " is not declared");
    }
    if (declaration instanceof Column<?> column) column.table().requireRow(row);
    Map<Place, Object> changed = new LinkedHashMap<>(values);
    changed.put(place(declaration, row), Objects.requireNonNull(value));
    return new Settings(declarations, changed);
  }

  @SuppressWarnings("unchecked") // put() lets only a T in at the place of a Declaration<T>
  <T> T value(Declaration<T> declaration, String row) {
    Object value = values.get(place(declaration, row));
    return value == null ? declaration.initial() : (T) value;
  }

  private static Place place(Declaration<?> declaration, String row) {
    return new Place(declaration.name().toLowerCase(Locale.ROOT), row);
  }

  /// What was set, as the text that [SettingStore] reads; secrets are named and left out.
  public String toText() {
    return text(false);
  }

  /// The same with the secrets, for a file that only its owner may read.
  public String toTextWithSecrets() {
    return text(true);
  }

  private String text(boolean withSecrets) {
    List<String> lines = new ArrayList<>();
    for (Declaration<?> declaration : declarations.all()) {
      List<String> rows =
          switch (declaration) {
            case Variable<?> _ -> List.of("");
            case Column<?> column -> rows(column.table());
          };
      for (String row : rows) {
        if (values.containsKey(place(declaration, row))) {
          lines.addAll(lines(declaration, row, withSecrets));
        }
      }
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private <T> List<String> lines(Declaration<T> declaration, String row, boolean withSecrets) {
    String name =
        switch (declaration) {
          case Variable<T> variable -> variable.name();
          case Column<T>(var table, var variable) ->
              table.name() + "[" + table.key() + "=" + row + "]." + variable.name();
        };
    Kind<T> kind = declaration.kind();
    if (kind.form() == Kind.Form.SECRET && !withSecrets) {
      return List.of("# " + name + " is set and not shown");
    }
    return kind.print().apply(value(declaration, row)).stream()
        .map(text -> line(name, text, kind.form()))
        .toList();
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
  public boolean equals(Object other) {
    return other instanceof Settings settings
        && declarations == settings.declarations
        && values.equals(settings.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /// As [#toText].
  @Override
  public String toString() {
    return toText();
  }
}
