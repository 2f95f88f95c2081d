package ringfence.proxy.opensips;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The global parameters of an `opensips.cfg` (OpenSIPS 1.x names, those of the annex of the Mitel
/// TA7100 note), as settings of this proxy.
///
/// Comments (`#`, `//` and `/* */`) are left out, and quotes may be straight or the curly ones a
/// PDF makes of them. A parameter that has no counterpart here is kept as a warning; a line that
/// cannot be read refuses the whole file. A routing script (`loadmodule`, `route { … }`) is
/// refused: this proxy has its own routing.
///
/// @param settings name and value of our settings, in the file's order
/// @param warnings what was read but has no effect here, or not the effect it names
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
    List<Assignment> settings = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    for (Line line : Line.all(text)) {
      switch (outcome(line)) {
        case Outcome.Set(var setting, var value) ->
            settings.add(new Assignment(line.number(), setting, value));
        case Outcome.Guessed(var setting, var value, var why) -> {
          settings.add(new Assignment(line.number(), setting, value));
          warnings.add(new Warning(line.number(), why));
        }
        case Outcome.Ignored(var why) -> warnings.add(new Warning(line.number(), why));
        case Outcome.Wrong(var allowed) -> {
          return new Reading.Refused(name, line.number(), line.text(), allowed);
        }
      }
    }
    return finish(name, settings, warnings);
  }

  /// The last value the file gives to one of our settings.
  public Optional<String> last(String setting) {
    return all(setting).reduce((_, later) -> later);
  }

  /// Every value the file gives to one of our settings.
  public Stream<String> all(String setting) {
    return settings.stream().filter(s -> s.name().equals(setting)).map(Assignment::value);
  }

  private static Outcome outcome(Line line) {
    if (line.value().isEmpty()) {
      return new Outcome.Wrong(
          "name = value; a routing script is not read, this proxy routes itself");
    }
    return Parameter.read(line.name().toLowerCase(Locale.ROOT), line.value().get());
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
    return new Reading.Read(new OpenSipsFile(kept, warnings));
  }
}
