package ringfence.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One header field as it stands in a message, name, value, folding and line end; read only when
/// asked and then remembered.
public final class Field {
  private static final Reading UNREAD = new Reading(HeaderTable.UNKNOWN, List.of());

  private final Header<?> known;
  private final byte[] bytes;
  private final int start;
  private final int nameEnd;
  private final int valueStart;
  private final int end;
  private final boolean folded;
  private Reading reading = UNREAD;

  private record Reading(Header<?> by, List<?> values) {}

  /// The field in `bytes` from `start`; its value goes from `valueStart` to the CRLF that ends at
  /// `end`.
  Field(byte[] bytes, int start, int nameEnd, int valueStart, int end, boolean folded) {
    this.known = Header.table().find(bytes, start, nameEnd);
    this.bytes = bytes;
    this.start = start;
    this.nameEnd = nameEnd;
    this.valueStart = valueStart;
    this.end = end;
    this.folded = folded;
  }

  /// A field that was not on the wire before.
  static <T> Field of(Header<T> header, T value) {
    Field field = of(header.name(), header.write(value));
    field.reading = new Reading(header, List.of(value));
    return field;
  }

  /// Values in one field, between commas.
  static <T> Field of(Header<T> header, List<T> values) {
    return of(header.name(), String.join(", ", values.stream().map(header::write).toList()));
  }

  /// A field of that name and text, on one line.
  public static Field of(String name, String value) {
    if (!Grammar.isToken(name))
      throw new MalformedHeaderException("RFC 3261 7.3.1", "a header name that is no token");
    Grammar.refuseLineBreaks(value);
    byte[] line = (name + ": " + value + "\r\n").getBytes(StandardCharsets.UTF_8);
    return new Field(line, 0, name.length(), name.length() + 2, line.length, false);
  }

  /// The name as written.
  public String name() {
    return new String(bytes, start, nameEnd - start, StandardCharsets.UTF_8);
  }

  /// The value on one line, without white space around it.
  public String value() {
    int to = end - 2;
    int from = valueStart;
    if (folded) return unfolded(from, to);
    while (from < to && isSpace(bytes[from])) from++;
    while (to > from && isSpace(bytes[to - 1])) to--;
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean isLineEnd(byte b) {
    return b == (byte) 13 || b == (byte) 10;
  }

  /// RFC 3261 7.3.1: folding counts as one space.
  private String unfolded(int from, int to) {
    byte[] line = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\r') {
        while (length > 0 && isSpace(line[length - 1])) length--;
        while (i + 1 < to && (isSpace(bytes[i + 1]) || isLineEnd(bytes[i + 1]))) i++;
        b = ' ';
      }
      line[length++] = b;
    }
    return new String(line, 0, length, StandardCharsets.UTF_8).strip();
  }

  /// Whether the field is that header, by its long or compact name.
  public boolean is(Header<?> header) {
    if (known == header) return true;
    return (known == HeaderTable.UNKNOWN || header.ordinal() < 0) && header.is(name());
  }

  /// The header this field is, or [HeaderTable#UNKNOWN].
  Header<?> known() {
    return known;
  }

  /// The values the field holds for a header that it [#is].
  <T> List<T> read(Header<T> header) {
    Reading already = reading;
    if (already.by != header) {
      already = new Reading(header, parse(header));
      reading = already;
    }
    @SuppressWarnings("unchecked") // the reading was made by this very header
    List<T> values = (List<T>) already.values;
    return values;
  }

  private <T> List<T> parse(Header<T> header) {
    String value = value();
    boolean list = header.form() == Header.Form.LIST;
    if (list && value.isEmpty()) return List.of();
    if (!list || value.indexOf(',') < 0) return List.of(header.read(value));
    List<T> values = new ArrayList<>(4);
    int from = 0;
    while (from <= value.length()) {
      int comma = nextComma(value, from);
      values.add(header.read(value.substring(from, comma)));
      from = comma + 1;
    }
    return List.copyOf(values);
  }

  /// Where the value that begins at `from` ends: at a comma outside quotes and angle brackets, or
  /// at the end.
  private static int nextComma(String value, int from) {
    boolean quoted = false;
    boolean bracketed = false;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') i++;
      else if (c == '"' && !bracketed) quoted = !quoted;
      else if (c == '<' && !quoted) bracketed = true;
      else if (c == '>' && !quoted) bracketed = false;
      else if (c == ',' && !quoted && !bracketed) return i;
    }
    return value.length();
  }

  /// What remains of a list when its first value is taken away: a field of the same name, the
  /// values as they were written.
  Field withoutFirstValue() {
    String value = value();
    return of(name(), value.substring(nextComma(value, 0) + 1).strip());
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /// The field's line, or lines, without the line end.
  @Override
  public String toString() {
    return new String(bytes, start, end - 2 - start, StandardCharsets.UTF_8);
  }
}
