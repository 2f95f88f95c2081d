package ringfence.trace.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a filter by this grammar, where a word may be in any case:
///
/// ```
/// any  = all  *( ( "||" / "or" ) all )
/// all  = one  *( ( "&&" / "&" / "and" ) one )
/// one  = ( "!" / "not" ) one / "(" any ")" / protocol / field [ test ]
/// test = operator value / [ "not" ] "in" "{" values "}"
/// ```
final class FilterParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"[^\"]*\"|\\{(?:\"[^\"]*\"|[^{}\"])*\\}|&&?|\\|\\|?|[=!<>]=|[()!<>~]|[^\\s()!&|=<>~\"]+)");
  private static final int DEEPEST = 50;

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final Beginning beginning = new Beginning();
  private int at;

  FilterParser(String text) {
    this.text = text;
  }

  Filter.Parsed parse() {
    try {
      split();
      Filter filter = any(0);
      if (at < tokens.size()) throw new Fault("nothing can follow at " + tokens.get(at));
      return new Filter.Parsed.Good(beginning.before(filter));
    } catch (Fault fault) {
      return new Filter.Parsed.Malformed(String.valueOf(fault.getMessage()));
    }
  }

  private void split() {
    Matcher matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (end < text.strip().length()) {
      throw new Fault("not understood: " + text.strip().substring(end).strip());
    }
  }

  private Filter any(int depth) {
    Filter left = all(depth);
    while (takes("||", "|", "or")) {
      Filter before = left;
      Filter right = all(depth);
      left = row -> before.test(row) || right.test(row);
    }
    return left;
  }

  private Filter all(int depth) {
    Filter left = one(depth);
    while (takes("&&", "&", "and")) {
      Filter before = left;
      Filter right = one(depth);
      left = row -> before.test(row) && right.test(row);
    }
    return left;
  }

  private Filter one(int depth) {
    if (depth > DEEPEST) throw new Fault("nested too deep");
    if (takes("!", "not")) {
      Filter not = one(depth + 1);
      return row -> !not.test(row);
    }
    if (!takes("(")) return test();
    Filter inner = any(depth + 1);
    if (!takes(")")) throw new Fault("a ) is missing");
    return inner;
  }

  private Filter test() {
    String name = next("a field or a protocol");
    if (takes("in")) return in(name);
    if (negatesSet()) {
      at += 2;
      Filter in = in(name);
      return row -> !in.test(row);
    }
    Optional<Operator> operator = operator();
    if (operator.isPresent()) return compared(name, operator.get());
    return Protocols.named(name)
        .or(() -> named(name).map(field -> row -> !field.of(row).isEmpty()))
        .orElseThrow(() -> new Fault(Advice.forWord(name)));
  }

  private boolean negatesSet() {
    return at + 1 < tokens.size()
        && tokens.get(at).equalsIgnoreCase("not")
        && tokens.get(at + 1).equalsIgnoreCase("in");
  }

  private Filter in(String name) {
    Field field = field(name);
    if (field.kind() == Kind.MESSAGE) throw wrong(name, field);
    String set = next("a set as in {1, 2}");
    if (!set.startsWith("{") || !set.endsWith("}")) {
      throw new Fault("a set as in {1, 2} is wanted, not " + set);
    }
    Predicate<String> values = ValueSet.read(name, field.kind(), set);
    return row -> field.of(row).stream().anyMatch(values);
  }

  private Filter compared(String name, Operator operator) {
    Field field = field(name);
    if (!operator.isFor(field.kind())) throw wrong(name, field);
    String value = unquoted(next("a value"));
    return operator
        .compare(field, value)
        .orElseThrow(
            () ->
                operator == Operator.MATCHES
                    ? new Fault("no regular expression: " + value)
                    : Fault.value(name, field.kind(), value));
  }

  private static Fault wrong(String name, Field field) {
    return new Fault(name + " is compared with " + Operator.with(field.kind()));
  }

  private Field field(String name) {
    return named(name).orElseThrow(() -> new Fault(Advice.forField(name)));
  }

  private Optional<Field> named(String name) {
    return Beginning.NAME.equalsIgnoreCase(name)
        ? Optional.of(beginning.field())
        : Fields.named(name);
  }

  private Optional<Operator> operator() {
    if (at == tokens.size()) return Optional.empty();
    Optional<Operator> found = Operator.named(tokens.get(at).toLowerCase(Locale.ROOT));
    if (found.isPresent()) at++;
    return found;
  }

  private boolean takes(String... words) {
    if (at == tokens.size()) return false;
    boolean taken = List.of(words).contains(tokens.get(at).toLowerCase(Locale.ROOT));
    if (taken) at++;
    return taken;
  }

  private String next(String wanted) {
    if (at == tokens.size()) throw new Fault(wanted + " is missing at the end");
    return tokens.get(at++);
  }

  static String unquoted(String token) {
    return token.startsWith("\"") ? token.substring(1, token.length() - 1) : token;
  }
}
