package ringfence.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Parameters.Parameter;

/// A SIP or SIPS URI, RFC 3261 section 19.1. The parts are kept as written, escapes included;
/// [#userText] and [#parameter] resolve them.
///
/// @param secure `sips:` rather than `sip:`
/// @param user the user part before any `:` or `@`, as written
/// @param password the text between `:` and `@`, as written; not a place for secrets
/// @param host host and port
/// @param parameters the URI's own parameters
/// @param headers `name=value` pairs after `?`, as written
public record SipUri(
    boolean secure,
    Optional<String> user,
    Optional<String> password,
    HostPort host,
    Parameters parameters,
    Parameters headers)
    implements Uri {
  private static final String CLAUSE = "RFC 3261 19.1.1";

  public SipUri {
    if (user.isPresent()) checkUser(user.get());
    if (password.isPresent() && user.isEmpty())
      throw new MalformedHeaderException(CLAUSE, "a password without user");
  }

  private static void checkUser(String user) {
    for (int i = 0; i < user.length(); i++) {
      if (!Grammar.isUserCharacter(user.charAt(i)))
        throw new MalformedHeaderException(CLAUSE, "a user with '" + user.charAt(i) + "'");
    }
    if (!Grammar.isWellEscaped(user))
      throw new MalformedHeaderException(CLAUSE, "a broken escape in the user");
    if (user.isEmpty()) throw new MalformedHeaderException(CLAUSE, "an empty user");
  }

  /// `sip:host`, without user.
  public static SipUri of(HostPort host) {
    return new SipUri(
        false, Optional.empty(), Optional.empty(), host, Parameters.NONE, Parameters.NONE);
  }

  /// `sip:user@host`; the user is escaped where it must be.
  public static SipUri of(String user, HostPort host) {
    String escaped = Grammar.escape(user, Grammar::isUserCharacter);
    return new SipUri(
        false, Optional.of(escaped), Optional.empty(), host, Parameters.NONE, Parameters.NONE);
  }

  /// Reads a SIP or SIPS URI.
  public static SipUri parse(String text) {
    if (Uri.parse(text) instanceof SipUri uri) return uri;
    throw new MalformedHeaderException(CLAUSE, "a scheme that is not sip or sips");
  }

  static SipUri read(String text, boolean secure) {
    Cursor in = new Cursor(text, CLAUSE);
    in.moveTo(secure ? 5 : 4);
    Optional<String> user = Optional.empty();
    Optional<String> password = Optional.empty();
    int at = in.find('@');
    if (at >= 0) {
      String userinfo = in.text(in.position(), at);
      int colon = userinfo.indexOf(':');
      user = Optional.of(colon < 0 ? userinfo : userinfo.substring(0, colon));
      if (colon >= 0) password = Optional.of(password(userinfo.substring(colon + 1)));
      in.moveTo(at + 1);
    }
    HostPort host = HostPort.read(in);
    Parameters parameters = Parameters.readUri(in);
    Parameters headers = readHeaders(in);
    if (!in.atEnd()) throw in.malformed("a character that may not stand there at " + in.position());
    return new SipUri(secure, user, password, host, parameters, headers);
  }

  private static String password(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Grammar.isUserCharacter(text.charAt(i)))
        throw new MalformedHeaderException(CLAUSE, "a bad password part");
    }
    return text;
  }

  private static Parameters readHeaders(Cursor in) {
    if (in.peek() != '?') return Parameters.NONE;
    List<Parameter> all = new ArrayList<>(4);
    do {
      in.skip();
      String name = headerText(in);
      if (name.isEmpty() || in.peek() != '=')
        throw in.malformed("a URI header without name or value");
      in.skip();
      all.add(new Parameter(name, Optional.of(headerText(in))));
    } while (in.peek() == '&');
    return Parameters.of(all);
  }

  private static String headerText(Cursor in) {
    int start = in.position();
    while (Grammar.isUriHeaderCharacter(in.peek())) in.skip();
    String text = in.text(start, in.position());
    if (!Grammar.isWellEscaped(text)) throw in.malformed("a broken escape in " + text);
    return text;
  }

  @Override
  public String scheme() {
    return secure ? "sips" : "sip";
  }

  /// The user with its escapes resolved.
  public Optional<String> userText() {
    return user.map(Grammar::unescape);
  }

  /// The value of a URI parameter with its escapes resolved; empty when it is not there or has no
  /// value.
  public Optional<String> parameter(String name) {
    return UriComparison.find(parameters, name).flatMap(Parameter::raw).map(Grammar::unescape);
  }

  /// The `transport` parameter.
  public Optional<Transport> transport() {
    return parameter("transport").filter(Grammar::isToken).map(Transport::parse);
  }

  /// Whether the `lr` parameter says that this is a loose router (RFC 3261 section 19.1.1).
  public boolean isLooseRouter() {
    return UriComparison.find(parameters, "lr").isPresent();
  }

  /// With that URI parameter, escaped where it must be.
  public SipUri withParameter(String name, String value) {
    String escaped = Grammar.escape(value, Grammar::isParameterCharacter);
    return with(parameters.replaced(new Parameter(name, Optional.of(escaped))));
  }

  /// With that URI parameter, which has no value (`lr`, `ob`).
  public SipUri withParameter(String name) {
    return with(parameters.with(name));
  }

  /// Without that URI parameter.
  public SipUri withoutParameter(String name) {
    return with(parameters.without(name));
  }

  /// With those parameters in place of all.
  public SipUri with(Parameters all) {
    return new SipUri(secure, user, password, host, all, headers);
  }

  /// With that host and port.
  public SipUri withHost(HostPort other) {
    return new SipUri(secure, user, password, other, parameters, headers);
  }

  /// The value of a header (`?name=value`) with its escapes resolved.
  public Optional<String> header(String name) {
    return UriComparison.find(headers, name).flatMap(Parameter::raw).map(Grammar::unescape);
  }

  /// With that header, escaped where it must be.
  public SipUri withHeader(String name, String value) {
    String escaped = Grammar.escape(value, Grammar::isUriHeaderCharacter);
    Parameters all = headers.replaced(new Parameter(name, Optional.of(escaped)));
    return new SipUri(secure, user, password, host, parameters, all);
  }

  /// Without headers (`?name=value`), which a Request-URI and a contact in a binding may not have.
  public SipUri withoutHeaders() {
    return new SipUri(secure, user, password, host, parameters, Parameters.NONE);
  }

  @Override
  public boolean matches(Uri other) {
    return other instanceof SipUri that && (equals(that) || UriComparison.same(this, that));
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(64).append(scheme()).append(':');
    if (user.isPresent()) {
      out.append(user.get());
      if (password.isPresent()) out.append(':').append(password.get());
      out.append('@');
    }
    out.append(host.host());
    if (host.port().isPresent()) out.append(':').append(host.port().getAsInt());
    parameters.appendTo(out);
    char before = '?';
    for (Parameter header : headers.all()) {
      out.append(before).append(header.name()).append('=').append(header.raw().orElse(""));
      before = '&';
    }
    return out.toString();
  }
}
