package ringfence.sip.message;

/// A CSeq value, RFC 3261 section 20.16.
///
/// @param number below 2^31 (section 8.1.1.5)
/// @param method the request's
public record CSeq(long number, Method method) {
  private static final String CLAUSE = "RFC 3261 20.16";
  private static final long MOST = 0x7FFF_FFFFL;

  public CSeq {
    // RFC 3261 8.1.1.5: "The sequence number value MUST be expressible as a 32-bit unsigned integer
    // and MUST be less than 2**31."
    if (number < 0 || number > MOST)
      throw new MalformedHeaderException(CLAUSE, "a number of " + number);
  }

  /// Reads `number method`.
  public static CSeq parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    long number = in.number(MOST);
    int end = in.position();
    in.skipSpace();
    if (in.position() == end) throw in.malformed("no space after the number");
    Method method = Method.parse(in.token());
    in.expectEnd();
    return new CSeq(number, method);
  }

  /// The next number, for that method.
  public CSeq next(Method next) {
    return new CSeq(number + 1, next);
  }

  @Override
  public String toString() {
    return number + " " + method;
  }
}
