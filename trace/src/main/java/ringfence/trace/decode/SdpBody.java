package ringfence.trace.decode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.Header;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.MediaType;
import ringfence.sip.message.SipMessage;

/// The session description of a message: its body, or the first part of a multipart body that is
/// one, RFC 5621 section 3.
final class SdpBody {
  /// Multipart within multipart is read so far.
  private static final int DEEPEST = 4;

  private SdpBody() {}

  /// @param begin where it begins among the octets of the body
  private record Part(int begin, String content) {
    byte[] octets() {
      return content.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  static Optional<SessionDescription> of(SipMessage message) {
    return part(message).map(Part::octets).flatMap(SdpBody::parsed);
  }

  /// The message with another text of its description, in which a character is an octet; the same
  /// message where it has none or nothing changes.
  static SipMessage with(SipMessage message, UnaryOperator<String> change) {
    return part(message).map(it -> with(message, it, change.apply(it.content))).orElse(message);
  }

  private static SipMessage with(SipMessage message, Part part, String text) {
    Optional<MediaType> type = message.headers().first(Header.CONTENT_TYPE);
    if (type.isEmpty() || text.equals(part.content)) return message;
    var body = new StringBuilder(new String(message.body(), StandardCharsets.ISO_8859_1));
    body.replace(part.begin, part.begin + part.content.length(), text);
    return message.withBody(type.get(), body.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Optional<Part> part(SipMessage message) {
    if (message.bodyLength() == 0) return Optional.empty();
    try {
      Optional<MediaType> type = message.headers().first(Header.CONTENT_TYPE);
      if (type.isEmpty()) return Optional.empty();
      String body = new String(message.body(), StandardCharsets.ISO_8859_1);
      return in(type.get(), new Part(0, body), DEEPEST);
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }

  private static Optional<SessionDescription> parsed(byte[] text) {
    return switch (SessionDescription.parse(text)) {
      case ringfence.sdp.Parsed.Description(var description) -> Optional.of(description);
      case ringfence.sdp.Parsed.Malformed _ -> Optional.empty();
    };
  }

  private static Optional<Part> in(MediaType type, Part whole, int deep) {
    if (MediaType.SDP.matches(type)) return Optional.of(whole);
    if (!type.type().equalsIgnoreCase("multipart") || deep == 0) return Optional.empty();
    Optional<String> boundary = type.parameters().value("boundary");
    if (boundary.filter(it -> !it.isEmpty()).isEmpty()) return Optional.empty();
    String text = "\r\n" + whole.content;
    // RFC 2046 5.1.1: a delimiter is CRLF, two hyphens and the boundary, at the end two hyphens
    // more
    String delimiter = "\r\n--" + boundary.get();
    int at = text.indexOf(delimiter);
    while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
      int begin = text.indexOf("\r\n", at + delimiter.length());
      int end = begin < 0 ? -1 : text.indexOf(delimiter, begin);
      if (end < 0) return Optional.empty();
      var part = new Part(whole.begin - 2 + begin, text.substring(begin, end));
      Optional<Part> found = inside(part, deep - 1);
      if (found.isPresent()) return found;
      at = end;
    }
    return Optional.empty();
  }

  /// A part: its fields, an empty line, its content. One without fields is plain text.
  private static Optional<Part> inside(Part part, int deep) {
    int fields = part.content.indexOf("\r\n\r\n");
    if (fields < 0) return Optional.empty();
    int begin = fields + 4;
    var content = new Part(part.begin + begin, part.content.substring(begin));
    String unfolded = part.content.substring(0, fields).replaceAll("\r\n[ \t]+", " ");
    return unfolded
        .lines()
        .filter(line -> line.regionMatches(true, 0, "Content-Type:", 0, 13))
        .findFirst()
        .map(line -> MediaType.parse(line.substring(13)))
        .flatMap(type -> in(type, content, deep));
  }
}
