package ringfence.manage.setting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ringfence.manage.setting.Refusal.Reason;
import ringfence.manage.setting.ScriptLine.Assignment;

/// One reading of a settings file, line by line.
final class SettingsReading {
  private final String source;
  private final Declarations declarations;
  private final List<Refusal> refusals = new ArrayList<>();
  private final Map<String, Integer> firstLines = new HashMap<>();
  private Settings settings;
  private int line;

  /// Reads on from settings that are there already.
  SettingsReading(String source, Settings start) {
    this.source = source;
    this.declarations = start.declarations();
    this.settings = start;
  }

  void take(int number, String text) {
    line = number;
    switch (ScriptLine.read(text)) {
      case ScriptLine.Blank _ -> {}
      case ScriptLine.Wrong(var reason) -> refuse(Reason.UNREADABLE_LINE, "", "", reason);
      case Assignment assignment -> take(assignment);
    }
  }

  SettingStore.Outcome outcome() {
    return refusals.isEmpty()
        ? new SettingStore.Loaded(settings)
        : new SettingStore.Refused(List.copyOf(refusals));
  }

  private void take(Assignment assignment) {
    Optional<Declaration<?>> declared = declarations.named(assignment.name());
    if (declared.isEmpty() && isRowCommand(assignment)) {
      change(RowCommand.valueOf(column(assignment).toUpperCase(Locale.ROOT)), assignment);
      return;
    }
    if (declared.isEmpty()) {
      String nearest = declarations.nearest(assignment.name()).map(this::form).orElse("");
      refuse(Reason.UNKNOWN_NAME, assignment.shown(), "", nearest);
      return;
    }
    Declaration<?> declaration = declared.get();
    String wrongRow =
        switch (declaration) {
          case Variable<?> variable -> assignment.key().isEmpty() ? "" : variable.name();
          case Column<?> column -> wrongRow(column, assignment);
        };
    if (wrongRow.isEmpty()) assign(declaration, assignment);
    else refuse(Reason.UNKNOWN_ROW, assignment.shown(), assignment.row(), wrongRow);
  }

  /// What would be right, or nothing when the row is.
  private String wrongRow(Column<?> column, Assignment assignment) {
    Table table = column.table();
    if (!table.key().equalsIgnoreCase(assignment.key())) return form(column);
    List<String> rows = settings.rows(table);
    if (!table.fixed() || rows.contains(assignment.row())) return "";
    return String.join(", ", rows);
  }

  /// What may be done to a row of a table whose rows are not fixed: `…Insert=10`.
  private enum RowCommand {
    INSERT,
    DELETE,
    UP,
    DOWN
  }

  private boolean isRowCommand(Assignment assignment) {
    return !assignment.key().isEmpty()
        && column(assignment).matches("(?i)insert|delete|up|down")
        && table(assignment).filter(table -> !table.fixed()).isPresent();
  }

  private Optional<Table> table(Assignment assignment) {
    String name = assignment.name();
    return declarations
        .table(name.substring(0, name.lastIndexOf('.')))
        .filter(table -> table.key().equalsIgnoreCase(assignment.key()));
  }

  private static String column(Assignment assignment) {
    return assignment.name().substring(assignment.name().lastIndexOf('.') + 1);
  }

  private void change(RowCommand command, Assignment assignment) {
    Table table = table(assignment).orElseThrow();
    String row = assignment.row();
    boolean there = settings.rows(table).contains(row);
    // the unit's commands: 10 does it, 0 does nothing
    if (!assignment.value().matches("0|10")) {
      refuse(Reason.NOT_ALLOWED, assignment.shown(), assignment.value(), "10");
    } else if (!there && command != RowCommand.INSERT) {
      String rows = String.join(", ", settings.rows(table));
      refuse(Reason.UNKNOWN_ROW, assignment.shown(), row, rows);
    } else if (assignment.value().equals("10") && hasRoom(table, assignment)) {
      settings =
          switch (command) {
            case INSERT -> settings.withRow(table, row);
            case DELETE -> settings.withoutRow(table, row);
            case UP -> settings.moved(table, row, -1);
            case DOWN -> settings.moved(table, row, 1);
          };
    }
  }

  /// Whether the row is there or may be added; else it is refused.
  private boolean hasRoom(Table table, Assignment assignment) {
    List<String> rows = settings.rows(table);
    if (rows.contains(assignment.row())) return true;
    if (!Table.canHave(assignment.row())) {
      refuse(Reason.UNKNOWN_ROW, assignment.shown(), assignment.row(), Table.ROW_ALLOWED);
      return false;
    }
    if (rows.size() < table.most()) return true;
    String most = "at most " + table.most() + " rows";
    refuse(Reason.TOO_MANY_ROWS, assignment.shown(), assignment.row(), most);
    return false;
  }

  private <T> void assign(Declaration<T> declaration, Assignment assignment) {
    Kind<T> kind = declaration.kind();
    Optional<T> value = kind.parse().apply(assignment.value());
    if (value.isEmpty()) {
      String given = kind.form() == Kind.Form.SECRET ? "" : assignment.value();
      refuse(Reason.NOT_ALLOWED, assignment.shown(), given, kind.allowed());
      return;
    }
    String place = assignment.name().toLowerCase(Locale.ROOT) + "=" + assignment.row();
    Optional<Integer> earlier = Optional.ofNullable(firstLines.putIfAbsent(place, line));
    boolean plain = !declaration.name().contains(".");
    if (earlier.isPresent() && plain && kind.merge().isEmpty()) {
      refuse(Reason.SET_TWICE, assignment.shown(), "", "line " + earlier.get() + " has it already");
      return;
    }
    if (declaration instanceof Column<?> column && !hasRoom(column.table(), assignment)) return;
    T before = settings.value(declaration, assignment.row());
    T merged =
        earlier
            .flatMap(_ -> kind.merge())
            .map(it -> it.apply(before, value.get()))
            .orElse(value.get());
    settings = settings.put(declaration, assignment.row(), merged);
  }

  /// A name as one writes it: `SipEp.TransportConfig[GatewayName=…].TlsEnable`.
  private String form(Declaration<?> declaration) {
    return switch (declaration) {
      case Variable<?> variable -> variable.name();
      case Column<?>(var table, var variable) ->
          table.name() + "[" + table.key() + "=…]." + variable.name();
    };
  }

  private void refuse(Reason reason, String variable, String given, String allowed) {
    refusals.add(new Refusal(source, line, variable, given, allowed, reason));
  }
}
