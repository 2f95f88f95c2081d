package ringfence.sip.message;

import java.util.Optional;

/// One word and parameters, the form of Event, Subscription-State, Content-Disposition, Reason and
/// others.
///
/// @param value a word as of RFC 3261 section 25.1
/// @param parameters what follows it
public record Valued(String value, Parameters parameters) {
  private static final String CLAUSE = "RFC 3261 25.1";

  public Valued {
    for (int i = 0; i < value.length(); i++) {
      int c = value.charAt(i);
      if (!Grammar.isWordCharacter(c))
        throw new MalformedHeaderException(CLAUSE, "no word: " + value);
    }
    if (value.isEmpty()) throw new MalformedHeaderException(CLAUSE, "no word");
  }

  /// That word alone.
  public static Valued of(String value) {
    return new Valued(value, Parameters.NONE);
  }

  /// Reads `word;parameters`.
  public static Valued parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    int start = in.position();
    while (Grammar.isWordCharacter(in.peek())) in.skip();
    String value = in.text(start, in.position());
    Parameters parameters = Parameters.read(in);
    in.expectEnd();
    return new Valued(value, parameters);
  }

  /// The value of a parameter.
  public Optional<String> parameter(String name) {
    return parameters.value(name);
  }

  /// With that parameter.
  public Valued with(String name, String text) {
    return new Valued(value, parameters.with(name, text));
  }

  @Override
  public String toString() {
    return value + parameters;
  }
}
