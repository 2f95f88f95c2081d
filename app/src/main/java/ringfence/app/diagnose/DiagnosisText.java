package ringfence.app.diagnose;

import ringfence.manage.json.Json;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Evidence;
import ringfence.trace.diagnose.Verdict;

/// A diagnosis for a person, and as JSON.
final class DiagnosisText {
  private DiagnosisText() {}

  private static final String PARTIAL =
      "Not all of it was looked at: there are more than 50,000 messages, 500 with one Call-ID,"
          + " 20,000 connections or as many ways of media, or very long ones. For a part of it:"
          + " ringfence trace FILE --filter ... --write PART.\n";

  static String of(Diagnosis diagnosis) {
    var text = new StringBuilder();
    if (diagnosis.verdicts().isEmpty()) text.append("Nothing is seen that failed.\n");
    diagnosis.verdicts().forEach(verdict -> write(verdict, text));
    if (diagnosis.partial()) text.append(PARTIAL);
    return text.toString();
  }

  private static void write(Verdict verdict, StringBuilder text) {
    long percent = Math.round(100 * verdict.confidence());
    text.append("%s (%d %%)%n  %s%n".formatted(verdict.id(), percent, verdict.sentence()));
    for (Evidence each : verdict.evidence()) text.append("    ").append(each).append('\n');
    text.append("  Cure: ").append(verdict.cure()).append('\n');
    if (!verdict.setting().isEmpty()) {
      text.append("  In our unit: ").append(verdict.setting()).append('\n');
    }
    text.append('\n');
  }

  static Json.JsonObject json(Diagnosis diagnosis) {
    return Json.object()
        .put(
            "verdicts", Json.array(diagnosis.verdicts().stream().map(DiagnosisText::json).toList()))
        .put("partial", diagnosis.partial());
  }

  private static Json.JsonObject json(Verdict verdict) {
    var evidence =
        verdict.evidence().stream()
            .map(each -> Json.object().put("frame", each.frame()).put("what", each.what()))
            .toList();
    return Json.object()
        .put("id", verdict.id())
        .put("confidence", verdict.confidence())
        .put("sentence", verdict.sentence())
        .put("evidence", Json.array(evidence))
        .put("cure", verdict.cure())
        .put("setting", verdict.setting());
  }
}
