package ringfence.trace.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of a set as in `{"INVITE", "BYE"}` or `{100, 400..499}`, which a field is in when one
/// of its values is. Commas may be left out, as they were in older filters.
final class ValueSet {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"[^\"]*\"|\\.\\.|,|(?:(?!\\.\\.)[^\\s,\"])+)\\s*");

  private final String name;
  private final Kind kind;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  private ValueSet(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  /// Reads a set.
  ///
  /// @param name of the field
  /// @param text with its braces
  /// @throws Fault when it is none for the field
  static Predicate<String> read(String name, Kind kind, String text) {
    var set = new ValueSet(name, kind);
    Matcher matcher = TOKEN.matcher(text.substring(1, text.length() - 1));
    while (matcher.find()) set.tokens.add(matcher.group(1));
    return set.all();
  }

  private Predicate<String> all() {
    Predicate<String> all = element();
    while (at < tokens.size()) {
      if (tokens.get(at).equals(",")) at++;
      all = all.or(element());
    }
    return all;
  }

  private Predicate<String> element() {
    String first = value();
    if (at == tokens.size() || !tokens.get(at).equals("..")) {
      return kind.equality(first).orElseThrow(() -> Fault.value(name, kind, first));
    }
    at++;
    return range(first, value());
  }

  private Predicate<String> range(String first, String last) {
    if (!kind.isOrdered()) throw new Fault("only numbers have ranges: " + first + ".." + last);
    long from = number(first);
    long to = number(last);
    if (from > to) throw new Fault("a range that ends before it begins: " + first + ".." + last);
    return it -> from <= Long.parseLong(it) && Long.parseLong(it) <= to;
  }

  private long number(String text) {
    OptionalLong number = kind.number(text);
    return number.orElseThrow(() -> Fault.value(name, kind, text));
  }

  private String value() {
    if (at == tokens.size() || tokens.get(at).equals(",") || tokens.get(at).equals("..")) {
      throw new Fault("a value is missing in the set for " + name);
    }
    return FilterParser.unquoted(tokens.get(at++));
  }
}
