package ringfence.manage.time;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a text that is read from left to right.
final class TextCursor {
  /// POSIX: "no fewer than three" letters, or between `<` and `>` digits and signs as well.
  static final Pattern ZONE_NAME = Pattern.compile("[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>");

  static final Pattern COMMA = Pattern.compile(",");
  static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern TIME =
      Pattern.compile("([+-]?)(\\d{1,3})(?::(\\d{1,2})(?::(\\d{1,2}))?)?");

  private final String text;
  private int at;

  TextCursor(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  boolean isAt(char expected) {
    return !isAtEnd() && text.charAt(at) == expected;
  }

  /// The text that matches here, which is then passed.
  Optional<String> take(Pattern form) {
    return match(form).map(Matcher::group);
  }

  /// What matches here with its groups, which is then passed.
  Optional<Matcher> match(Pattern form) {
    Matcher matcher = form.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) return Optional.empty();
    at = matcher.end();
    return Optional.of(matcher);
  }

  /// A number that matches here.
  Optional<Integer> takeNumber(Pattern digits, int least, int most) {
    return take(digits).map(Integer::parseInt).filter(it -> it >= least && it <= most);
  }

  /// `[+|-]hh[:mm[:ss]]` in seconds.
  Optional<Integer> takeTime(int mostHours) {
    Optional<Matcher> found = match(TIME);
    if (found.isEmpty()) return Optional.empty();
    int hours = number(found.get(), 2);
    int minutes = number(found.get(), 3);
    int seconds = number(found.get(), 4);
    int all = hours * 3600 + minutes * 60 + seconds;
    if (minutes > 59 || seconds > 59 || all > mostHours * 3600) return Optional.empty();
    return Optional.of(found.get().group(1).equals("-") ? -all : all);
  }

  private static int number(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).map(Integer::parseInt).orElse(0);
  }
}
