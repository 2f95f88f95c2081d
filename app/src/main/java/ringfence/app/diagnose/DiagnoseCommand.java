package ringfence.app.diagnose;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.app.trace.RedactOption;
import ringfence.app.trace.TraceSecrets;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.diagnose.CaseFile;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.RedactedDiagnosis;

/// `ringfence diagnose`: why it failed.
@Command(
    name = "diagnose",
    description =
        "Say from captures, or from a live target, why a link, a registration or a call failed: the"
            + " cause, its evidence, its cure. Exit code 1 when a cause is likely.",
    footer = {"", "Example: ringfence diagnose failed.pcapng --keylog keys.log"},
    subcommands = {
      DiagnoseTlsCommand.class,
      DiagnoseRegisterCommand.class,
      DiagnoseCallCommand.class
    })
public final class DiagnoseCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "captures, read as one in the order of time")
  private List<Path> files = List.of();

  @Mixin private TraceSecrets secrets;

  @Mixin private RedactOption redaction;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (files.isEmpty()) {
      throw new Unusable(
          "no capture and no target is named: name a FILE, or tls HOST:PORT, register"
              + " sip:USER@HOST or call sip:USER@HOST");
    }
    Diagnosis diagnosis = diagnosis();
    PrintWriter out = spec.commandLine().getOut();
    if (json) out.println(DiagnosisText.json(diagnosis));
    else out.print(DiagnosisText.of(diagnosis));
    out.flush();
    return diagnosis.isFailure() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private Diagnosis diagnosis() throws IOException, Unusable {
    var file = new CaseFile();
    Knowledge known = secrets.knowledge();
    try (var _ = known.tls();
        Captures captures = open()) {
      var decoder = new Decoder(known);
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        decoder.read(item.get()).forEach(file::add);
      }
      decoder.end().forEach(file::add);
    }
    Diagnosis diagnosis = Diagnosis.of(file);
    return redaction.isWanted() ? RedactedDiagnosis.of(diagnosis, file) : diagnosis;
  }

  private Captures open() throws Unusable {
    try {
      return Captures.open(files);
    } catch (IOException e) {
      throw new Unusable(String.valueOf(e.getMessage()));
    }
  }
}
