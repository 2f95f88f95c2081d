package ringfence.sdp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads session descriptions within bounds. What is wrong comes back as a value that names the
/// line and the clause; order, missing `s=` and `t=` lines and odd line ends are forgiven.
public final class SessionParser {
  /// How much is read before a body is refused.
  ///
  /// @param bytes of the body
  /// @param lines in all
  /// @param media media descriptions
  public record Bounds(int bytes, int lines, int media) {
    public static final Bounds USUAL = new Bounds(64 * 1024, 1000, 32);
  }

  private final Bounds bounds;

  public SessionParser(Bounds bounds) {
    this.bounds = bounds;
  }

  public Parsed parse(byte[] body) {
    if (body.length > bounds.bytes) {
      return malformed(
          "RFC 8866 5", "a body of " + body.length + " bytes, at most " + bounds.bytes);
    }
    Charset charset = charset(body);
    List<String> texts = split(new String(body, charset));
    if (texts.size() > bounds.lines) {
      return malformed("RFC 8866 5", texts.size() + " lines, at most " + bounds.lines);
    }
    List<Line> lines = new ArrayList<>();
    for (String text : texts) {
      Optional<Line> line = line(text);
      if (line.isEmpty()) {
        return malformed(
            "RFC 8866 5", "line " + (lines.size() + 1) + " is not type=value: " + text);
      }
      lines.add(line.get());
    }
    return describe(lines, charset);
  }

  private static Charset charset(byte[] body) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException _) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\r\n|\n|\r", -1)));
    while (!lines.isEmpty() && lines.getLast().isEmpty()) lines.removeLast();
    return lines;
  }

  private static Optional<Line> line(String text) {
    boolean wellFormed = text.length() >= 2 && text.charAt(1) == '=' && text.indexOf('\0') < 0;
    char type = wellFormed ? text.charAt(0) : '=';
    if (type <= ' ' || type > '~' || type == '=') return Optional.empty();
    return Optional.of(new Line(type, text.substring(2)));
  }

  private Parsed describe(List<Line> lines, Charset charset) {
    // RFC 8866 5.1: "This version is 0. There is no minor version number."
    if (lines.isEmpty() || !lines.getFirst().toString().strip().equals("v=0")) {
      return malformed("RFC 8866 5.1", "the first line is not v=0");
    }
    List<Line> session = new ArrayList<>();
    List<MediaDescription> media = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Line line = lines.get(at);
      if (line.type() == 'm') {
        Optional<MediaDescription> one = MediaDescription.parse(line.value());
        if (one.isEmpty()) return wrong("RFC 8866 5.14", at, line);
        media.add(one.get().withLines(following(lines, at)));
      } else if (media.isEmpty()) {
        session.add(line);
      }
    }
    if (media.size() > bounds.media) {
      return malformed("RFC 8866 5.14", media.size() + " media, at most " + bounds.media);
    }
    return checked(new SessionDescription(session, media, charset), lines);
  }

  private static List<Line> following(List<Line> lines, int mediaLine) {
    int end = mediaLine + 1;
    while (end < lines.size() && lines.get(end).type() != 'm') end++;
    return lines.subList(mediaLine + 1, end);
  }

  private static Parsed checked(SessionDescription description, List<Line> lines) {
    for (int at = 0; at < lines.size(); at++) {
      Line line = lines.get(at);
      if (line.type() == 'o' && Origin.parse(line.value()).isEmpty()) {
        return wrong("RFC 8866 5.2", at, line);
      }
      if (line.type() == 'c' && Connection.parse(line.value()).isEmpty()) {
        return wrong("RFC 8866 5.7", at, line);
      }
    }
    if (description.lines().stream().noneMatch(line -> line.type() == 'o')) {
      return malformed("RFC 8866 5.2", "there is no o= line");
    }
    for (MediaDescription one : description.media()) {
      // RFC 8866 5.7: "MUST contain either at least one "c=" line in each media description or a
      // single "c=" line at the session level"
      if (!one.isRefused() && description.connection(one).isEmpty()) {
        return malformed("RFC 8866 5.7", "there is no c= line for " + one.line());
      }
    }
    return new Parsed.Description(description);
  }

  private static Parsed wrong(String clause, int at, Line line) {
    return malformed(clause, "line " + (at + 1) + " cannot be read: " + line);
  }

  private static Parsed malformed(String clause, String reason) {
    return new Parsed.Malformed(clause, reason.substring(0, Math.min(200, reason.length())));
  }
}
