package ringfence.trace.diagnose;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The verdicts of all rules, the surest first; where the same cause shows itself many times, its
/// first time stands for all.
///
/// @param partial whether there was more to look at than there was room for
public record Diagnosis(List<Verdict> verdicts, boolean partial) {
  /// From here on a verdict is more likely the cause than not.
  private static final double LIKELY = 0.5;

  public Diagnosis {
    verdicts = List.copyOf(verdicts);
  }

  /// Whether a cause of failure is likely.
  public boolean isFailure() {
    return verdicts.stream().anyMatch(verdict -> verdict.confidence() >= LIKELY);
  }

  public static Diagnosis of(CaseFile file) {
    Map<String, Verdict> first = new LinkedHashMap<>();
    for (Rule rule : Rules.ALL) {
      for (Verdict verdict : rule.judge(file)) {
        first.putIfAbsent(verdict.id() + verdict.sentence(), verdict);
      }
    }
    return new Diagnosis(
        first.values().stream()
            .sorted(Comparator.comparingDouble(Verdict::confidence).reversed())
            .toList(),
        file.isFull());
  }
}
