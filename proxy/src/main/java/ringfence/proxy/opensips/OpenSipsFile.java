package ringfence.proxy.opensips;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.proxy.opensips.Statement.ModParam;

/// The configuration of an OpenSIPS, 1.x (the annex of the Mitel TA7100 note), 2.x or 3.x, as
/// settings of this proxy: global parameters, listeners, and the parameters of modules that have a
/// counterpart here.
///
/// Comments (`#`, `//` and `/* */`) are left out, and quotes may be straight or the curly ones a
/// PDF makes of them. Whatever is not taken over is a warning with its line: parameters without
/// counterpart, modules, and each block of the routing script, as this proxy has its own routing. A
/// value that cannot be read refuses the whole file.
///
/// @param settings name and value of our settings
/// @param warnings what was read but has no effect here, or not the effect it names, in the file's
///   order
public record OpenSipsFile(List<Assignment> settings, List<Warning> warnings) {
  /// One setting of this proxy that the file asks for.
  ///
  /// @param line where the file says it, from 1
  public record Assignment(int line, String name, String value) {}

  /// Something that the person who starts the proxy should know.
  public record Warning(int line, String text) {}

  /// What came of reading: a file, or the line that cannot be read.
  public sealed interface Reading {
    record Read(OpenSipsFile file) implements Reading {}

    /// A line that cannot be read; nothing of the file is taken.
    ///
    /// @param given the line as it stands
    /// @param allowed what may stand there
    record Refused(String file, int line, String given, String allowed) implements Reading {
      @Override
      public String toString() {
        return file + ":" + line + ": " + given + " (allowed: " + allowed + ")";
      }
    }
  }

  public OpenSipsFile {
    settings = List.copyOf(settings);
    warnings = List.copyOf(warnings);
  }

  /// Reads `text`; `name` is what a refusal calls the file.
  public static Reading read(String name, String text) {
    var found = new Found(new ArrayList<>(), new ArrayList<>());
    var domains = new TlsDomains(found.settings(), found.warnings());
    for (Statement statement : Statement.all(text)) {
      int line = statement.lines().first();
      Outcome outcome = outcome(statement);
      if (outcome instanceof Outcome.Wrong(var allowed)) {
        return new Reading.Refused(name, line, text(statement), allowed);
      }
      if (outcome instanceof Outcome.Later && statement instanceof ModParam it) domains.add(it);
      else found.take(line, outcome);
    }
    Optional<TlsDomain.Broken> broken = domains.resolve();
    if (broken.isPresent()) {
      TlsDomain.Said said = broken.get().said();
      return new Reading.Refused(name, said.line(), said.text(), broken.get().allowed());
    }
    return finish(name, found.settings(), found.warnings());
  }

  /// What has been found so far.
  private record Found(List<Assignment> settings, List<Warning> warnings) {
    void take(int line, Outcome outcome) {
      switch (outcome) {
        case Outcome.Set(var setting, var value) -> set(line, setting, value);
        case Outcome.Guessed(var setting, var value, var why) -> {
          set(line, setting, value);
          warn(line, why);
        }
        case Outcome.Advertised(var listen, var host, var why) -> {
          set(line, "listen", listen);
          settings.removeIf(each -> each.name().equals("advertised_address"));
          set(line, "advertised_address", host);
          warn(line, why);
        }
        case Outcome.Ignored(var why) -> warn(line, why);
        case Outcome.Wrong _, Outcome.Later _ ->
            throw new IllegalArgumentException(outcome.toString());
      }
    }

    private void set(int line, String setting, String value) {
      settings.add(new Assignment(line, setting, value));
    }

    private void warn(int line, String why) {
      warnings.add(new Warning(line, why));
    }
  }

  private static String text(Statement statement) {
    return switch (statement) {
      case Statement.Assignment it -> it.text();
      case ModParam it -> it.text();
      case Statement.Route it -> it.kind();
      case Statement.Other it -> it.text();
    };
  }

  /// The last value the file gives to one of our settings.
  public Optional<String> last(String setting) {
    return all(setting).reduce((_, later) -> later);
  }

  /// Every value the file gives to one of our settings.
  public Stream<String> all(String setting) {
    return settings.stream().filter(s -> s.name().equals(setting)).map(Assignment::value);
  }

  private static Outcome outcome(Statement statement) {
    return switch (statement) {
      case Statement.Assignment it ->
          Parameter.read(it.name().toLowerCase(Locale.ROOT), it.value());
      case ModParam it -> ModuleParameter.read(it);
      case Statement.Route it ->
          new Outcome.Ignored(
              it.kind()
                  + " ("
                  + it.lines()
                  + "): a routing script is not read, this proxy routes"
                  + " itself");
      case Statement.Other it when it.text().startsWith("loadmodule") ->
          new Outcome.Ignored(it.text() + ": there are no modules here");
      case Statement.Other it -> new Outcome.Ignored(it.text() + ": not understood");
    };
  }

  private static Reading finish(String name, List<Assignment> settings, List<Warning> warnings) {
    boolean noTls = settings.stream().anyMatch(s -> s.name().equals("disable_tls"));
    for (Assignment setting : settings) {
      if (noTls && setting.name().equals("listen") && setting.value().startsWith("tls:")) {
        String allowed = "no tls: listener beside disable_tls = yes";
        return new Reading.Refused(name, setting.line(), "listen=" + setting.value(), allowed);
      }
    }
    var kept = settings.stream().filter(s -> !s.name().equals("disable_tls")).toList();
    warnings.sort(Comparator.comparingInt(Warning::line));
    return new Reading.Read(new OpenSipsFile(kept, warnings));
  }
}
