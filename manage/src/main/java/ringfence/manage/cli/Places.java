package ringfence.manage.cli;

import java.util.stream.Stream;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;

/// Where a setting stands, as a script writes it.
final class Places {
  private Places() {}

  /// `SipEp.TransportPersistentBasePort`, or `SipEp.Gateway[Name=default].Port` for each row.
  static Stream<String> of(Declaration<?> declaration, Settings settings) {
    return switch (declaration) {
      case Variable<?> variable -> Stream.of(variable.name());
      case Column<?>(var table, var variable) ->
          settings.rows(table).stream().map(row -> table.place(row) + "." + variable.name());
    };
  }
}
