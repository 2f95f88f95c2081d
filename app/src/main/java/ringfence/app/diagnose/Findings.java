package ringfence.app.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.manage.diagnosis.Finding;
import ringfence.manage.diagnosis.SettingField;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Evidence;
import ringfence.trace.diagnose.Verdict;

/// What the rules say, as the pages of a product show it.
///
/// @param places where a verdict is cured on its pages
record Findings(Function<Verdict, Optional<SettingField>> places) {
  /// @param otherwise what is said where nothing is seen to fail
  Diagnosed of(Diagnosis diagnosis, String otherwise) {
    List<Finding> findings =
        diagnosis.verdicts().stream()
            .filter(_ -> diagnosis.isFailure())
            .map(this::finding)
            .toList();
    return new Diagnosed(findings, findings.isEmpty() ? otherwise : "");
  }

  private Finding finding(Verdict verdict) {
    return new Finding(
        verdict.id(),
        Math.round(100 * verdict.confidence()),
        verdict.sentence(),
        verdict.evidence().stream().map(Evidence::what).toList(),
        verdict.cure(),
        places.apply(verdict));
  }
}
