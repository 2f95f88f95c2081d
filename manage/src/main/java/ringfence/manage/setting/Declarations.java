package ringfence.manage.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every setting of a product, found by name in any case of letters.
public final class Declarations {
  private final Map<String, Declaration<?>> byName = new LinkedHashMap<>();

  private Declarations(List<Declaration<?>> all) {
    for (Declaration<?> one : all) {
      if (byName.put(lower(one.name()), one) != null) {
        throw new IllegalArgumentException(one.name() + " is declared twice");
      }
    }
  }

  public static Declarations of(Declaration<?>... all) {
    return new Declarations(List.of(all));
  }

  /// These and more: a product's features declare theirs beside themselves.
  public Declarations and(Declaration<?>... more) {
    List<Declaration<?>> both = new ArrayList<>(all());
    both.addAll(List.of(more));
    return new Declarations(both);
  }

  /// These and those of another feature.
  public Declarations and(Declarations more) {
    return and(more.all().toArray(Declaration<?>[]::new));
  }

  /// In the order of declaration.
  public List<Declaration<?>> all() {
    return List.copyOf(byName.values());
  }

  /// The columns of a table, in the order of declaration.
  public List<Column<?>> columns(Table table) {
    List<Column<?>> columns = new ArrayList<>();
    for (Declaration<?> one : byName.values()) {
      if (one instanceof Column<?> column && column.table().equals(table)) columns.add(column);
    }
    return columns;
  }

  /// A table by its name in any case of letters.
  public Optional<Table> table(String name) {
    return tables().stream().filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
  }

  /// Every table, in the order of declaration.
  public List<Table> tables() {
    Set<Table> tables = new LinkedHashSet<>();
    for (Declaration<?> one : byName.values()) {
      if (one instanceof Column<?> column) tables.add(column.table());
    }
    return List.copyOf(tables);
  }

  public Optional<Declaration<?>> named(String name) {
    return Optional.ofNullable(byName.get(lower(name)));
  }

  /// The known name most like `name`, if any is like it at all.
  Optional<Declaration<?>> nearest(String name) {
    int least = Math.max(2, name.length() / 3) + 1;
    Optional<Declaration<?>> nearest = Optional.empty();
    for (Declaration<?> one : byName.values()) {
      int distance = distance(lower(one.name()), lower(name));
      if (distance >= least) continue;
      least = distance;
      nearest = Optional.of(one);
    }
    return nearest;
  }

  /// Letters to add, drop or change between the two.
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
