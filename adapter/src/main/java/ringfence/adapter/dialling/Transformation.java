package ringfence.adapter.dialling;

import java.util.ArrayList;
import java.util.List;

/// How a dialled number is changed before it is called, from left to right: `x` is the number,
/// other digits are added before or behind it, `{123}` takes these digits away where they stand at
/// that end, and `(2)` drops so many. Without `x` the rest replaces the number.
///
/// `{9}00x` makes 00123 of 9123; `x(1)` makes 12 of 123.
public final class Transformation {
  /// The number as it is.
  public static final Transformation NONE = parse("x");

  private static final String LITERALS = "[0-9A-Za-wyzX*#+._-]+";

  /// What is done at one end of the number; what is added is added afterwards.
  private sealed interface Step {
    record Add(String digits) implements Step {}

    record Remove(String digits) implements Step {}

    record Drop(int count) implements Step {}

    default String atStart(String number) {
      return switch (this) {
        case Add _ -> number;
        case Remove(String digits) ->
            number.startsWith(digits) ? number.substring(digits.length()) : number;
        case Drop(int count) -> number.substring(Math.min(count, number.length()));
      };
    }

    default String atEnd(String number) {
      int length = number.length();
      return switch (this) {
        case Add _ -> number;
        case Remove(String digits) ->
            number.endsWith(digits) ? number.substring(0, length - digits.length()) : number;
        case Drop(int count) -> number.substring(0, Math.max(0, length - count));
      };
    }
  }

  private final String text;
  private final boolean keeps;
  private final List<Step> before = new ArrayList<>();
  private final List<Step> after = new ArrayList<>();

  private Transformation(String text) {
    this.text = text;
    int number = text.indexOf('x');
    this.keeps = number >= 0;
    read(keeps ? text.substring(0, number) : text, before);
    if (keeps) read(text.substring(number + 1), after);
  }

  /// Reads a transformation; throws [IllegalArgumentException] with the reason where it is none.
  public static Transformation parse(String text) {
    if (text.isEmpty() || text.length() > 255) throw new IllegalArgumentException("nothing to do");
    return new Transformation(text);
  }

  private static void read(String text, List<Step> steps) {
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      steps.add(step(text.substring(at, end)));
      at = end;
    }
  }

  private static int end(String text, int at) {
    char first = text.charAt(at);
    if (first == '{' || first == '(') {
      int close = text.indexOf(first == '{' ? '}' : ')', at);
      if (close < 0) throw new IllegalArgumentException("a bracket is not closed");
      return close + 1;
    }
    int end = at;
    while (end < text.length() && "{(".indexOf(text.charAt(end)) < 0) end++;
    return end;
  }

  private static Step step(String text) {
    String inner = text.substring(1, Math.max(1, text.length() - 1));
    if (text.startsWith("(") && inner.matches("[0-9]{1,2}")) {
      return new Step.Drop(Integer.parseInt(inner));
    }
    if (text.startsWith("{") && inner.matches(LITERALS)) return new Step.Remove(inner);
    if (text.matches(LITERALS)) return new Step.Add(text);
    throw new IllegalArgumentException("a transformation has no " + text);
  }

  /// The number to call.
  public String apply(String dialled) {
    String number = keeps ? dialled : "";
    for (Step step : before) number = step.atStart(number);
    for (Step step : after) number = step.atEnd(number);
    return added(before) + number + added(after);
  }

  private static String added(List<Step> steps) {
    var digits = new StringBuilder();
    for (Step step : steps) if (step instanceof Step.Add(String more)) digits.append(more);
    return digits.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transformation same && text.equals(same.text);
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
