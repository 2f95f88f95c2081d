package ringfence.sip.message;

/// A RAck value, RFC 3262 section 7.2: which reliable provisional response a PRACK acknowledges.
///
/// @param responseNumber the RSeq acknowledged
/// @param request the CSeq of the request it answers
public record RAck(long responseNumber, CSeq request) {
  private static final String CLAUSE = "RFC 3262 7.2";

  /// Reads `response-num CSeq-num method`.
  public static RAck parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    long number = in.number(0xFFFF_FFFFL);
    if (in.peek() != ' ' && in.peek() != '\t') throw in.malformed("no space after the number");
    return new RAck(number, CSeq.parse(in.rest()));
  }

  @Override
  public String toString() {
    return responseNumber + " " + request;
  }
}
