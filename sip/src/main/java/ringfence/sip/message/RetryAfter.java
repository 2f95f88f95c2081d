package ringfence.sip.message;

import java.time.Duration;

/// A Retry-After value, RFC 3261 section 20.33; a comment in it is read over.
///
/// @param delay whole seconds
/// @param parameters `duration` and others
public record RetryAfter(Duration delay, Parameters parameters) {
  private static final String CLAUSE = "RFC 3261 20.33";

  /// That delay.
  public static RetryAfter of(Duration delay) {
    return new RetryAfter(delay, Parameters.NONE);
  }

  /// Reads `seconds (comment);parameters`.
  public static RetryAfter parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    Duration delay = Duration.ofSeconds(in.number(0xFFFF_FFFFL));
    in.skipSpace();
    if (in.peek() == '(') skipComment(in);
    Parameters parameters = Parameters.read(in);
    in.expectEnd();
    return new RetryAfter(delay, parameters);
  }

  private static void skipComment(Cursor in) {
    int depth = 0;
    do {
      int c = in.peek();
      if (c < 0) throw in.malformed("a comment without end");
      if (c == '(') depth++;
      if (c == ')') depth--;
      if (c == '\\') in.skip();
      in.skip();
    } while (depth > 0);
  }

  @Override
  public String toString() {
    return delay.toSeconds() + parameters.toString();
  }
}
