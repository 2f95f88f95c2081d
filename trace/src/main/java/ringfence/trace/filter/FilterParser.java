package ringfence.trace.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a filter by this grammar, where a word may be in any case:
///
/// ```
/// any  = all  *( ( "||" / "or" ) all )
/// all  = one  *( ( "&&" / "&" / "and" ) one )
/// one  = ( "!" / "not" ) one / "(" any ")" / field [ operator value ]
/// ```
final class FilterParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"[^\"]*\"|&&?|\\|\\|?|[=!<>]=|[()!<>~]|[^\\s()!&|=<>~\"]+)");
  private static final int DEEPEST = 50;

  /// Ends the reading of what is no filter; it never leaves this class.
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fault(String reason) {
      super(reason, null, false, false);
    }
  }

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  FilterParser(String text) {
    this.text = text;
  }

  Filter.Parsed parse() {
    try {
      split();
      Filter filter = any(0);
      if (at < tokens.size()) throw new Fault("nothing can follow at " + tokens.get(at));
      return new Filter.Parsed.Good(filter);
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
    Optional<Operator> operator = operator();
    if (operator.isEmpty()) {
      return Protocols.named(name)
          .or(() -> Fields.named(name).map(field -> row -> !field.of(row).isEmpty()))
          .orElseThrow(() -> new Fault("no such field or protocol: " + name));
    }
    var field = Fields.named(name).orElseThrow(() -> new Fault("no such field: " + name));
    String value = unquoted(next("a value"));
    return operator
        .get()
        .compare(field, value)
        .orElseThrow(() -> new Fault("not a value for " + name + ": " + value));
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

  private static String unquoted(String token) {
    return token.startsWith("\"") ? token.substring(1, token.length() - 1) : token;
  }
}
