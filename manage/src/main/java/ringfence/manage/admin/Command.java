package ringfence.manage.admin;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.setting.RowName;
import ringfence.manage.status.StatusTable;

/// Something a person can have done: `Scm.RestartRequiredServices`, or for a row of a table
/// `EpAdm.Endpoint[EpId=FXS1].Lock=10`. Scripts, pages, REST and the command line offer the same.
///
/// @param table the table whose rows it is for, and its key column; both empty for a plain one
/// @param least the role it takes
/// @param action given the row, or nothing for a plain one, and who asked; called on the thread of
///   the one who asked, and says in a sentence what was done or why not
public record Command(
    String table,
    String key,
    String name,
    String help,
    Role least,
    BiFunction<String, Asker, Result> action) {

  /// What came of it, a sentence.
  public sealed interface Result {
    record Done(String sentence) implements Result {}

    record NotDone(String sentence) implements Result {}
  }

  /// A plain command, for users.
  public static Command of(String name, String help, Supplier<Result> action) {
    return new Command("", "", name, help, Role.USER, (_, _) -> action.get());
  }

  /// A command for the rows of a table, for those whom its buttons are for.
  public static Command row(
      StatusTable.RowAction place, String help, Function<String, Result> action) {
    return asked(place, help, (row, _) -> action.apply(row));
  }

  /// The same, for what has to know who asks.
  public static Command asked(
      StatusTable.RowAction place, String help, BiFunction<String, Asker, Result> action) {
    return new Command(place.table(), place.key(), place.name(), help, place.least(), action);
  }

  /// The same for those only who have this role.
  public Command least(Role role) {
    return new Command(table, key, name, help, role, action);
  }

  /// The whole name: `EpAdm.Endpoint.Lock`.
  public String wholeName() {
    return table.isEmpty() ? name : table + "." + name;
  }

  /// The line of a script that gives it for a row: `EpAdm.Endpoint[EpId=FXS1].Lock=10`.
  public String line(String row) {
    return (table.isEmpty() ? name : RowName.place(table, key, row) + "." + name) + "=10";
  }

  /// How it stands in a script: `EpAdm.Endpoint[EpId=…].Lock=10`.
  public String form() {
    return table.isEmpty() ? name : table + "[" + key + "=…]." + name + "=10";
  }
}
