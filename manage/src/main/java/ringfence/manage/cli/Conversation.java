package ringfence.manage.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/// `ssh host`: line after line until the person goes. At a terminal lines can be edited, recalled
/// and completed; what comes through a pipe is read as it is.
final class Conversation extends AbstractCommandSupport {
  private static final String PROMPT = "ringfence> ";

  private final Talk talk;
  private final String welcome;

  Conversation(Talk talk, String welcome) {
    super("", null);
    this.talk = talk;
    this.welcome = welcome;
  }

  @Override
  public void run() {
    int status = 1;
    try {
      status = getEnvironment().getEnv().containsKey(Environment.ENV_TERM) ? edited() : piped();
    } catch (IOException _) {
      // the person is gone
    } finally {
      onExit(status);
    }
  }

  private int piped() throws IOException {
    int status = 0;
    try (var in =
            new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        var out =
            new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        var next = talk.take(line, text -> out.print(text + "\n"));
        out.flush();
        if (next == Talk.Next.FAILED) status = 1;
        if (next == Talk.Next.BYE) break;
      }
    }
    return status;
  }

  private int edited() throws IOException {
    Map<String, String> environment = getEnvironment().getEnv();
    // any other type would be looked up by a program of the host
    String type = "dumb".equals(environment.get(Environment.ENV_TERM)) ? "dumb" : "xterm";
    try (var terminal =
        new ExternalTerminal(
            "ssh", type, getInputStream(), getOutputStream(), StandardCharsets.UTF_8)) {
      // what is typed while a command runs is not echoed before its prompt
      terminal.enterRawMode();
      terminal.setSize(size(environment));
      getEnvironment()
          .addSignalListener(
              (_, _) -> {
                terminal.setSize(size(getEnvironment().getEnv()));
                terminal.raise(Terminal.Signal.WINCH);
              },
              Signal.WINCH);
      return talk(terminal, reader(terminal));
    }
  }

  private static Size size(Map<String, String> environment) {
    return Size.of(
        number(environment, Environment.ENV_COLUMNS, 80),
        number(environment, Environment.ENV_LINES, 24));
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    String text = environment.getOrDefault(name, "");
    return text.matches("[1-9]\\d{0,2}") ? Integer.parseInt(text) : otherwise;
  }

  private LineReader reader(Terminal terminal) {
    var parser = new DefaultParser();
    parser.setEscapeChars(new char[0]);
    parser.setQuoteChars(new char[0]);
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(parser)
        .completer(new Completion(talk.shell()))
        .option(Option.DISABLE_EVENT_EXPANSION, true)
        .option(Option.CASE_INSENSITIVE, true)
        .option(Option.BRACKETED_PASTE, false)
        // a password that was set is not to be recalled
        .variable(LineReader.HISTORY_IGNORE, "*assword*")
        .variable(LineReader.HISTORY_SIZE, 200)
        .build();
  }

  private int talk(Terminal terminal, LineReader reader) {
    if (!welcome.isEmpty()) terminal.writer().println(welcome);
    while (true) {
      try {
        String line = reader.readLine(PROMPT);
        if (talk.take(line, terminal.writer()::println) == Talk.Next.BYE) return 0;
      } catch (UserInterruptException _) {
        // Ctrl-C leaves the line, not the conversation
      } catch (EndOfFileException _) {
        return 0;
      }
      terminal.flush();
    }
  }
}
