package ringfence.sip.message;

import java.util.Optional;

/// A `name-addr` or `addr-spec` with parameters, as in To, From, Route or Refer-To (RFC 3261
/// section 20.10).
///
/// @param displayName the name without its quotes
/// @param uri the address
/// @param parameters those of the header field, not of the URI
public record NameAddr(Optional<String> displayName, Uri uri, Parameters parameters) {
  private static final String CLAUSE = "RFC 3261 20.10";

  public NameAddr {
    displayName.ifPresent(Grammar::refuseLineBreaks);
  }

  /// The address alone.
  public static NameAddr of(Uri uri) {
    return new NameAddr(Optional.empty(), uri, Parameters.NONE);
  }

  /// The address and a name beside it.
  public static NameAddr of(String displayName, Uri uri) {
    return new NameAddr(Optional.of(displayName), uri, Parameters.NONE);
  }

  /// Reads one address.
  public static NameAddr parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    Optional<String> displayName = displayName(in);
    Uri uri = in.peek() == '<' ? bracketed(in) : bare(in);
    Parameters parameters = Parameters.read(in);
    in.expectEnd();
    return new NameAddr(displayName, uri, parameters);
  }

  private static Optional<String> displayName(Cursor in) {
    if (in.peek() == '<') return Optional.empty();
    if (in.peek() == '"') {
      String name = Cursor.unquote(in.quoted());
      in.skipSpace();
      if (in.peek() != '<') throw in.malformed("no '<' after the display name");
      return Optional.of(name);
    }
    int open = in.find('<');
    if (open < 0) return Optional.empty();
    return Optional.of(tokens(in, open));
  }

  private static String tokens(Cursor in, int open) {
    int start = in.position();
    int end = start;
    while (in.position() < open) {
      // Beyond the grammar, UTF-8 text is let through unquoted, as many devices send it.
      if (!in.isAtToken() && in.peek() < 128)
        throw in.malformed("a display name that needs quotes");
      in.skip();
      end = in.position();
      in.skipSpace();
    }
    return in.text(start, end);
  }

  private static Uri bracketed(Cursor in) {
    in.skip();
    int close = in.find('>');
    if (close < 0) throw in.malformed("no '>' after the URI");
    Uri uri = Uri.parse(in.text(in.position(), close));
    in.moveTo(close + 1);
    return uri;
  }

  private static Uri bare(Cursor in) {
    int start = in.position();
    // RFC 3261 20: "If the URI is not enclosed in angle brackets, any semicolon-delimited
    // parameters are header-parameters"
    while (!in.atEnd() && in.peek() != ';' && in.peek() > ' ') in.skip();
    String text = in.text(start, in.position());
    // RFC 3261 20: "The URI MUST be enclosed in angle brackets if it contains a comma, question
    // mark or semicolon"
    if (text.indexOf('?') >= 0 || text.indexOf(',') >= 0)
      throw in.malformed("a URI that needs angle brackets");
    return Uri.parse(text);
  }

  /// The `tag` parameter of To and From.
  public Optional<String> tag() {
    return parameters.value("tag");
  }

  /// With that `tag`.
  public NameAddr withTag(String tag) {
    return with(parameters.with("tag", tag));
  }

  /// With that header field parameter.
  public NameAddr withParameter(String name, String value) {
    return with(parameters.with(name, value));
  }

  /// With those parameters in place of all.
  public NameAddr with(Parameters all) {
    return new NameAddr(displayName, uri, all);
  }

  /// `"name" <uri>;parameters`; the brackets are always there.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(96);
    if (displayName.isPresent()) out.append(Cursor.quote(displayName.get())).append(' ');
    out.append('<').append(uri).append('>');
    parameters.appendTo(out);
    return out.toString();
  }
}
