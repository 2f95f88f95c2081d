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

  SettingsReading(String source, Declarations declarations) {
    this.source = source;
    this.declarations = declarations;
    this.settings = Settings.of(declarations);
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
    if (!table.fixed() || table.rows().contains(assignment.row())) return "";
    return String.join(", ", table.rows());
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
