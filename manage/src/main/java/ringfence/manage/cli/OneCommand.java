package ringfence.manage.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.command.AbstractCommandSupport;

/// `ssh host NAME`: the lines of one request, until one fails. The exit status is 0 when all went
/// well, and 1 else.
final class OneCommand extends AbstractCommandSupport {
  private final Talk talk;

  OneCommand(Talk talk, String lines) {
    super(lines, null);
    this.talk = talk;
  }

  @Override
  public void run() {
    int status = 0;
    try (var out = writer()) {
      for (String line : getCommand().lines().toList()) {
        var next = talk.take(line, text -> out.print(text + "\n"));
        if (next == Talk.Next.FAILED) status = 1;
        if (next != Talk.Next.GO_ON) break;
      }
    }
    onExit(status);
  }

  private PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8));
  }
}
