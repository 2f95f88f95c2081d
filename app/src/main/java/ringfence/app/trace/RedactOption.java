package ringfence.app.trace;

import picocli.CommandLine.Option;
import ringfence.trace.export.Redaction;
import ringfence.trace.export.Showing;

/// How commands that read captures are told to name nobody.
public final class RedactOption {
  @Option(names = "--redact", description = "without numbers, names and addresses")
  private boolean wanted;

  public boolean isWanted() {
    return wanted;
  }

  /// How rows are written.
  Showing showing() {
    return wanted ? new Redaction() : new Showing.Plain();
  }
}
