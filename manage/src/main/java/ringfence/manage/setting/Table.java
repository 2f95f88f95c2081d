package ringfence.manage.setting;

import java.util.List;

/// A table of settings: its name, the column that names a row, and its rows before anyone adds one.
/// A fixed table has these rows and no others.
///
/// ```java
/// Table TRANSPORT = Table.of("SipEp.TransportConfig", "GatewayName").startingWith("default");
/// Column<Boolean> TLS = TRANSPORT.column(Variable.enable("TlsEnable", false));
/// ```
public record Table(String name, String key, List<String> rows, boolean fixed) {
  static final String ROW = "[^\\]\"\\p{Cntrl}]{1,64}";

  public Table {
    for (String row : rows) requireForm(row);
  }

  /// A table without rows.
  public static Table of(String name, String key) {
    return new Table(name, key, List.of(), false);
  }

  /// The same with rows that are there from the start; more may be added.
  public Table startingWith(String... first) {
    return new Table(name, key, List.of(first), false);
  }

  /// The same with these rows and no others.
  public Table fixedTo(String... all) {
    return new Table(name, key, List.of(all), true);
  }

  public <T> Column<T> column(Variable<T> variable) {
    return new Column<>(this, variable);
  }

  void requireRow(String row) {
    requireForm(row);
    if (fixed && !rows.contains(row)) throw new IllegalArgumentException(row);
  }

  private static void requireForm(String row) {
    if (!row.matches(ROW) || !row.equals(row.strip())) throw new IllegalArgumentException(row);
  }
}
