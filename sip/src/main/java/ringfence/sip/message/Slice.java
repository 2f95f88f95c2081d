package ringfence.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A part of a message as it stands in an array that nobody changes.
final class Slice {
  private final byte[] bytes;
  private final int start;
  private final int end;

  Slice(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  static Slice of(byte[] bytes) {
    return new Slice(bytes, 0, bytes.length);
  }

  static Slice of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  int length() {
    return end - start;
  }

  String text() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  byte[] copy() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /// A message on the wire: its start line, fields, empty line and body.
  static byte[] join(Slice startLine, Headers headers, Slice body) {
    Field[] fields = headers.array();
    int length = startLine.length() + 2 + body.length();
    for (Field field : fields) length += field.end() - field.start();
    byte[] out = new byte[length];
    int to = startLine.writeTo(out, 0);
    for (int i = 0; i < fields.length; ) {
      int last = lastOfRun(fields, i);
      int size = fields[last].end() - fields[i].start();
      System.arraycopy(fields[i].bytes(), fields[i].start(), out, to, size);
      to += size;
      i = last + 1;
    }
    out[to++] = '\r';
    out[to++] = '\n';
    body.writeTo(out, to);
    return out;
  }

  /// Fields that stand one after the other on the wire are copied at once.
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  private static int lastOfRun(Field[] fields, int first) {
    int last = first;
    while (last + 1 < fields.length
        && fields[last + 1].bytes() == fields[last].bytes()
        && fields[last + 1].start() == fields[last].end()) {
      last++;
    }
    return last;
  }

  private int writeTo(byte[] out, int at) {
    System.arraycopy(bytes, start, out, at, length());
    return at + length();
  }
}
