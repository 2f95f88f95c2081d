package ringfence.sip.message;

import java.time.Duration;

/// Values of header fields that need no type of their own: tokens, numbers, Call-ID.
final class HeaderValues {
  private HeaderValues() {}

  static String token(String text) {
    String token = text.strip();
    if (!Grammar.isToken(token))
      throw new MalformedHeaderException("RFC 3261 25.1", "no token: " + token);
    return token;
  }

  static Method method(String text) {
    return Method.parse(token(text));
  }

  static String callId(String text) {
    String id = text.strip();
    int at = id.indexOf('@');
    // RFC 3261 25.1: callid = word [ "@" word ]
    boolean ok = !id.isEmpty() && at != 0 && at != id.length() - 1;
    for (int i = 0; i < id.length(); i++) ok &= i == at || Grammar.isWordCharacter(id.charAt(i));
    if (!ok) throw new MalformedHeaderException("RFC 3261 20.8", "no call identifier");
    return id;
  }

  static int maxForwards(String text) {
    // RFC 3261 20.22: "an integer in the range 0-255"
    return (int) number(text, 255, "RFC 3261 20.22");
  }

  static int maxBreadth(String text) {
    // RFC 5393 5.3.1: "a single positive integer"
    int breadth = (int) number(text, Integer.MAX_VALUE, "RFC 5393 5.3.1");
    if (breadth == 0) throw new MalformedHeaderException("RFC 5393 5.3.1", "a breadth of 0");
    return breadth;
  }

  static int contentLength(String text) {
    return (int) number(text, Integer.MAX_VALUE, "RFC 3261 20.14");
  }

  static long rseq(String text) {
    return number(text, 0xFFFF_FFFFL, "RFC 3262 7.1");
  }

  private static long number(String text, long most, String clause) {
    Cursor in = new Cursor(text, clause);
    in.skipSpace();
    long value = in.number(most);
    in.expectEnd();
    return value;
  }

  /// Seconds, and generic parameters after them, which Min-SE may have.
  static Duration seconds(String text) {
    Cursor in = new Cursor(text, "RFC 3261 20.19");
    in.skipSpace();
    Duration value = Duration.ofSeconds(in.number(0xFFFF_FFFFL));
    Parameters.read(in);
    in.expectEnd();
    return value;
  }

  static Duration expires(String text) {
    try {
      return seconds(text);
    } catch (MalformedHeaderException _) {
      // RFC 3261 20.19: "Malformed values SHOULD be treated as equivalent to 3600."
      return Duration.ofHours(1);
    }
  }

  static String seconds(Duration value) {
    if (value.isNegative())
      throw new MalformedHeaderException("RFC 3261 20.19", "a time below zero");
    return Long.toString(value.toSeconds());
  }
}
