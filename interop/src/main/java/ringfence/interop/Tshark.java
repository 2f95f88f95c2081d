package ringfence.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// tshark, which reads a capture file in which SIP goes to and from `sipPort`.
///
/// @param layers what carries it there: `udp`, `tcp`, `tls`
/// @param preferences `name:value`, as its option `-o` takes them
record Tshark(
    Ground ground, Path file, int sipPort, List<String> layers, List<String> preferences) {
  /// Of a file of ours, with its secrets inside; SIP at another port than 5060 and 5061 wants to be
  /// named.
  Tshark(Ground ground, Path file, int sipPort) {
    this(ground, file, sipPort, List.of("udp", "tls"), List.of());
  }

  /// Of what was on the wire, with the secrets of its TLS sessions.
  static Tshark sniffed(Ground ground, Path file, int sipPort, Path keyLog) {
    return new Tshark(ground, file, sipPort, List.of("tls"), List.of("tls.keylog_file:" + keyLog));
  }

  /// Of what was on the wire to and from a server, with the file of its private key.
  static Tshark sniffedWithKey(Ground ground, Path file, int sipPort, String key) {
    var preference = "uat:rsa_keys:\"" + key + "\",\"\"";
    return new Tshark(ground, file, sipPort, List.of("tls"), List.of(preference));
  }

  /// One line a frame that `filter` lets through: what the info column says.
  List<String> frames(String filter) {
    return values(filter, "_ws.col.Protocol", "_ws.col.Info");
  }

  /// The start line of each SIP message, behind the number of its frame: `4 SIP/2.0 200 OK`.
  List<String> startLines() {
    return values("sip", "frame.number", "sip.Request-Line", "sip.Status-Line").stream()
        .flatMap(Tshark::startLines)
        .toList();
  }

  private static Stream<String> startLines(String frame) {
    String[] fields = frame.split("\t", -1);
    return Stream.of(fields[1], fields[2])
        .flatMap(lines -> Stream.of(lines.split("\\|")))
        .filter(line -> !line.isBlank())
        .map(line -> fields[0] + " " + line);
  }

  /// One line a frame that `filter` lets through: these fields of it, with tabs between.
  List<String> values(String filter, String... names) {
    var command = new ArrayList<>(List.of("tshark", "-r", file.toString(), "-2", "-Y", filter));
    for (String preference : preferences) command.addAll(List.of("-o", preference));
    if (!layers.contains("udp")) command.addAll(List.of("-d", "tcp.port==" + sipPort + ",tls"));
    for (String layer : layers) command.addAll(List.of("-d", layer + ".port==" + sipPort + ",sip"));
    command.addAll(List.of("-T", "fields", "-E", "aggregator=|"));
    for (String name : names) command.addAll(List.of("-e", name));
    return Peer.run(ground.folder(), command)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
        .toList();
  }
}
