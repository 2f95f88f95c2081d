package ringfence.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A media description: the `m=` line and the lines that follow it; RFC 8866 section 5.14.
///
/// @param media `audio`, `image`, ...
/// @param port 0 when the stream is refused or ended
/// @param portCount the number after a slash, if any
/// @param proto the transport, as in `RTP/SAVP`
/// @param formats for RTP the payload types in order of preference
/// @param lines the lines after the `m=` line, in order
public record MediaDescription(
    String media,
    int port,
    OptionalInt portCount,
    String proto,
    List<String> formats,
    List<Line> lines)
    implements Attributed {
  private static final Pattern FORM =
      Pattern.compile("([^ ]+) +([0-9]{1,5})(?:/([0-9]{1,5}))? +([^ ]+) +([^ ].*)");

  public MediaDescription {
    if (port < 0 || port > 65535) throw new IllegalArgumentException("port " + port);
    if (formats.isEmpty()) throw new IllegalArgumentException("a media line without a format");
    formats = List.copyOf(formats);
    lines = List.copyOf(lines);
  }

  /// A description with attributes alone.
  public static MediaDescription of(String media, int port, String proto, List<String> formats) {
    return new MediaDescription(media, port, OptionalInt.empty(), proto, formats, List.of());
  }

  /// Reads the value of an `m=` line; empty when it is not one.
  public static Optional<MediaDescription> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) return Optional.empty();
    int port = Integer.parseInt(matcher.group(2));
    if (port > 65535) return Optional.empty();
    OptionalInt count =
        matcher.group(3) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(3)));
    List<String> formats = List.of(matcher.group(5).strip().split(" +", -1));
    return Optional.of(
        new MediaDescription(matcher.group(1), port, count, matcher.group(4), formats, List.of()));
  }

  public boolean isRefused() {
    return port == 0;
  }

  public List<RtpMap> rtpMaps() {
    return values("rtpmap").stream().flatMap(text -> RtpMap.parse(text).stream()).toList();
  }

  public Optional<RtpMap> rtpMap(int payloadType) {
    return rtpMaps().stream().filter(map -> map.payloadType() == payloadType).findFirst();
  }

  /// The `a=fmtp` parameters of one format.
  public Optional<String> formatParameters(String format) {
    return values("fmtp").stream()
        .flatMap(text -> FormatParameters.parse(text).stream())
        .filter(parameters -> parameters.format().equals(format))
        .map(FormatParameters::parameters)
        .findFirst();
  }

  /// The port that RTCP goes to: `a=rtcp` if there is one, else the next one up.
  public int rtcpPort() {
    return rtcp().map(RtcpPort::port).orElse(port == 65535 ? 0 : port + 1);
  }

  public Optional<RtcpPort> rtcp() {
    return values("rtcp").stream().flatMap(text -> RtcpPort.parse(text).stream()).findFirst();
  }

  public MediaDescription withPort(int port) {
    return new MediaDescription(media, port, portCount, proto, formats, lines);
  }

  public MediaDescription withLines(List<Line> lines) {
    return new MediaDescription(media, port, portCount, proto, formats, lines);
  }

  /// The same with attributes added at the end.
  public MediaDescription with(List<Attribute> more) {
    List<Line> all = new ArrayList<>(lines);
    more.forEach(attribute -> all.add(attribute.line()));
    return withLines(all);
  }

  /// The same without the attributes of that name.
  public MediaDescription without(String attribute) {
    return withLines(
        lines.stream()
            .filter(line -> line.type() != 'a' || !Attribute.parse(line.value()).is(attribute))
            .toList());
  }

  /// The `m=` line.
  public Line line() {
    String count = portCount.isPresent() ? "/" + portCount.getAsInt() : "";
    return new Line(
        'm', media + " " + port + count + " " + proto + " " + String.join(" ", formats));
  }

  /// Every line with CRLF after it.
  @Override
  public String toString() {
    var text = new StringBuilder();
    Stream.concat(Stream.of(line()), lines.stream())
        .forEach(line -> text.append(line).append("\r\n"));
    return text.toString();
  }
}
