package ringfence.sdp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A session description; RFC 8866. Every line is kept as it came, the unknown ones too, so that
/// reading and writing a well-formed body gives the same octets.
///
/// @param lines the lines before the first `m=` line, in order
/// @param media one for each `m=` line, in order
/// @param charset UTF-8, or ISO 8859-1 where the octets are no UTF-8
public record SessionDescription(List<Line> lines, List<MediaDescription> media, Charset charset)
    implements Attributed {
  /// The Content-Type of such a body.
  public static final String MEDIA_TYPE = "application/sdp";

  private static final Pattern KEYS =
      Pattern.compile(
          "(inline:|key-mgmt:[^ \\t\\r]*|ice-pwd:)[^;\\r]*|((?<=\\n)k=)[^\\r]*",
          Pattern.CASE_INSENSITIVE);

  public SessionDescription {
    lines = List.copyOf(lines);
    media = List.copyOf(media);
  }

  /// A description in the customary order: version, origin, name `-`, connection, time 0 0,
  /// attributes, media.
  public static SessionDescription of(
      Origin origin,
      Connection connection,
      List<Attribute> attributes,
      List<MediaDescription> media) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line('v', "0"));
    lines.add(origin.line());
    lines.add(new Line('s', "-"));
    lines.add(connection.line());
    lines.add(new Line('t', "0 0"));
    attributes.forEach(attribute -> lines.add(attribute.line()));
    return new SessionDescription(lines, media, StandardCharsets.UTF_8);
  }

  /// Reads a body within the usual bounds. Lines may end in CRLF, LF or CR.
  public static Parsed parse(byte[] body) {
    return new SessionParser(SessionParser.Bounds.USUAL).parse(body);
  }

  public static Parsed parse(String body) {
    return parse(body.getBytes(StandardCharsets.UTF_8));
  }

  /// The `o=` line; reading a description has checked that there is one.
  public Origin origin() {
    return lines.stream()
        .filter(line -> line.type() == 'o')
        .flatMap(line -> Origin.parse(line.value()).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a description without an origin"));
  }

  /// The connection of one media description: its own, else that of the session.
  public Optional<Connection> connection(MediaDescription one) {
    return one.ownConnection().or(this::ownConnection);
  }

  /// The direction of one media description: its own, else that of the session.
  public Direction direction(MediaDescription one) {
    // RFC 8866 6.7: "If none of the attributes ... is present ... 'sendrecv' SHOULD be assumed"
    return one.ownDirection().or(this::ownDirection).orElse(Direction.SENDRECV);
  }

  /// The same with another `o=` line.
  public SessionDescription withOrigin(Origin origin) {
    List<Line> changed =
        lines.stream().map(line -> line.type() == 'o' ? origin.line() : line).toList();
    return new SessionDescription(changed, media, charset);
  }

  /// The text for a log: with the keys of `a=crypto`, `a=key-mgmt`, `a=ice-pwd` and `k=` lines left
  /// out, among capabilities too (RFC 5939).
  public String withoutKeys() {
    return KEYS.matcher(toString()).replaceAll("$1$2...");
  }

  public byte[] toBytes() {
    return toString().getBytes(charset);
  }

  /// Every line with CRLF after it.
  @Override
  public String toString() {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line).append("\r\n"));
    media.forEach(text::append);
    return text.toString();
  }
}
