package ringfence.sip.message;

/// Reads one header field value or URI from left to right; what is not there is an end of text, -1.
final class Cursor {
  private final String text;
  private final String clause;
  private int at;

  Cursor(String text, String clause) {
    this.text = text;
    this.clause = clause;
  }

  MalformedHeaderException malformed(String reason) {
    return new MalformedHeaderException(clause, reason);
  }

  int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  void skip() {
    at++;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  String text(int from, int to) {
    return text.substring(from, to);
  }

  int find(char c) {
    return text.indexOf(c, at);
  }

  /// Linear white space; folding has become spaces when a field's value was read.
  void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) at++;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /// Takes that character with the space around it, when it is next (SEMI, COMMA, EQUAL, SLASH...).
  boolean take(char c) {
    int start = at;
    skipSpace();
    if (peek() != c) {
      at = start;
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  void expect(char c) {
    if (!take(c)) throw malformed("no '" + c + "' at " + at);
  }

  void expectEnd() {
    skipSpace();
    if (!atEnd()) throw malformed("more text at " + at);
  }

  String token() {
    int start = at;
    while (at < text.length() && Grammar.isTokenCharacter(text.charAt(at))) at++;
    if (at == start) throw malformed("no token at " + at);
    return text.substring(start, at);
  }

  boolean isAtToken() {
    return Grammar.isTokenCharacter(peek());
  }

  /// A quoted string with its quotes and escapes, as it stands.
  String quoted() {
    int start = at;
    if (peek() != '"') throw malformed("no quoted string at " + at);
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') at++;
      if (c == '"') return text.substring(start, ++at);
    }
    throw malformed("a quoted string without end");
  }

  /// The rest up to the end.
  String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /// Digits, a number of at most `most`.
  long number(long most) {
    int start = at;
    long value = 0;
    while (Grammar.isDigit(peek())) {
      value = value * 10 + (text.charAt(at++) - '0');
      if (value > most) throw malformed("a number over " + most);
    }
    if (at == start) throw malformed("no number at " + at);
    return value;
  }

  /// `host` of RFC 3261 section 25.1: a name, an IPv4 address or an IPv6 reference in brackets.
  String host() {
    int start = at;
    if (peek() == '[') {
      int end = text.indexOf(']', at);
      if (end < 0) throw malformed("an IPv6 reference without end");
      at = end + 1;
      String host = text.substring(start, at);
      if (!HostPort.isIpv6Reference(host)) throw malformed("no IPv6 reference: " + host);
      return host;
    }
    while (at < text.length() && Grammar.isHostCharacter(text.charAt(at))) at++;
    if (at == start) throw malformed("no host at " + at);
    return text.substring(start, at);
  }

  /// The text of a quoted string without quotes and escapes; other text as it is.
  static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '"') return text;
    String inner = text.substring(1, text.length() - 1);
    if (inner.indexOf('\\') < 0) return inner;
    StringBuilder out = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\' && i + 1 < inner.length()) c = inner.charAt(++i);
      out.append(c);
    }
    return out.toString();
  }

  /// The text as a quoted string; RFC 3261 25.1 wants control characters escaped, too.
  static String quote(String text) {
    Grammar.refuseLineBreaks(text);
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = (c < ' ' && c != '\t') || c == 127;
      if (c == '\\' || c == '"' || control) out.append('\\');
      out.append(c);
    }
    return out.append('"').toString();
  }
}
