package ringfence.sip.message;

import java.util.Optional;

/// The first line of a request, RFC 3261 section 7.1.
record RequestLine(Method method, Uri uri) {
  private static final String CLAUSE = "RFC 3261 7.1";
  private static final RequestLine STAND_IN =
      new RequestLine(new Method("UNKNOWN"), SipUri.of(HostPort.of("unknown.invalid")));

  static RequestLine parse(String line) {
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first < 1 || last == first) throw new MalformedHeaderException(CLAUSE, "no Request-Line");
    // RFC 3261 7.1: "To be compliant with this specification, applications … MUST include a
    // SIP-Version of "SIP/2.0"."
    if (!isOurVersion(line, last + 1))
      throw new MalformedHeaderException(CLAUSE, "another version than SIP/2.0");
    Method method = Method.parse(line.substring(0, first));
    Uri uri = Uri.parse(line.substring(first + 1, last));
    if (uri instanceof SipUri sip && !sip.headers().isEmpty()) {
      // RFC 3261 19.1.1, table 1: headers are not allowed in a Request-URI.
      throw new MalformedHeaderException("RFC 3261 19.1.1", "header fields in the Request-URI");
    }
    return new RequestLine(method, uri);
  }

  private static boolean isOurVersion(String line, int from) {
    return line.length() == from + 7 && line.regionMatches(true, from, "SIP/2.0", 0, 7);
  }

  /// The status that a request deserves whose reading failed: 505 for another version of SIP, 400
  /// else.
  static StatusCode answerTo(MessageScan scan) {
    String line = scan.startLineText();
    int last = line.lastIndexOf(' ') + 1;
    boolean version = line.substring(last).matches("(?i)SIP/[0-9]+\\.[0-9]+");
    return version && !isOurVersion(line, last)
        ? StatusCode.VERSION_NOT_SUPPORTED
        : StatusCode.BAD_REQUEST;
  }

  /// What there is of a request whose reading failed, if it can be answered at all.
  static Optional<SipRequest> answerable(MessageScan scan) {
    RequestLine line = readable(scan.startLineText());
    if (line.method().equals(Method.ACK)) return Optional.empty();
    SipRequest request =
        new SipRequest(
            line.method(), line.uri(), scan.startLine(), scan.headers(), Slice.of(new byte[0]));
    try {
      return request.headers().first(Header.VIA).map(_ -> request);
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }

  private static RequestLine readable(String line) {
    int first = line.indexOf(' ');
    String name = first < 0 ? "" : line.substring(0, first);
    Method method = Grammar.isToken(name) ? Method.parse(name) : STAND_IN.method();
    String rest = line.substring(first + 1);
    int end = rest.indexOf(' ');
    return new RequestLine(
        method, Uri.read(end < 0 ? rest : rest.substring(0, end)).orElse(STAND_IN.uri()));
  }
}
