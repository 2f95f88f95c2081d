package ringfence.app;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import ringfence.adapter.unit.LinkExaminer;
import ringfence.app.live.TlsExamination;
import ringfence.app.live.TlsTarget;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Evidence;
import ringfence.trace.diagnose.Verdict;

/// Looks into the links of a unit by the rules that judge captures.
final class UnitExaminer implements LinkExaminer {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public List<Finding> examine(Subject subject) {
    var credentials = subject.credentials();
    var target =
        new TlsTarget(
            subject.server(),
            subject.server().address(),
            credentials.verifier(),
            credentials.identity(),
            credentials.policy(),
            PATIENCE);
    try {
      return findings(TlsExamination.brief(target, subject.locator()).diagnosis());
    } catch (IOException e) {
      String sentence = "It could not be looked into: " + e.getMessage() + ".";
      return List.of(new Finding("capture.failed", 50, sentence, List.of(), "", "", ""));
    }
  }

  private static List<Finding> findings(Diagnosis diagnosis) {
    return diagnosis.verdicts().stream()
        .filter(_ -> diagnosis.isFailure())
        .map(UnitExaminer::finding)
        .toList();
  }

  private static Finding finding(Verdict verdict) {
    int comma = verdict.setting().indexOf(", ");
    boolean placed = comma > 0;
    return new Finding(
        verdict.id(),
        Math.round(100 * verdict.confidence()),
        verdict.sentence(),
        verdict.evidence().stream().map(Evidence::what).toList(),
        verdict.cure(),
        placed ? verdict.setting().substring(0, comma) : "",
        placed ? verdict.setting().substring(comma + 2) : "");
  }
}
