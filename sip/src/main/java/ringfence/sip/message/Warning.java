package ringfence.sip.message;

/// A Warning value, RFC 3261 section 20.43.
///
/// @param code three digits
/// @param agent the host or pseudonym that warns
/// @param text for a person
public record Warning(int code, String agent, String text) {
  private static final String CLAUSE = "RFC 3261 20.43";

  public Warning {
    if (code < 100 || code > 999) throw new MalformedHeaderException(CLAUSE, "a code of " + code);
    if (agent.isEmpty() || agent.indexOf(' ') >= 0)
      throw new MalformedHeaderException(CLAUSE, "no agent");
    Grammar.refuseLineBreaks(agent);
    Grammar.refuseLineBreaks(text);
  }

  /// Reads `code agent "text"`.
  public static Warning parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    long code = in.number(999);
    in.skipSpace();
    int start = in.position();
    while (!in.atEnd() && in.peek() > ' ') in.skip();
    String agent = in.text(start, in.position());
    in.skipSpace();
    String said = Cursor.unquote(in.quoted());
    in.expectEnd();
    return new Warning((int) code, agent, said);
  }

  @Override
  public String toString() {
    return code + " " + agent + ' ' + Cursor.quote(text);
  }
}
