package ringfence.trace.decode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

  static Optional<SessionDescription> of(SipMessage message) {
    if (message.bodyLength() == 0) return Optional.empty();
    try {
      return message
          .headers()
          .first(Header.CONTENT_TYPE)
          .flatMap(type -> in(type, message.body(), DEEPEST))
          .flatMap(SdpBody::parsed);
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

  private static Optional<byte[]> in(MediaType type, byte[] body, int deep) {
    if (MediaType.SDP.matches(type)) return Optional.of(body);
    if (!type.type().equalsIgnoreCase("multipart") || deep == 0) return Optional.empty();
    Optional<String> boundary = type.parameters().value("boundary");
    if (boundary.filter(it -> !it.isEmpty()).isEmpty()) return Optional.empty();
    String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
    // RFC 2046 5.1.1: a delimiter is CRLF, two hyphens and the boundary, at the end two hyphens
    // more
    String delimiter = "\r\n--" + boundary.get();
    int at = text.indexOf(delimiter);
    while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
      int begin = text.indexOf("\r\n", at + delimiter.length());
      int end = begin < 0 ? -1 : text.indexOf(delimiter, begin);
      if (end < 0) return Optional.empty();
      Optional<byte[]> found = part(text.substring(begin, end), deep - 1);
      if (found.isPresent()) return found;
      at = end;
    }
    return Optional.empty();
  }

  /// A part: its fields, an empty line, its content. One without fields is plain text.
  private static Optional<byte[]> part(String part, int deep) {
    int fields = part.indexOf("\r\n\r\n");
    if (fields < 0) return Optional.empty();
    byte[] content = part.substring(fields + 4).getBytes(StandardCharsets.ISO_8859_1);
    String unfolded = part.substring(0, fields).replaceAll("\r\n[ \t]+", " ");
    return unfolded
        .lines()
        .filter(line -> line.regionMatches(true, 0, "Content-Type:", 0, 13))
        .findFirst()
        .map(line -> MediaType.parse(line.substring(13)))
        .flatMap(type -> in(type, content, deep));
  }
}
