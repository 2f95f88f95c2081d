package ringfence.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// curl, as a program would use the interface of a unit.
///
/// @param pages where the unit's pages are
record Curl(Path folder, String pages) {
  /// Sends `body` with `method`.
  void send(String method, String path, String body) {
    run(List.of("-X", method, "-d", body, pages + "api/" + path));
  }

  /// Sends a file as a form does, over plain HTTP on purpose.
  void transfer(String what, Path file, String... fields) {
    List<String> arguments = new ArrayList<>(List.of("-F", "unsecure=yes", "-F", "file=@" + file));
    for (String field : fields) arguments.addAll(List.of("-F", field));
    arguments.add(pages + "api/transfers/" + what);
    run(arguments);
  }

  private void run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "--fail-with-body"));
    command.addAll(arguments);
    Peer.run(folder, command);
  }
}
