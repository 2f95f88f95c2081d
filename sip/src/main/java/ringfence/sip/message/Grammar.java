package ringfence.sip.message;

import java.nio.charset.StandardCharsets;

/// The character classes of RFC 3261 section 25.1.
final class Grammar {
  private static final byte TOKEN = 1;
  private static final byte HOST = 2;
  private static final byte USER = 4;
  private static final byte PARAMETER = 8;
  private static final byte HEADER = 16;
  private static final byte WORD = 32;
  private static final byte[] CLASSES = new byte[128];

  static {
    String alphanum = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    mark(TOKEN | HOST | USER | PARAMETER | HEADER | WORD, alphanum);
    mark(TOKEN, "-.!%*_+`'~");
    mark(WORD, "-.!%*_+`'~()<>:\\\"/[]?{}");
    mark(HOST, "-._");
    String unreserved = "-_.!~*'()";
    mark(USER, unreserved + "&=+$,;?/%");
    mark(PARAMETER, unreserved + "[]/:&+$%");
    mark(HEADER, unreserved + "[]/?:+$%");
  }

  private Grammar() {}

  private static void mark(int kind, String characters) {
    for (char c : characters.toCharArray()) CLASSES[c] |= (byte) kind;
  }

  private static boolean is(int kind, int c) {
    return c >= 0 && c < 128 && (CLASSES[c] & kind) != 0;
  }

  static boolean isTokenCharacter(int c) {
    return is(TOKEN, c);
  }

  static boolean isHostCharacter(int c) {
    return is(HOST, c);
  }

  static boolean isWordCharacter(int c) {
    return is(WORD, c);
  }

  /// User part of a URI, before escaping; `%` is one because an escape begins with it.
  static boolean isUserCharacter(int c) {
    return is(USER, c);
  }

  static boolean isParameterCharacter(int c) {
    return is(PARAMETER, c);
  }

  static boolean isUriHeaderCharacter(int c) {
    return is(HEADER, c);
  }

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) if (!is(TOKEN, text.charAt(i))) return false;
    return !text.isEmpty();
  }

  /// Whether these are between one and `most` decimal digits.
  static boolean isNumber(String text, int most) {
    for (int i = 0; i < text.length(); i++) if (!isDigit(text.charAt(i))) return false;
    return !text.isEmpty() && text.length() <= most;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// The value of a hexadecimal digit, or -1.
  static int hex(int c) {
    if (c >= '0' && c <= '9') return c - '0';
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /// Whether every `%` begins an escape of two hexadecimal digits.
  static boolean isWellEscaped(String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      if (at + 2 >= text.length()) return false;
      if (hex(text.charAt(at + 1)) < 0 || hex(text.charAt(at + 2)) < 0) return false;
    }
    return true;
  }

  /// The text with its escapes (RFC 3261 section 19.1.2) resolved; as it is where it has none.
  static String unescape(String text) {
    if (text.indexOf('%') < 0 || !isWellEscaped(text)) return text;
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      boolean escape = in[i] == '%';
      out[length++] = escape ? (byte) (hex(in[i + 1]) << 4 | hex(in[i + 2])) : in[i];
      if (escape) i += 2;
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  /// What may stand unescaped in a part of a URI.
  interface Allowed {
    boolean test(int c);
  }

  /// The text with everything escaped that may not stand there, and `%` itself.
  static String escape(String text, Allowed allowed) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b != '%' && allowed.test(b)) {
        out.append((char) b);
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)));
        out.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
      }
    }
    return out.toString();
  }

  /// RFC 3261 7.3: a header field value is one line; a line break in it would add header fields.
  static void refuseLineBreaks(String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new MalformedHeaderException("RFC 3261 7.3.1", "a line break in a value");
    }
  }
}
