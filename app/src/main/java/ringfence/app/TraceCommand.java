package ringfence.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;
import ringfence.trace.export.ListText;

/// `ringfence trace`: what was said in a capture.
@Command(
    name = "trace",
    description = "List what was said in captures (pcap, pcapng): SIP, its bodies, TCP, media.",
    footer = {"", "Example: ringfence trace call.pcapng"})
final class TraceCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "captures, read as one in the order of time")
  private List<Path> files = List.of();

  @Mixin private PskOptions psk;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Captures captures = open()) {
      var decoder = new Decoder(new Knowledge(psk.key()));
      var list = new ListText();
      out.println(ListText.heading());
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        for (Row row : decoder.read(item.get())) out.println(list.line(row));
      }
      for (Row row : decoder.end()) out.println(list.line(row));
    }
    return Main.DONE;
  }

  private Captures open() throws Main.Unusable {
    try {
      return Captures.open(files);
    } catch (IOException e) {
      throw new Main.Unusable(String.valueOf(e.getMessage()));
    }
  }
}
