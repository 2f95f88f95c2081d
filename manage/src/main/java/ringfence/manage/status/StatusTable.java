package ringfence.manage.status;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import ringfence.manage.access.Role;
import ringfence.manage.setting.RowName;

/// A table that shows how things are, declared once for the pages, the REST interface and the
/// command line. The first column names the row.
///
/// ```java
/// new StatusTable("SipEp.RegistrationStatus", "Registration Status",
///     List.of("Endpoint", "User Name", "State"), unit::registrations)
/// ```
///
/// @param name as a script names it
/// @param title as a page heads it
/// @param rows asked anew whenever someone looks, on any thread
/// @param none what a page says when there are no rows
/// @param actions row commands such as `EpAdm.Endpoint[EpId=FXS1].Lock`, offered for each row
/// @param details where a page leads from the name of a row
public record StatusTable(
    String name,
    String title,
    List<String> columns,
    Supplier<List<List<Cell>>> rows,
    String none,
    List<RowAction> actions,
    Details details) {

  /// Where there is more to see of a row, whose name is put after the address.
  ///
  /// @param address empty where there is no more
  /// @param least the role it takes
  public record Details(String address, Role least) {
    static final Details NONE = new Details("", Role.OBSERVER);
  }

  /// A command that a page offers beside each row: it posts `table[key=row].name=10`.
  ///
  /// @param least the role it takes
  public record RowAction(String table, String key, String name, String label, Role least) {
    /// One for users.
    public RowAction(String table, String key, String name, String label) {
      this(table, key, name, label, Role.USER);
    }

    /// The command for a row, as a script has it.
    public String place(String row) {
      return RowName.place(table, key, row) + "." + name;
    }
  }

  public StatusTable {
    columns = List.copyOf(columns);
    actions = List.copyOf(actions);
  }

  public StatusTable(
      String name, String title, List<String> columns, Supplier<List<List<Cell>>> rows) {
    this(name, title, columns, rows, "None.", List.of(), Details.NONE);
  }

  /// The table with its rows as they are now, each as long as the columns.
  public List<List<Cell>> now() {
    return rows.get();
  }

  /// Those rows that have `text` in a cell, in any case of letters.
  public List<List<Cell>> matching(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return now().stream().filter(row -> row.stream().anyMatch(cell -> has(cell, wanted))).toList();
  }

  private static boolean has(Cell cell, String wanted) {
    return cell.text().toLowerCase(Locale.ROOT).contains(wanted);
  }

  /// The table with another sentence for when it is empty.
  public StatusTable none(String sentence) {
    return new StatusTable(name, title, columns, rows, sentence, actions, details);
  }

  /// The table with these commands for each row.
  public StatusTable actions(RowAction... offered) {
    return new StatusTable(name, title, columns, rows, none, List.of(offered), details);
  }

  /// The table whose rows lead to more: `/status/ladder?of=`.
  public StatusTable details(String address) {
    return details(address, Role.OBSERVER);
  }

  /// The same for this role and those above it.
  public StatusTable details(String address, Role least) {
    return new StatusTable(name, title, columns, rows, none, actions, new Details(address, least));
  }

  /// The table with those of its commands only that this role may give, and what it may see.
  public StatusTable offeredTo(Role role) {
    List<RowAction> may = actions.stream().filter(it -> role.isAtLeast(it.least())).toList();
    Details seen = role.isAtLeast(details.least()) ? details : Details.NONE;
    return new StatusTable(name, title, columns, rows, none, may, seen);
  }
}
