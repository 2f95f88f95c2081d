package ringfence.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Parameters.Parameter;

/// An authentication scheme and its parameters, the form of WWW-Authenticate, Authorization and
/// their Proxy- kin (RFC 3261 sections 20.7 and 20.44). `ringfence.sip.auth` reads Digest out of
/// it.
///
/// @param scheme such as `Digest`
/// @param parameters comma-separated on the wire, in their order and as they were quoted
public record AuthFields(String scheme, Parameters parameters) {
  private static final String CLAUSE = "RFC 3261 20.44";

  public AuthFields {
    if (!Grammar.isToken(scheme)) throw new MalformedHeaderException(CLAUSE, "no scheme");
  }

  /// A scheme without parameters as yet.
  public static AuthFields of(String scheme) {
    return new AuthFields(scheme, Parameters.NONE);
  }

  /// With one more parameter, in quotes.
  public AuthFields quoted(String name, String value) {
    return with(new Parameter(name, Optional.of(Cursor.quote(value))));
  }

  /// With one more parameter, a token without quotes.
  public AuthFields bare(String name, String value) {
    if (!Grammar.isToken(value)) throw new MalformedHeaderException(CLAUSE, "no token: " + value);
    return with(new Parameter(name, Optional.of(value)));
  }

  private AuthFields with(Parameter parameter) {
    List<Parameter> all = new ArrayList<>(parameters.all());
    all.add(parameter);
    return new AuthFields(scheme, Parameters.of(all));
  }

  /// Reads `scheme name=value, name="value"`.
  public static AuthFields parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    String scheme = in.token();
    in.skipSpace();
    List<Parameter> all = new ArrayList<>(8);
    while (!in.atEnd()) {
      // Empty list elements are read over, as in HTTP.
      if (in.take(',')) continue;
      all.add(readOne(in));
      in.skipSpace();
      if (!in.atEnd() && !in.take(',')) throw in.malformed("no comma between parameters");
    }
    if (all.isEmpty()) throw in.malformed("no parameters");
    return new AuthFields(scheme, Parameters.of(all));
  }

  private static Parameter readOne(Cursor in) {
    String name = in.token();
    in.expect('=');
    if (in.peek() == '"') return new Parameter(name, Optional.of(in.quoted()));
    int start = in.position();
    while (!in.atEnd() && in.peek() != ',' && in.peek() > ' ') in.skip();
    return new Parameter(name, Optional.of(in.text(start, in.position())));
  }

  /// The value of a parameter, without quotes.
  public Optional<String> value(String name) {
    return parameters.value(name);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(192).append(scheme);
    char before = ' ';
    for (Parameter parameter : parameters.all()) {
      out.append(before).append(parameter);
      before = ',';
    }
    return out.toString();
  }
}
