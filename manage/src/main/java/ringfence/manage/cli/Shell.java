package ringfence.manage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Command;
import ringfence.manage.setting.Refusal;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;

/// The command line, without the terminal: takes a line, gives what to print. A name shows what it
/// names, and everything else is a line of the product's script language.
///
/// ```
/// > SipEp.TransportPersistentBasePort
/// 16000
/// > SipEp.TransportPersistentBasePort=17000
/// Stored. Restart the services that wait for it by Scm.RestartRequiredServices.
/// ```
public final class Shell {
  private static final String SOURCE = "the command line";

  private final Supplier<Administration> door;
  private final Supplier<List<String>> identity;

  /// What became of a line.
  public sealed interface Answer {
    record Said(List<String> lines) implements Answer {}

    /// Why nothing was changed.
    record Failed(List<String> lines) implements Answer {}

    /// The person goes.
    record Bye() implements Answer {}
  }

  /// @param door asked at each line
  /// @param identity what `sysinfo` says
  public Shell(Supplier<Administration> door, Supplier<List<String>> identity) {
    this.door = door;
    this.identity = identity;
  }

  private Administration administration() {
    return door.get();
  }

  /// Does what a line says, with the rights of `role`.
  public Answer answer(String line, Role role) {
    String text = line.strip();
    String[] words = text.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "" -> new Answer.Said(List.of());
      case "help", "?" -> new Answer.Said(help(rest));
      case "exit", "quit", "logout" -> new Answer.Bye();
      case "sysinfo" -> new Answer.Said(identity.get());
      case "export" -> export(rest, role);
      case "show" -> show(rest, role);
      default -> shown(text, role).orElseGet(() -> run(text, role));
    };
  }

  private List<String> help(String name) {
    if (!name.isEmpty()) return help(name, administration().commands());
    List<String> lines = new ArrayList<>();
    lines.add("NAME            shows a setting, the rows of a table, or a status");
    lines.add("NAME=VALUE      changes a setting; TABLE[KEY=ROW].COLUMN=VALUE a cell");
    lines.add("A=1; B=2        changes both together, or neither");
    lines.add("TABLE[KEY=ROW].Insert=10, .Delete=10, .Up=10, .Down=10");
    lines.add("show            lists what there is to look at; show NAME");
    lines.add("export [all]    the settings as a script: what was changed, or all");
    lines.add("sysinfo         what this is");
    lines.add("help NAME       what a setting or a command does");
    lines.add("exit");
    lines.add("Commands:");
    administration().commands().forEach(it -> lines.add("  " + it.form()));
    return lines;
  }

  private List<String> help(String name, List<Command> commands) {
    List<String> lines = new ArrayList<>();
    for (Command command : commands) {
      if (command.wholeName().equalsIgnoreCase(name)) lines.add(command.help());
    }
    String plain = name.replaceAll("\\[.*?]", "");
    var declarations = administration().configuration().stored().declarations();
    declarations
        .named(plain)
        .ifPresent(it -> lines.add(it.help() + " Allowed: " + it.kind().allowed() + "."));
    return lines.isEmpty() ? List.of("There is no " + name + ".") : lines;
  }

  private Answer show(String name, Role role) {
    if (name.isEmpty()) return new Answer.Said(tables());
    return shown(name, role).orElseGet(() -> unknown(name));
  }

  private List<String> tables() {
    return administration().tables().stream().map(it -> it.name() + "  " + it.title()).toList();
  }

  private Answer export(String how, Role role) {
    if (!how.matches("|all")) return new Answer.Failed(List.of("It is export, or export all."));
    return new Answer.Said(administration().export(how.equals("all"), role).lines().toList());
  }

  /// What a name stands for: a status, a setting, or all settings that begin with it.
  private Optional<Answer> shown(String name, Role role) {
    if (!name.matches("[\\w.]+(\\[[^\\]]*](\\.\\w+)?)?")) return Optional.empty();
    Optional<StatusTable> table = administration().table(name);
    if (table.isPresent()) return Optional.of(new Answer.Said(table(table.get())));
    return administration()
        .read(name, role)
        .or(() -> Optional.of(beginning(name, role)).filter(lines -> !lines.isEmpty()))
        .map(Answer.Said::new);
  }

  private List<String> beginning(String name, Role role) {
    boolean isCommand =
        administration().commands().stream().anyMatch(it -> it.wholeName().equalsIgnoreCase(name));
    if (isCommand) return List.of();
    return administration()
        .export(true, role)
        .lines()
        .filter(line -> isAt(line.replaceFirst("^# ", ""), name))
        .toList();
  }

  private static boolean isAt(String line, String name) {
    return line.regionMatches(true, 0, name, 0, name.length())
        && line.length() > name.length()
        && ".[".indexOf(line.charAt(name.length())) >= 0;
  }

  /// In columns as wide as their widest cell.
  private static List<String> table(StatusTable table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns());
    table.now().forEach(row -> rows.add(row.stream().map(Cell::text).toList()));
    if (rows.size() == 1) return List.of(table.none());
    int[] widths = new int[table.columns().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
    }
    return line.toString().stripTrailing();
  }

  private Answer run(String line, Role role) {
    if (line.matches("[\\w.]+") && !isPlainCommand(line)) return unknown(line);
    return switch (administration().run(SOURCE, parts(line), role)) {
      case Administration.Outcome.Done(var said) -> new Answer.Said(done(said));
      case Administration.Outcome.Refused(var refusals) ->
          new Answer.Failed(refusals.stream().map(Shell::sentence).toList());
    };
  }

  /// `a=1; b=2` as two lines of one script, for what only goes together.
  private static List<String> parts(String line) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') quoted = !quoted;
      else if (c == '\\' && quoted) at++;
      else if (c == ';' && !quoted) {
        parts.add(line.substring(from, at));
        from = at + 1;
      }
    }
    parts.add(line.substring(from));
    return parts;
  }

  private boolean isPlainCommand(String line) {
    return administration().commands().stream()
        .anyMatch(it -> it.table().isEmpty() && it.name().equalsIgnoreCase(line));
  }

  private static Answer unknown(String name) {
    return new Answer.Failed(List.of("There is no " + name + "; help lists what there is."));
  }

  private List<String> done(List<String> said) {
    boolean waits = !administration().services().needRestart().isEmpty();
    String hint = "Restart the services that wait for it by Scm.RestartRequiredServices.";
    if (!said.isEmpty()) return said;
    return List.of(waits ? "Stored. " + hint : "Stored.");
  }

  /// Without the number of the line, which is the one just typed.
  private static String sentence(Refusal refusal) {
    String text = refusal.toString().replaceFirst("^" + SOURCE + "(, line \\d+)?: ", "");
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }

  /// What could stand where a line begins with `start`: words, names and places.
  public List<String> completions(String start) {
    var stored = administration().configuration().stored();
    Stream<String> names =
        stored.declarations().all().stream().flatMap(one -> Places.of(one, stored));
    Stream<String> words = Stream.of("help", "show", "export", "sysinfo", "exit");
    Stream<String> tables = administration().tables().stream().map(StatusTable::name);
    Stream<String> commands = administration().commands().stream().map(Command::wholeName);
    return Stream.of(words, names, tables, commands)
        .flatMap(it -> it)
        .filter(it -> it.regionMatches(true, 0, start, 0, start.length()))
        .distinct()
        .toList();
  }

  /// What a setting may be, where it is one of a few.
  public List<String> options(String place) {
    String name = place.replaceAll("\\[.*?]", "");
    var declarations = administration().configuration().stored().declarations();
    return declarations.named(name).map(it -> it.kind().options()).orElse(List.of());
  }
}
