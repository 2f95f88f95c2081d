package ringfence.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a message, RFC 3261 sections 7, 8.1.1, 18.3 and 25. It checks the start line, the
/// mandatory header fields (Via, From, To, Call-ID, CSeq; Max-Forwards and Content-Length where
/// they stand) and those it was told to, so that reading them later cannot fail. One parser serves
/// any number of threads.
public final class SipParser {
  private static final List<Header<?>> MANDATORY =
      List.of(Header.VIA, Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ);
  private static final long ALL_MANDATORY =
      MANDATORY.stream().mapToLong(SipParser::bit).reduce(0, (a, b) -> a | b);

  private final long checked;
  private final List<Header<?>> foreign = new ArrayList<>();
  private final Limits limits = Limits.DEFAULT;

  /// A parser that also checks these headers, where they stand in a message.
  public SipParser(Header<?>... alsoNeeded) {
    long mask = ALL_MANDATORY | bit(Header.MAX_FORWARDS) | bit(Header.CONTENT_LENGTH);
    for (Header<?> header : alsoNeeded) {
      if (header.ordinal() < 0) foreign.add(header);
      else mask |= bit(header);
    }
    checked = mask;
  }

  private static long bit(Header<?> header) {
    return 1L << header.ordinal();
  }

  /// Reads one message: a datagram, or what [SipFramer] cut out of a stream. The message is read in
  /// place; the array must not be changed afterwards.
  public Parsed parse(byte[] bytes) {
    MessageScan scan = new MessageScan(bytes, limits);
    return scan.isResponse() ? response(scan) : request(scan);
  }

  private Parsed response(MessageScan scan) {
    try {
      StatusLine line = StatusLine.parse(scan.startLineText());
      Headers headers = checkedHeaders(scan);
      return new Parsed.Message(
          new SipResponse(
              line.status(), line.reason(), scan.startLine(), headers, body(scan, headers)));
    } catch (MalformedHeaderException e) {
      return new Parsed.Malformed(StatusCode.BAD_REQUEST, e.clause(), e.reason(), Optional.empty());
    }
  }

  private Parsed request(MessageScan scan) {
    try {
      RequestLine line = RequestLine.parse(scan.startLineText());
      Headers headers = checkedHeaders(scan);
      SipRequest request =
          new SipRequest(line.method(), line.uri(), scan.startLine(), headers, body(scan, headers));
      if (request.cseq().method().equals(line.method())) return new Parsed.Message(request);
      // RFC 4475 3.1.2.18: for an unknown method, "501 … has better future-proof characteristics"
      StatusCode answer =
          line.method().isKnown() ? StatusCode.BAD_REQUEST : StatusCode.NOT_IMPLEMENTED;
      // RFC 3261 8.1.1.5: "The method MUST match that of the request."
      return malformed(
          scan,
          answer,
          new MalformedHeaderException("RFC 3261 8.1.1.5", "a CSeq of another method"));
    } catch (MalformedHeaderException e) {
      return malformed(scan, RequestLine.answerTo(scan), e);
    }
  }

  private static Parsed malformed(
      MessageScan scan, StatusCode answer, MalformedHeaderException why) {
    return new Parsed.Malformed(answer, why.clause(), why.reason(), RequestLine.answerable(scan));
  }

  private Headers checkedHeaders(MessageScan scan) {
    if (scan.problem().isPresent()) throw scan.problem().get();
    Headers headers = scan.headers();
    long seen = 0;
    for (Field field : headers.array()) {
      Header<?> header = field.known();
      if (header.ordinal() < 0) continue;
      long bit = bit(header);
      if ((checked & bit) == 0) continue;
      if (field.read(header).isEmpty()) continue;
      // RFC 3261 7.3.1: several fields of a name only where the value is "a comma-separated list"
      if ((seen & bit) != 0 && header.form() == Header.Form.SINGLE) {
        throw new MalformedHeaderException("RFC 3261 7.3.1", "more than one " + header);
      }
      seen |= bit;
    }
    if ((seen & ALL_MANDATORY) != ALL_MANDATORY) throw missing(headers);
    for (Header<?> header : foreign) headers.all(header);
    return headers;
  }

  private static MalformedHeaderException missing(Headers headers) {
    for (Header<?> header : MANDATORY) {
      if (headers.first(header).isEmpty())
        return new MalformedHeaderException("RFC 3261 8.1.1", "no " + header);
    }
    throw new IllegalStateException("nothing is missing");
  }

  private static Slice body(MessageScan scan, Headers headers) {
    Optional<Integer> length = headers.first(Header.CONTENT_LENGTH);
    // RFC 3261 18.3: without Content-Length "the body of the message is assumed to extend to the
    // end of the transport packet"
    if (length.isEmpty()) return scan.body(scan.remaining());
    // RFC 3261 18.3: "If the transport packet ends before the end of the message body, this is
    // considered an error."
    if (length.get() > scan.remaining()) {
      throw new MalformedHeaderException("RFC 3261 18.3", "a Content-Length over what came");
    }
    return scan.body(length.get());
  }
}
