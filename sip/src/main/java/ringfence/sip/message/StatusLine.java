package ringfence.sip.message;

/// The first line of a response, RFC 3261 section 7.2.
record StatusLine(StatusCode status, String reason) {
  private static final String CLAUSE = "RFC 3261 7.2";

  static StatusLine parse(String line) {
    if (!line.regionMatches(true, 0, "SIP/2.0 ", 0, 8))
      throw new MalformedHeaderException(CLAUSE, "another version than SIP/2.0");
    if (line.length() < 11) throw new MalformedHeaderException(CLAUSE, "no status code");
    int code = 0;
    for (int i = 8; i < 11; i++) {
      if (!Grammar.isDigit(line.charAt(i)))
        throw new MalformedHeaderException(CLAUSE, "no status code");
      code = code * 10 + line.charAt(i) - '0';
    }
    // RFC 4475 3.1.1.13: without the space, "a liberal receiver would accept it anyway"
    if (line.length() > 11 && line.charAt(11) != ' ')
      throw new MalformedHeaderException(CLAUSE, "a status code of more digits");
    String reason = line.length() > 12 ? line.substring(12) : "";
    return new StatusLine(new StatusCode(code), reason);
  }
}
