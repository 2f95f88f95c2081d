package ringfence.adapter.dialling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A digit map, RFC 3435 section 2.1.5: when the digits dialled so far make a number.
///
/// `x` is any digit, `[1-3*]` one of a range, `.` zero or more of what stands before it, `|`
/// separates alternatives in parentheses, and `T` waits for the inter-digit timer. Beyond the RFC,
/// `S` is where the stutter dial tone is heard, behind the code of a service: `*72Sx.T`.
public final class DigitMap {
  /// The map of a unit that nobody has configured: any digits, ended by the timer.
  public static final DigitMap ANY = new DigitMap("x.T");

  private static final int LONGEST = 2048;

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

  private final String text;
  private final List<DigitString> alternatives;

  /// Reads a map; throws [IllegalArgumentException] with the reason where it is outside the
  /// grammar.
  public DigitMap(String text) {
    if (text.length() > LONGEST) throw new IllegalArgumentException("longer than RFC 3435 allows");
    this.text = text;
    this.alternatives = alternatives(text).map(DigitString::parse).toList();
  }

  /// RFC 3435 2.1.5: `DigitMap = DigitString / "(" DigitStringList ")"`.
  private static Stream<String> alternatives(String text) {
    boolean list = text.startsWith("(") && text.endsWith(")");
    if (!list) return Stream.of(text);
    return Stream.of(text.substring(1, text.length() - 1).split("\\|", -1));
  }

  /// The best that any alternative makes of the digits; nothing dialled is not yet a number.
  public Verdict judge(String digits) {
    if (digits.isEmpty()) return Verdict.INCOMPLETE;
    return alternatives.stream()
        .map(alternative -> alternative.judge(digits))
        .max(Comparator.naturalOrder())
        .orElse(Verdict.REFUSED);
  }

  /// Whether the digits end where a stutter dial tone asks for more.
  boolean stutters(String digits) {
    return !digits.isEmpty()
        && alternatives.stream().anyMatch(alternative -> alternative.stutters(digits));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DigitMap map && text.equals(map.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /// One alternative. It is followed in all its possible places at once, so that no map and no
  /// number takes long.
  ///
  /// @param timed whether it waits for the timer at its end
  /// @param stutters behind how many positions a stutter dial tone is heard
  private record DigitString(List<Position> positions, boolean timed, List<Integer> stutters) {
    /// A place for one digit, or for any count of it.
    private record Position(String digits, boolean repeated) {}

    static DigitString parse(String text) {
      List<Position> positions = new ArrayList<>();
      List<Integer> stutters = new ArrayList<>();
      boolean timed = text.endsWith("T") || text.endsWith("t");
      String digits = timed ? text.substring(0, text.length() - 1) : text;
      for (int at = 0; at < digits.length(); ) {
        int end = end(digits, at);
        String one = digits.substring(at, end);
        if (one.equalsIgnoreCase("S")) stutters.add(positions.size());
        else positions.add(position(one));
        at = end;
      }
      if (positions.isEmpty()) throw new IllegalArgumentException("an alternative has no digits");
      return new DigitString(List.copyOf(positions), timed, List.copyOf(stutters));
    }

    /// Where the position that begins at `at` ends, with the dot that repeats it.
    private static int end(String text, int at) {
      int end = at + 1;
      if (text.charAt(at) == '[') end = text.indexOf(']', at) + 1;
      if (end == 0) throw new IllegalArgumentException("a range has no end");
      return end < text.length() && text.charAt(end) == '.' ? end + 1 : end;
    }

    private static Position position(String text) {
      boolean repeated = text.length() > 1 && text.endsWith(".");
      String one = repeated ? text.substring(0, text.length() - 1) : text;
      boolean range = one.startsWith("[");
      return new Position(range ? range(one.substring(1, one.length() - 1)) : digit(one), repeated);
    }

    private static String digit(String text) {
      return text.equalsIgnoreCase("x") ? "0123456789" : String.valueOf(letter(text.charAt(0)));
    }

    private static char letter(char text) {
      char letter = Character.toUpperCase(text);
      if ("0123456789*#ABCD".indexOf(letter) >= 0) return letter;
      throw new IllegalArgumentException("a digit map has no " + text + " here");
    }

    private static String range(String text) {
      var digits = new StringBuilder();
      for (int at = 0; at < text.length(); at++) {
        char from = letter(text.charAt(at));
        boolean span = at + 2 < text.length() && text.charAt(at + 1) == '-';
        char to = span ? letter(text.charAt(at + 2)) : from;
        boolean ordered = !span || (from <= to && Character.isDigit(from) == Character.isDigit(to));
        if (!ordered) throw new IllegalArgumentException("a range runs backwards");
        for (char one = from; one <= to; one++) digits.append(one);
        if (span) at += 2;
      }
      if (digits.isEmpty()) throw new IllegalArgumentException("a range is empty");
      return digits.toString();
    }

    Verdict judge(String dialled) {
      boolean[] reached = new boolean[positions.size() + 1];
      reached[0] = true;
      skipRepeated(reached);
      for (char digit : dialled.toCharArray()) reached = after(digit, reached);
      if (reached[positions.size()]) return timed ? Verdict.COMPLETE_AFTER_TIMER : Verdict.COMPLETE;
      for (boolean one : reached) if (one) return Verdict.INCOMPLETE;
      return Verdict.REFUSED;
    }

    /// Whether the digits are all that stands before an `S`.
    boolean stutters(String dialled) {
      return stutters.stream()
          .map(count -> new DigitString(positions.subList(0, count), false, List.of()))
          .anyMatch(code -> code.judge(dialled) == Verdict.COMPLETE);
    }

    private boolean[] after(char digit, boolean[] before) {
      boolean[] reached = new boolean[before.length];
      for (int at = 0; at < positions.size(); at++) {
        Position position = positions.get(at);
        if (!before[at] || position.digits().indexOf(digit) < 0) continue;
        reached[position.repeated() ? at : at + 1] = true;
      }
      skipRepeated(reached);
      return reached;
    }

    /// What may stand any number of times may stand not at all.
    private void skipRepeated(boolean[] reached) {
      for (int at = 0; at < positions.size(); at++) {
        if (reached[at] && positions.get(at).repeated()) reached[at + 1] = true;
      }
    }
  }
}
