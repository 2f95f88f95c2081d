package ringfence.adapter.route;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What a property must be for a route: a regular expression that is found in it, `<undefined>` for
/// one that is empty, `<default>` or nothing for any.
///
/// It is used on numbers that strangers send, so that it may cost only so much: the expressions are
/// those of POSIX, without look-around and references back, and a search takes a bounded number of
/// steps.
public final class Rule {
  /// Fits everything.
  public static final Rule ANY = Rule.parse("");

  private static final String UNDEFINED = "<undefined>";
  private static final String DEFAULT = "<default>";
  private static final int LONGEST = 255;
  private static final int DEEPEST = 8;
  private static final int MOST_STEPS = 100_000;

  /// What a search may not contain: its cost would not show in the characters it looks at, or in
  /// the depth of the stack.
  private static final Pattern COSTLY =
      Pattern.compile("\\(\\?|\\\\[1-9k]|\\)\\{|\\{\\d*,?\\d{3,}|[*+?}]\\{");

  /// The text of a property, which ends a search that would go on for ever.
  private static final class Limited implements CharSequence {
    /// The search took too many steps.
    private static final class TooLongException extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private final String text;
    private int steps;

    Limited(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MOST_STEPS) throw new TooLongException();
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final String text;
  private final Pattern pattern;

  private Rule(String text, String expression) {
    this.text = text;
    this.pattern = Pattern.compile(expression);
  }

  /// Reads a rule; throws [IllegalArgumentException] with the reason where it is none.
  public static Rule parse(String text) {
    if (text.length() > LONGEST) throw new IllegalArgumentException("longer than " + LONGEST);
    if (text.equals(UNDEFINED)) return new Rule(text, "^$");
    if (text.isEmpty() || text.equals(DEFAULT)) return new Rule(text, "(?s).*");
    if (COSTLY.matcher(text).find() || depth(text) > DEEPEST) {
      throw new IllegalArgumentException("an expression that may cost too much");
    }
    try {
      return new Rule(text, text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription(), e);
    }
  }

  /// A rule that fits this text and no other.
  static Rule exactly(String text) {
    return new Rule(text, "^" + Pattern.quote(text) + "$");
  }

  private static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '(') deepest = Math.max(deepest, ++depth);
      if (text.charAt(at) == ')') depth--;
    }
    return deepest;
  }

  /// Whether it fits every call.
  boolean isDefault() {
    return text.isEmpty() || text.equals(DEFAULT);
  }

  /// Whether a property fits. What cannot be decided in a bounded number of steps does not.
  public boolean matches(String property) {
    return find(property).isPresent();
  }

  /// What becomes of a property that fits: `\0` is all that was found, `\1` to `\9` what its groups
  /// found.
  Optional<String> replaced(String property, String by) {
    return find(property).map(found -> filled(by, found));
  }

  private Optional<Matcher> find(String property) {
    String given = property.substring(0, Math.min(LONGEST, property.length()));
    Matcher matcher = pattern.matcher(new Limited(given));
    try {
      return matcher.find() ? Optional.of(matcher) : Optional.empty();
    } catch (Limited.TooLongException _) {
      return Optional.empty();
    }
  }

  private static String filled(String by, Matcher found) {
    var filled = new StringBuilder();
    for (int at = 0; at < by.length(); at++) {
      boolean group =
          by.charAt(at) == '\\' && at + 1 < by.length() && Character.isDigit(by.charAt(at + 1));
      if (group) filled.append(group(found, by.charAt(++at) - '0'));
      else filled.append(by.charAt(at));
    }
    return filled.toString();
  }

  private static String group(Matcher found, int number) {
    boolean there = number <= found.groupCount() && found.start(number) >= 0;
    return there ? found.group(number) : "";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rule rule && text.equals(rule.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
