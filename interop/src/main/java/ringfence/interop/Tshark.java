package ringfence.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// tshark, which reads a capture file in which SIP goes to and from `sipPort`.
record Tshark(Ground ground, Path file, int sipPort) {
  /// One line a frame that `filter` lets through: what the info column says.
  List<String> frames(String filter) {
    var command = new ArrayList<>(List.of("tshark", "-r", file.toString(), "-2", "-R", filter));
    for (String layer : List.of("udp", "tcp")) {
      command.addAll(List.of("-d", layer + ".port==" + sipPort + ",sip"));
    }
    command.addAll(List.of("-d", "tls.port==" + sipPort + ",sip"));
    command.addAll(List.of("-T", "fields", "-e", "_ws.col.Protocol", "-e", "_ws.col.Info"));
    return Peer.run(ground.folder(), command)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
        .toList();
  }
}
