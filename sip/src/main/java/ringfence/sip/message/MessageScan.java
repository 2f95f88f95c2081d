package ringfence.sip.message;

import java.util.Arrays;
import java.util.Optional;

/// One pass over a message: where its start line, fields and body are, without reading any of them.
final class MessageScan {
  private static final String CLAUSE = "RFC 3261 7.3.1";

  private final byte[] bytes;
  private final int stop;
  private final Optional<Header<?>> only;
  private final int start;
  private int startLineEnd;
  private Field[] fields;
  private int count;
  private int at;
  private Optional<MalformedHeaderException> problem = Optional.empty();

  /// Of a whole message.
  MessageScan(byte[] bytes, Limits limits) {
    this(bytes, 0, bytes.length, Optional.empty(), limits);
  }

  /// Of a header that ends at `stop`, for the fields of one name alone where there is one. The
  /// fields are good as long as nobody changes the bytes.
  MessageScan(byte[] bytes, int begin, int stop, Optional<Header<?>> only, Limits limits) {
    this.bytes = bytes;
    this.stop = stop;
    this.only = only;
    this.fields = new Field[only.isPresent() ? 2 : 20];
    int from = begin;
    // RFC 3261 7.5: "Implementations processing SIP messages over stream-oriented transports MUST
    // ignore any CRLF appearing before the start-line"
    while (from + 1 < stop && bytes[from] == '\r' && bytes[from + 1] == '\n') from += 2;
    this.start = from;
    this.startLineEnd = from;
    try {
      at = startLineEnd = endOfLine(from);
      scanFields(limits);
    } catch (MalformedHeaderException e) {
      problem = Optional.of(e);
    }
  }

  /// After the CRLF that ends the line; a CR or LF by itself ends nothing and is refused.
  private int endOfLine(int from) {
    byte[] in = bytes;
    for (int i = from; i < stop; i++) {
      byte b = in[i];
      if (b > '\r' || b < '\n') continue;
      if (b == '\n') throw malformed("a line feed without carriage return");
      if (b != '\r') continue;
      if (i + 1 >= stop || in[i + 1] != '\n')
        throw malformed("a carriage return without line feed");
      return i + 2;
    }
    throw malformed("a line without end");
  }

  private static MalformedHeaderException malformed(String reason) {
    return new MalformedHeaderException(CLAUSE, reason);
  }

  private void scanFields(Limits limits) {
    for (int seen = 0; !isEmptyLine(at); seen++) {
      if (seen == limits.fields()) throw malformed("more than " + seen + " fields");
      scanField();
    }
    at += 2;
  }

  private boolean isEmptyLine(int from) {
    if (from >= stop) throw malformed("no empty line after the header fields");
    return bytes[from] == '\r' && from + 1 < stop && bytes[from + 1] == '\n';
  }

  private void scanField() {
    int from = at;
    int nameEnd = from;
    while (nameEnd < stop && Grammar.isTokenCharacter(bytes[nameEnd])) nameEnd++;
    int colon = nameEnd;
    while (colon < stop && (bytes[colon] == ' ' || bytes[colon] == '\t')) colon++;
    if (nameEnd == from || colon == stop || bytes[colon] != ':')
      throw malformed("a line that is no header field");
    int firstEnd = endOfLine(colon + 1);
    int end = firstEnd;
    // RFC 3261 7.3.1: "Header field values can be folded onto multiple lines"
    while (end < stop && (bytes[end] == ' ' || bytes[end] == '\t')) end = endOfLine(end);
    at = end;
    add(new Field(bytes, from, nameEnd, colon + 1, end, end != firstEnd));
  }

  private void add(Field field) {
    if (only.isPresent() && !field.is(only.get())) return;
    if (count == fields.length) fields = Arrays.copyOf(fields, count * 2);
    fields[count] = field;
    count++;
  }

  /// What broke the scan; the fields before it are there.
  Optional<MalformedHeaderException> problem() {
    return problem;
  }

  boolean isResponse() {
    byte[] in = bytes;
    int i = start;
    return i + 4 <= stop
        && in[i] == 'S'
        && in[i + 1] == 'I'
        && in[i + 2] == 'P'
        && in[i + 3] == '/';
  }

  /// The start line with its line end.
  Slice startLine() {
    return new Slice(bytes, start, startLineEnd);
  }

  /// The start line as text, without its line end.
  String startLineText() {
    return new Slice(bytes, start, Math.max(start, startLineEnd - 2)).text();
  }

  Headers headers() {
    return new Headers(count == fields.length ? fields : Arrays.copyOf(fields, count));
  }

  /// The bytes after the empty line.
  int remaining() {
    return stop - at;
  }

  Slice body(int length) {
    return new Slice(bytes, at, at + length);
  }
}
