package ringfence.manage.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/// How the values of a variable look as text, and which are allowed. `allowed` completes the
/// sentence "allowed: …"; `parse` gives nothing for what is not allowed; `print` gives one text for
/// each line of the file, and `parse` reads it back; `merge` joins the values of repeated lines;
/// `options` are the texts of a closed choice, and empty for any other kind; `shown` is how a page
/// writes each of them.
public record Kind<T>(
    String allowed,
    Form form,
    Function<String, Optional<T>> parse,
    Function<T, List<String>> print,
    Optional<BinaryOperator<T>> merge,
    List<String> options,
    List<String> shown) {

  public Kind {
    options = List.copyOf(options);
    shown = List.copyOf(shown);
    if (shown.size() != options.size()) throw new IllegalArgumentException(shown.toString());
  }

  /// A kind without a closed list of values.
  public Kind(
      String allowed,
      Form form,
      Function<String, Optional<T>> parse,
      Function<T, List<String>> print,
      Optional<BinaryOperator<T>> merge) {
    this(allowed, form, parse, print, merge, List.of(), List.of());
  }

  /// The same choice in other words on a page, in the order of its options.
  public Kind<T> shown(String... words) {
    return new Kind<>(allowed, form, parse, print, merge, options, List.of(words));
  }

  /// How a value stands in a script and whether it may be shown.
  public enum Form {
    NUMBER,
    TEXT,
    SECRET
  }

  /// A kind of one's own whose values print themselves with `toString`.
  public static <T> Kind<T> of(String allowed, Function<String, Optional<T>> parse) {
    return new Kind<>(
        allowed, Form.TEXT, parse, value -> List.of(value.toString()), Optional.empty());
  }

  /// Text of so many UTF-16 units at most.
  public static Kind<String> text(int most) {
    return of(
        "a text of at most " + most + " characters",
        text -> text.length() <= most ? Optional.of(text) : Optional.empty());
  }

  /// A whole number, both ends included.
  public static Kind<Integer> number(int least, int most) {
    return bare(
        "a number from " + least + " to " + most,
        text -> whole(text, least, most).map(value -> (int) (long) value),
        String::valueOf);
  }

  /// Whole seconds, both ends included.
  public static Kind<Duration> seconds(int least, int most) {
    return bare(
        least + " to " + most + " seconds",
        text -> whole(text, least, most).map(Duration::ofSeconds),
        value -> String.valueOf(value.toSeconds()));
  }

  /// `Enable` or `Disable`, as the unit writes a switch; the numbers 1 and 0 are read as well.
  public static Kind<Boolean> enable() {
    return either("Enable", "Disable");
  }

  /// `yes` or `no`.
  public static Kind<Boolean> yesNo() {
    return either("yes", "no");
  }

  /// One of an enumeration's constants, by its `toString`, in any case of letters.
  public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return closed(
        constants.stream().map(Enum::toString).toList(),
        text -> constants.stream().filter(it -> it.toString().equalsIgnoreCase(text)).findFirst(),
        Enum::toString);
  }

  /// A password or key of so many UTF-16 units at most, never shown.
  public static Kind<Secret> secret(int most) {
    return new Kind<>(
        "a text of at most " + most + " characters",
        Form.SECRET,
        text -> text.length() <= most ? Optional.of(Secret.of(text)) : Optional.empty(),
        value -> List.of(value.reveal()),
        Optional.empty());
  }

  /// A list of these, one line each; a line with an empty value empties it.
  public Kind<List<T>> repeated() {
    return new Kind<>(
        allowed,
        form,
        text -> text.isEmpty() ? Optional.of(List.of()) : parse.apply(text).map(List::of),
        this::printAll,
        Optional.of(Kind::joined));
  }

  private List<String> printAll(List<T> values) {
    if (values.isEmpty()) return List.of("");
    return values.stream().flatMap(value -> print.apply(value).stream()).toList();
  }

  private static <T> List<T> joined(List<T> before, List<T> next) {
    if (next.isEmpty()) return List.of();
    List<T> both = new ArrayList<>(before);
    both.addAll(next);
    return List.copyOf(both);
  }

  /// One of these texts.
  public static <T> Kind<T> closed(
      List<String> options, Function<String, Optional<T>> parse, Function<T, String> print) {
    return new Kind<>(
        String.join(", ", options),
        Form.TEXT,
        parse,
        value -> List.of(print.apply(value)),
        Optional.empty(),
        options,
        options);
  }

  private static <T> Kind<T> bare(
      String allowed, Function<String, Optional<T>> parse, Function<T, String> print) {
    return new Kind<>(
        allowed, Form.NUMBER, parse, value -> List.of(print.apply(value)), Optional.empty());
  }

  private static Kind<Boolean> either(String on, String off) {
    Function<String, Optional<Boolean>> parse =
        text -> {
          if (text.equalsIgnoreCase(on) || text.equals("1")) return Optional.of(true);
          if (text.equalsIgnoreCase(off) || text.equals("0")) return Optional.of(false);
          return Optional.empty();
        };
    return closed(List.of(on, off), parse, value -> value ? on : off);
  }

  private static Optional<Long> whole(String text, long least, long most) {
    if (!text.matches("-?[0-9]{1,18}")) return Optional.empty();
    long value = Long.parseLong(text);
    return value >= least && value <= most ? Optional.of(value) : Optional.empty();
  }
}
