package ringfence.app.diagnose;

import java.io.PrintWriter;
import ringfence.manage.json.Json;

/// What a live try came to, for a person or as JSON.
final class LiveText {
  static final String UNKNOWN =
      "No rule knows why. --capture FILE --capture-secrets keeps what was said, for ringfence"
          + " trace.\n";

  private LiveText() {}

  static void print(LiveRun.Outcome outcome, boolean json, PrintWriter out) {
    if (json) out.println(json(outcome));
    else out.print(text(outcome));
    out.flush();
  }

  private static String text(LiveRun.Outcome outcome) {
    String said = String.join("\n", outcome.said()) + "\n\n";
    boolean clear = outcome.reached() && !outcome.diagnosis().isFailure();
    if (clear) return said;
    return outcome.diagnosis().verdicts().isEmpty()
        ? said + UNKNOWN
        : said + DiagnosisText.of(outcome.diagnosis());
  }

  static Json.JsonObject json(LiveRun.Outcome outcome) {
    return DiagnosisText.json(outcome.diagnosis())
        .put("ok", outcome.reached())
        .put("said", Json.texts(outcome.said()));
  }
}
