package ringfence.adapter.route;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What a property must be for a route: a regular expression that is found in it, `<undefined>` for
/// one that is empty, or nothing for any.
public final class Rule {
  /// Fits everything.
  public static final Rule ANY = Rule.parse("");

  private static final String UNDEFINED = "<undefined>";
  private static final int LONGEST = 255;
  private static final int MOST_STEPS = 100_000;

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

  private Rule(String text) {
    this.text = text;
    this.pattern = Pattern.compile(text.equals(UNDEFINED) ? "^$" : text);
  }

  /// Reads a rule; throws [IllegalArgumentException] with the reason where it is none.
  public static Rule parse(String text) {
    if (text.length() > LONGEST) throw new IllegalArgumentException("longer than " + LONGEST);
    try {
      return new Rule(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription(), e);
    }
  }

  /// Whether a property fits. What cannot be decided in a bounded number of steps does not.
  public boolean matches(String property) {
    String given = property.substring(0, Math.min(LONGEST, property.length()));
    try {
      return pattern.matcher(new Limited(given)).find();
    } catch (Limited.TooLongException _) {
      return false;
    }
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
