package ringfence.manage.setting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The settings in force: a value for every declared variable, set or default. Immutable.
public final class Settings {
  /// A variable by its lower-case name, and its row; the row is empty outside tables.
  private record Place(String name, String row) {}

  private final Declarations declarations;
  private final Map<Place, Object> values;
  // of the tables whose rows were changed, by lower-case name
  private final Map<String, List<String>> rows;

  private Settings(
      Declarations declarations, Map<Place, Object> values, Map<String, List<String>> rows) {
    this.declarations = declarations;
    this.values = values;
    this.rows = rows;
  }

  /// Everything at its default.
  public static Settings of(Declarations declarations) {
    return new Settings(declarations, Map.of(), Map.of());
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

  /// Whether it is not at its default.
  public boolean isSet(Variable<?> variable) {
    return values.containsKey(place(variable, ""));
  }

  public boolean isSet(Column<?> column, String row) {
    return values.containsKey(place(column, row));
  }

  /// The rows of a table in their order: those it starts with and those that were added.
  public List<String> rows(Table table) {
    if (table.followed().isPresent()) return rows(table.followed().get());
    return rows.getOrDefault(lower(table.name()), table.rows());
  }

  /// These settings with one changed.
  public <T> Settings with(Variable<T> variable, T value) {
    return put(variable, "", value);
  }

  /// These settings with one cell changed; its row is added where there is none.
  public <T> Settings with(Column<T> column, String row, T value) {
    return put(column, row, value);
  }

  /// These settings with one more row at the end, unless the table has it.
  public Settings withRow(Table table, String row) {
    List<String> before = rows(table);
    if (before.contains(row)) return this;
    table.requireRow(row);
    if (before.size() >= table.most()) {
      throw new IllegalArgumentException(table.name() + " has " + table.most() + " rows");
    }
    List<String> after = new ArrayList<>(before);
    after.add(row);
    return new Settings(declarations, values, withRows(table, after));
  }

  /// These settings without a row and its cells, here and in the tables that follow this one.
  public Settings withoutRow(Table table, String row) {
    if (table.fixed()) throw new IllegalArgumentException(table.name() + " has fixed rows");
    Map<Place, Object> left = new LinkedHashMap<>(values);
    left.keySet().removeIf(place -> place.row().equals(row) && isOf(table, place));
    List<String> after = new ArrayList<>(rows(table));
    after.remove(row);
    return new Settings(declarations, left, withRows(table, after));
  }

  /// These settings with a row moved up (negative) or down by so many places, as far as it goes.
  public Settings moved(Table table, String row, int by) {
    List<String> after = new ArrayList<>(rows(table));
    int from = after.indexOf(row);
    if (from < 0 || table.fixed()) throw new IllegalArgumentException(row);
    after.remove(from);
    after.add(Math.clamp(from + by, 0, after.size()), row);
    return new Settings(declarations, values, withRows(table, after));
  }

  private Map<String, List<String>> withRows(Table table, List<String> after) {
    Map<String, List<String>> changed = new LinkedHashMap<>(rows);
    if (after.equals(table.rows())) changed.remove(lower(table.name()));
    else changed.put(lower(table.name()), Collections.unmodifiableList(after));
    return changed;
  }

  private boolean isOf(Table table, Place place) {
    return isIn(table, place)
        || declarations.tables().stream()
            .anyMatch(it -> it.followed().filter(table::equals).isPresent() && isIn(it, place));
  }

  private static boolean isIn(Table table, Place place) {
    String start = lower(table.name()) + ".";
    return place.name().startsWith(start) && place.name().indexOf('.', start.length()) < 0;
  }

  <T> Settings put(Declaration<T> declaration, String row, T value) {
    if (declarations.named(declaration.name()).isEmpty()) {
      throw new IllegalArgumentException(declaration.name() + " is not declared");
    }
    Settings grown =
        switch (declaration) {
          case Variable<?> _ -> this;
          case Column<?> column -> withRow(column.table(), row);
        };
    Map<Place, Object> changed = new LinkedHashMap<>(values);
    // what is at its default is not kept, so that the same settings have the same text
    if (value.equals(declaration.initial())) changed.remove(place(declaration, row));
    else changed.put(place(declaration, row), value);
    return new Settings(declarations, changed, grown.rows);
  }

  @SuppressWarnings("unchecked") // put() lets only a T in at the place of a Declaration<T>
  <T> T value(Declaration<T> declaration, String row) {
    Object value = values.get(place(declaration, row));
    return value == null ? declaration.initial() : (T) value;
  }

  boolean isSet(Declaration<?> declaration, String row) {
    return values.containsKey(place(declaration, row));
  }

  /// These settings with everything of one service as `other` has it.
  public Settings taking(String service, Settings other) {
    Map<Place, Object> both = new LinkedHashMap<>(values);
    both.keySet().removeIf(place -> isOf(service, place));
    other.values.forEach(
        (place, value) -> {
          if (isOf(service, place)) both.put(place, value);
        });
    Map<String, List<String>> order = new LinkedHashMap<>(rows);
    order.keySet().removeIf(table -> isReadBy(service, table));
    other.rows.forEach(
        (table, all) -> {
          if (isReadBy(service, table)) order.put(table, all);
        });
    return new Settings(declarations, both, order);
  }

  private boolean isOf(String service, Place place) {
    return declarations
        .named(place.name())
        .filter(it -> it.service().equalsIgnoreCase(service))
        .isPresent();
  }

  /// Whether a table is the service's own, or has a column that it reads.
  private boolean isReadBy(String service, String table) {
    return table.startsWith(lower(service) + ".")
        || declarations.table(table).stream()
            .flatMap(it -> declarations.columns(it).stream())
            .anyMatch(it -> it.service().equalsIgnoreCase(service));
  }

  /// The services whose values or rows are not the same in `other`, in the order of declaration.
  public List<String> servicesThatDiffer(Settings other) {
    return declarations.all().stream()
        .filter(one -> differs(one, other))
        .map(Declaration::service)
        .distinct()
        .toList();
  }

  private boolean differs(Declaration<?> one, Settings other) {
    return switch (one) {
      case Variable<?> variable -> !get(variable).equals(other.get(variable));
      case Column<?> column -> {
        List<String> own = rows(column.table());
        yield !own.equals(other.rows(column.table()))
            || own.stream().anyMatch(row -> !get(column, row).equals(other.get(column, row)));
      }
    };
  }

  private static Place place(Declaration<?> declaration, String row) {
    return new Place(lower(declaration.name()), row);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// What is not at its default, as the text that [SettingStore] reads; secrets are named and left
  /// out.
  public String toText() {
    return new SettingsText(this, false, false).toString();
  }

  /// The same with the secrets, for a file that only its owner may read.
  public String toTextWithSecrets() {
    return new SettingsText(this, true, false).toString();
  }

  /// Every setting, be it at its default; secrets are named and left out.
  public String toWholeText() {
    return new SettingsText(this, false, true).toString();
  }

  /// The value at a place such as `SipEp.TransportPersistentBasePort` or
  /// `SipEp.Gateway[Name=default].Port`, one text a line of the file; nothing where there is no
  /// such place. A secret is `(hidden)`.
  public Optional<List<String>> printed(String place) {
    if (!(ScriptLine.read(place + "=") instanceof ScriptLine.Assignment assignment)) {
      return Optional.empty();
    }
    return declarations
        .named(assignment.name())
        .filter(one -> hasRow(one, assignment))
        .map(one -> SettingsText.shown(this, one, assignment.row()));
  }

  private boolean hasRow(Declaration<?> declaration, ScriptLine.Assignment assignment) {
    return switch (declaration) {
      case Variable<?> _ -> assignment.key().isEmpty();
      case Column<?> column ->
          column.table().key().equalsIgnoreCase(assignment.key())
              && rows(column.table()).contains(assignment.row());
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings
        && declarations == settings.declarations
        && values.equals(settings.values)
        && rows.equals(settings.rows);
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
