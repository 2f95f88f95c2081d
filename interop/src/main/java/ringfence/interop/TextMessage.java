package ringfence.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SIP message as it came to a [TextPhone], without its body.
record TextMessage(List<String> lines) {
  private static final Pattern LENGTH = Pattern.compile("(?i)Content-Length: *(\\d+)");

  /// Reads the next one and passes over what keeps the link alive.
  static TextMessage read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) throw new EOFException("the link was closed");
      head.write(octet);
    }
    String text = head.toString(ISO_8859_1).strip();
    if (text.isEmpty()) return read(in);
    Matcher length = LENGTH.matcher(text);
    if (length.find()) in.readNBytes(Integer.parseInt(length.group(1)));
    return new TextMessage(List.of(text.split("\r\n")));
  }

  String first() {
    return lines.getFirst();
  }

  /// Every value of a header, in its order.
  List<String> all(String header) {
    String prefix = header.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  String one(String header) {
    List<String> all = all(header);
    if (all.isEmpty()) throw new AssertionError("no " + header + " in\n" + this);
    return all.getFirst();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
