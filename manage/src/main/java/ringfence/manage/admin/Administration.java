package ringfence.manage.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.ScriptLine;
import ringfence.manage.status.StatusTable;

/// The one door for people: pages, REST, scripts and the command line read and change a product
/// through it, all with the same rights.
///
/// A script is taken whole or not at all: its assignments are checked and stored together, then its
/// commands run in their order.
///
/// @param tables what the product shows of itself
/// @param commands what it can be asked to do
public record Administration(
    Configuration configuration,
    Services services,
    List<StatusTable> tables,
    List<Command> commands) {

  /// What came of a script.
  public sealed interface Outcome {
    /// Stored and done; a sentence for each command.
    record Done(List<String> said) implements Outcome {}

    /// Nothing was changed, or a command failed after what went before it was done.
    record Refused(List<Refusal> refusals) implements Outcome {}
  }

  public Administration {
    tables = List.copyOf(tables);
    commands = List.copyOf(commands);
  }

  /// A command of a script and the row it is for.
  private record Order(int line, Command command, String row) {}

  /// Runs a script.
  ///
  /// @param source what a refusal calls it: `unit.cfg`, `the page`
  public Outcome run(String source, List<String> lines, Role role) {
    return run(source, lines, Asker.by(source, role));
  }

  /// The same for somebody who is known.
  public Outcome run(String source, List<String> lines, Asker asker) {
    List<String> assignments = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    List<Refusal> denied = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Optional<Order> order = order(i + 1, lines.get(i));
      order.ifPresent(orders::add);
      // a blank in the place of a command keeps the numbers of the other lines
      String line = order.isPresent() ? "" : lines.get(i);
      assignments.add(line);
      Role least = order.map(it -> it.command().least()).orElseGet(() -> leastToChange(line));
      if (!asker.role().isAtLeast(least)) denied.add(denied(source, i + 1, lines.get(i), least));
    }
    if (!denied.isEmpty()) return new Outcome.Refused(denied);
    return switch (configuration.script(source, assignments)) {
      case Configuration.Changed.NotStored(var refusals) -> new Outcome.Refused(refusals);
      case Configuration.Changed.Stored _ -> perform(source, orders, asker);
    };
  }

  private Optional<Order> order(int number, String line) {
    String plain = line.replaceFirst("\\s*#.*", "").strip();
    for (Command command : commands) {
      if (!command.table().isEmpty()) continue;
      if (plain.replaceFirst("\\s*=\\s*\"?10\"?$", "").equalsIgnoreCase(command.name())) {
        return Optional.of(new Order(number, command, ""));
      }
    }
    if (!(ScriptLine.read(line) instanceof ScriptLine.Assignment assignment)) {
      return Optional.empty();
    }
    return commands.stream()
        .filter(it -> !it.table().isEmpty() && it.key().equalsIgnoreCase(assignment.key()))
        .filter(it -> it.wholeName().equalsIgnoreCase(assignment.name()))
        .filter(_ -> assignment.value().equals("10"))
        .findFirst()
        .map(it -> new Order(number, it, assignment.row()));
  }

  private Role leastToChange(String line) {
    return switch (ScriptLine.read(line)) {
      case ScriptLine.Assignment assignment -> leastToChange(assignment);
      case ScriptLine.Blank _, ScriptLine.Wrong _ -> Role.OBSERVER;
    };
  }

  private Role leastToChange(ScriptLine.Assignment assignment) {
    boolean account = isAccount(assignment.name());
    boolean secret =
        configuration
            .stored()
            .declarations()
            .named(assignment.name())
            .filter(one -> one.kind().form() == Kind.Form.SECRET)
            .isPresent();
    return account || secret ? Role.ADMIN : Role.USER;
  }

  private static boolean isAccount(String name) {
    return name.regionMatches(true, 0, "Aaa.", 0, 4);
  }

  private static Refusal denied(String source, int number, String line, Role least) {
    String name =
        ScriptLine.read(line) instanceof ScriptLine.Assignment assignment
            ? assignment.shown()
            : line.strip();
    var reason = Refusal.Reason.DENIED;
    return new Refusal(source, number, name, "", least.toString(), reason);
  }

  private static Outcome perform(String source, List<Order> orders, Asker asker) {
    List<String> said = new ArrayList<>();
    for (Order order : orders) {
      switch (order.command().action().apply(order.row(), asker)) {
        case Command.Result.Done(String sentence) -> said.add(sentence);
        case Command.Result.NotDone(String sentence) -> {
          String name = order.command().wholeName();
          var why = Refusal.Reason.FAILED;
          var refusal = new Refusal(source, order.line(), name, order.row(), sentence, why);
          return new Outcome.Refused(List.of(refusal));
        }
      }
    }
    return new Outcome.Done(said);
  }

  /// Puts a script in the place of everything that is stored; commands are not taken. For an Admin.
  public Outcome replace(String source, List<String> lines) {
    return switch (configuration.replace(source, lines)) {
      case Configuration.Changed.NotStored(var refusals) -> new Outcome.Refused(refusals);
      case Configuration.Changed.Stored _ -> new Outcome.Done(List.of());
    };
  }

  /// The stored value at a place, one text a line of the file; nothing where there is none.
  public Optional<List<String>> read(String place, Role role) {
    boolean hidden = isAccount(place) && !role.isAtLeast(Role.ADMIN);
    return hidden ? Optional.empty() : configuration.stored().printed(place);
  }

  /// The status table of that name, in any case of letters.
  public Optional<StatusTable> table(String name) {
    return tables.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
  }

  /// The command of that whole name, in any case of letters.
  public Optional<Command> command(String name) {
    return commands.stream().filter(it -> it.wholeName().equalsIgnoreCase(name)).findFirst();
  }

  /// The settings as a script without secrets; accounts are an Admin's.
  ///
  /// @param whole defaults as well, or only what was set
  public String export(boolean whole, Role role) {
    var stored = configuration.stored();
    String text = whole ? stored.toWholeText() : stored.toText();
    if (role.isAtLeast(Role.ADMIN)) return text;
    return text.lines()
        .filter(line -> !isAccount(line.replaceFirst("^# ", "")))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
