package ringfence.manage.setting;

import java.util.List;

/// A table of settings: its name, the column that names a row, and its rows before anyone adds one.
/// A fixed table has these rows and no others.
///
/// ```java
/// Table GATEWAY = Table.of("SipEp.Gateway", "Name").startingWith("default").atMost(10);
/// Column<Integer> PORT = GATEWAY.column(Variable.number("Port", 0, 0, 65535));
/// ```
///
/// @param most how many rows it may have
public record Table(String name, String key, List<String> rows, boolean fixed, int most) {
  static final String ROW = "[^\\]\"\\p{Cntrl}]{1,64}";
  private static final int MOST_ROWS = 1000;

  public Table {
    for (String row : rows) requireForm(row);
  }

  /// A table without rows.
  public static Table of(String name, String key) {
    return new Table(name, key, List.of(), false, MOST_ROWS);
  }

  /// The same with rows that are there from the start; more may be added.
  public Table startingWith(String... first) {
    return new Table(name, key, List.of(first), false, most);
  }

  /// The same with these rows and no others.
  public Table fixedTo(String... all) {
    return new Table(name, key, List.of(all), true, all.length);
  }

  /// The same with at most so many rows.
  public Table atMost(int bound) {
    return new Table(name, key, rows, fixed, bound);
  }

  public <T> Column<T> column(Variable<T> variable) {
    return new Column<>(this, variable);
  }

  /// A row as a script names it: `SipEp.Gateway[Name=default]`.
  public String place(String row) {
    return name + "[" + key + "=" + row + "]";
  }

  void requireRow(String row) {
    requireForm(row);
    if (fixed && !rows.contains(row)) throw new IllegalArgumentException(row);
  }

  private static void requireForm(String row) {
    if (!row.matches(ROW) || !row.equals(row.strip())) throw new IllegalArgumentException(row);
  }
}
