package ringfence.manage.setting;

import java.util.List;
import java.util.Optional;

/// A table of settings: its name, the column that names a row, and its rows before anyone adds one.
/// A fixed table has these rows and no others; one that follows another has that one's rows.
///
/// ```java
/// Table GATEWAY = Table.of("SipEp.Gateway", "Name").startingWith("default").atMost(10);
/// Column<Integer> PORT = GATEWAY.column(Variable.number("Port", 0, 0, 65535));
/// ```
///
/// @param most how many rows it may have
/// @param followed the table whose rows it has, where it has none of its own
public record Table(
    String name, String key, List<String> rows, boolean fixed, int most, Optional<Table> followed) {
  static final String ROW_ALLOWED = "a name of 1 to 64 characters without ] and \"";
  private static final int MOST_ROWS = 1000;

  public Table {
    for (String row : rows) requireForm(row);
  }

  /// A table without rows.
  public static Table of(String name, String key) {
    return new Table(name, key, List.of(), false, MOST_ROWS, Optional.empty());
  }

  /// The same with rows that are there from the start; more may be added.
  public Table startingWith(String... first) {
    return new Table(name, key, List.of(first), false, most, Optional.empty());
  }

  /// The same with these rows and no others.
  public Table fixedTo(String... all) {
    return new Table(name, key, List.of(all), true, all.length, Optional.empty());
  }

  /// The same with at most so many rows.
  public Table atMost(int bound) {
    return new Table(name, key, rows, fixed, bound, followed);
  }

  /// The same with a row for each row of another table, at any time: settings of a gateway that
  /// stand elsewhere than the gateway itself.
  public Table following(Table other) {
    return new Table(name, key, other.rows(), true, other.most(), Optional.of(other));
  }

  public <T> Column<T> column(Variable<T> variable) {
    return new Column<>(this, variable);
  }

  /// A row as a script names it: `SipEp.Gateway[Name=default]`.
  public String place(String row) {
    return RowName.place(name, key, row);
  }

  void requireRow(String row) {
    requireForm(row);
    if (fixed) throw new IllegalArgumentException(row);
  }

  /// Whether a row of a table of settings may be called so.
  public static boolean canHave(String row) {
    return row.matches(RowName.BARE) && row.equals(row.strip());
  }

  private static void requireForm(String row) {
    if (!canHave(row)) throw new IllegalArgumentException(row);
  }
}
