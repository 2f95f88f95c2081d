package ringfence.adapter.dialling;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A digit map, RFC 3435 section 2.1.5: when the digits dialled so far make a number.
///
/// `x` is any digit, `[1-3]` a range, `.` zero or more of what stands before it, `|` separates
/// alternatives in parentheses, and `T` waits for the inter-digit timer.
public final class DigitMap {
  private static final Pattern GRAMMAR = Pattern.compile("[0-9*#A-Da-dxX\\[\\]\\-.|()T]+");

  /// The map of a unit that nobody has configured: any digits, ended by the timer.
  public static final DigitMap ANY = new DigitMap("x.T");

  /// What the digits dialled so far mean, from the worst to the best.
  public enum Verdict {
    /// No number of this map begins so.
    REFUSED,
    /// More digits are needed.
    INCOMPLETE,
    /// A number, unless another digit follows before the inter-digit timer ends.
    COMPLETE_AFTER_TIMER,
    /// A number.
    COMPLETE
  }

  /// One alternative: its digits as a regular expression, and whether it waits for the timer.
  private record Alternative(Pattern digits, boolean timed) {
    static Alternative of(String text) {
      String expression =
          text.replace("T", "").replace("*", "\\*").replaceAll("[xX]", "[0-9]").replace(".", "*");
      return new Alternative(Pattern.compile(expression), text.contains("T"));
    }

    @SuppressWarnings("JdkObsolete") // whether more digits could follow is just what hitEnd says
    Verdict judge(String dialled) {
      Matcher matcher = digits.matcher(dialled);
      if (matcher.matches()) return timed ? Verdict.COMPLETE_AFTER_TIMER : Verdict.COMPLETE;
      return matcher.hitEnd() ? Verdict.INCOMPLETE : Verdict.REFUSED;
    }
  }

  private final String text;
  private final List<Alternative> alternatives;

  /// Reads a map; refuses one with a character outside the grammar or an open bracket.
  public DigitMap(String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new IllegalArgumentException("digit map " + text);
    }
    boolean list = text.startsWith("(") && text.endsWith(")");
    String inner = list ? text.substring(1, text.length() - 1) : text;
    this.text = text;
    this.alternatives = Stream.of(inner.split("\\|", -1)).map(Alternative::of).toList();
  }

  /// The best that any alternative makes of the digits; nothing dialled is not yet a number.
  public Verdict judge(String digits) {
    if (digits.isEmpty()) return Verdict.INCOMPLETE;
    return alternatives.stream()
        .map(alternative -> alternative.judge(digits))
        .max(Comparator.naturalOrder())
        .orElse(Verdict.REFUSED);
  }

  @Override
  public String toString() {
    return text;
  }
}
