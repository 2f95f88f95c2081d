package ringfence.manage.cli;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// What the Tab key offers: names as far as the next dot or bracket, and after an equals sign the
/// values of a closed choice.
final class Completion implements Completer {
  private final Shell shell;

  Completion(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word().substring(0, line.wordCursor());
    int equals = word.lastIndexOf('=');
    boolean isValue = equals >= 0 && word.indexOf(']') >= word.indexOf('[');
    List<String> options = isValue ? shell.options(word.substring(0, equals)) : List.of();
    for (String option : options) {
      candidates.add(whole(word.substring(0, equals + 1) + option));
    }
    if (!options.isEmpty()) return;
    for (String name : shell.completions(word)) candidates.add(part(name, word.length()));
  }

  private static Candidate whole(String text) {
    return new Candidate(text, text, null, null, null, null, true);
  }

  /// Up to the next end of a part, so that a service with a hundred settings is not listed at once.
  private static Candidate part(String name, int from) {
    for (int i = Math.max(from, 1); i < name.length(); i++) {
      boolean ends = ".]".indexOf(name.charAt(i)) >= 0;
      if (ends && i + 1 < name.length() && i >= from) {
        String start = name.substring(0, i + 1);
        return new Candidate(start, start, null, null, null, null, false);
      }
    }
    return new Candidate(name, name, null, null, null, null, false);
  }
}
