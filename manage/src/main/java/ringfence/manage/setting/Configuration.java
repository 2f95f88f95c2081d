package ringfence.manage.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import ringfence.manage.file.AtomicFile;
import ringfence.manage.setting.SettingStore.Loaded;
import ringfence.manage.setting.SettingStore.Refused;

/// The settings of a running product. A change is stored at once, whole or not at all; a service
/// goes on with what it started with until it takes the stored values into force.
///
/// Beside the file stands `FILE.good`, the last one that could be read: where the file itself is
/// damaged, the product starts with that one and says so. Any thread may call.
public final class Configuration {
  /// What came of opening a settings file.
  public sealed interface Opening {
    /// In force, with what is wrong with the file where the last good settings had to stand in.
    record Opened(Configuration configuration, List<Refusal> damage) implements Opening {}

    record Unusable(List<Refusal> refusals) implements Opening {}
  }

  /// What came of a change.
  public sealed interface Changed {
    record Stored(Settings settings) implements Changed {}

    /// What is wrong; nothing was changed.
    record NotStored(List<Refusal> refusals) implements Changed {}
  }

  private final Optional<Path> file;
  private final List<Rule> rules;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile Settings stored;
  private volatile Settings inForce;

  private Configuration(Optional<Path> file, Settings start, List<Rule> rules) {
    this.file = file;
    this.rules = List.copyOf(rules);
    this.stored = start;
    this.inForce = start;
  }

  /// Settings that no file keeps.
  public static Configuration inMemory(Settings start, List<Rule> rules) {
    return new Configuration(Optional.empty(), start, rules);
  }

  /// The settings of a file. Where it cannot be used the last good one is, if there is one.
  public static Opening open(Path file, Declarations declarations, List<Rule> rules) {
    return switch (load(file, declarations, rules)) {
      case Loaded(Settings settings) -> {
        keepGood(file, settings);
        var opened = new Configuration(Optional.of(file), settings, rules);
        yield new Opening.Opened(opened, List.of());
      }
      case Refused(List<Refusal> damage) ->
          switch (load(good(file), declarations, rules)) {
            case Loaded(Settings settings) ->
                new Opening.Opened(new Configuration(Optional.of(file), settings, rules), damage);
            case Refused _ -> new Opening.Unusable(damage);
          };
    };
  }

  private static SettingStore.Outcome load(Path file, Declarations declarations, List<Rule> rules) {
    return switch (SettingStore.load(file, declarations)) {
      case Loaded(Settings settings) -> {
        List<Refusal> conflicts = conflicts(file.toString(), settings, rules);
        yield conflicts.isEmpty() ? new Loaded(settings) : new Refused(conflicts);
      }
      case Refused refused -> refused;
    };
  }

  private static Path good(Path file) {
    return file.resolveSibling(file.getFileName() + ".good");
  }

  /// A failure here costs the copy, not the settings.
  private static void keepGood(Path file, Settings settings) {
    try {
      var text = settings.toTextWithSecrets();
      if (Files.exists(good(file)) && Files.readString(good(file)).equals(text)) return;
      SettingStore.save(good(file), settings);
    } catch (IOException _) {
      // the next change tries again
    }
  }

  /// Where its file is; nothing when no file keeps it.
  public Optional<Path> folder() {
    return file.map(it -> it.toAbsolutePath().resolveSibling("").normalize());
  }

  /// What is stored, to be used by services as they start.
  public Settings stored() {
    return stored;
  }

  /// What the services run with.
  public Settings inForce() {
    return inForce;
  }

  /// Changes what is stored.
  ///
  /// @param source what a refusal calls the one who asks: `the page`, `unit.cfg`
  public Changed change(String source, UnaryOperator<Settings> step) {
    Settings next;
    synchronized (this) {
      next = step.apply(stored);
      List<Refusal> wrong = conflicts(source, next, rules);
      if (wrong.isEmpty() && !next.equals(stored)) wrong = save(next);
      if (!wrong.isEmpty()) return new Changed.NotStored(wrong);
      stored = next;
    }
    watchers.forEach(Runnable::run);
    return new Changed.Stored(next);
  }

  /// Changes what is stored as the lines of a script say.
  public Changed script(String source, List<String> lines) {
    return read(source, lines, before -> before);
  }

  /// Puts the lines of a script in the place of everything that is stored.
  public Changed replace(String source, List<String> lines) {
    return read(source, lines, before -> Settings.of(before.declarations()));
  }

  /// What a script would be refused for; nothing is changed.
  public List<Refusal> check(String source, List<String> lines) {
    return check(source, lines, stored);
  }

  /// What a script would be refused for in the place of everything; nothing is changed.
  public List<Refusal> checkReplacing(String source, List<String> lines) {
    return check(source, lines, Settings.of(stored.declarations()));
  }

  private List<Refusal> check(String source, List<String> lines, Settings start) {
    return switch (SettingStore.read(source, lines, start)) {
      case Loaded(Settings settings) -> conflicts(source, settings, rules);
      case Refused(List<Refusal> refusals) -> refusals;
    };
  }

  private Changed read(String source, List<String> lines, UnaryOperator<Settings> start) {
    return switch (SettingStore.read(source, lines, start.apply(stored))) {
      case Refused(List<Refusal> refusals) -> new Changed.NotStored(refusals);
      // read again in the step, since another may have changed something meanwhile
      case Loaded _ -> change(source, before -> settings(source, lines, start.apply(before)));
    };
  }

  private static Settings settings(String source, List<String> lines, Settings start) {
    return SettingStore.read(source, lines, start) instanceof Loaded(Settings read) ? read : start;
  }

  private List<Refusal> save(Settings next) {
    if (file.isEmpty()) return List.of();
    try {
      AtomicFile.write(file.get(), bytes(next));
      keepGood(file.get(), next);
      return List.of();
    } catch (IOException e) {
      String why = "the settings cannot be saved and stay as they were: " + e.getMessage();
      var reason = Refusal.Reason.UNREADABLE_FILE;
      return List.of(new Refusal(file.get().toString(), 0, "", "", why, reason));
    }
  }

  private static byte[] bytes(Settings settings) {
    return settings.toTextWithSecrets().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Refusal> conflicts(String source, Settings settings, List<Rule> rules) {
    List<Refusal> conflicts = new ArrayList<>();
    for (Rule rule : rules) {
      rule.check(settings).ifPresent(it -> conflicts.add(refusal(source, it)));
    }
    return conflicts;
  }

  private static Refusal refusal(String source, Rule.Conflict conflict) {
    var reason = Refusal.Reason.CONFLICT;
    return new Refusal(source, 0, conflict.place(), "", conflict.sentence(), reason);
  }

  /// The services that run with other values than are stored, `SipEp` and so on.
  public List<String> needRestart() {
    return stored.servicesThatDiffer(inForce);
  }

  /// Takes what is stored for a service into force and returns all that is in force.
  public Settings takeIntoForce(String service) {
    Settings now;
    synchronized (this) {
      now = inForce.taking(service, stored);
      inForce = now;
    }
    watchers.forEach(Runnable::run);
    return now;
  }

  /// Calls `watcher` after every change of what is stored or in force, on the thread that made it.
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }
}
