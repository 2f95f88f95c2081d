package ringfence.trace.diagnose;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The verdicts of all rules, the surest first; where the same cause shows itself many times, its
/// first time stands for all.
public record Diagnosis(List<Verdict> verdicts) {
  public Diagnosis {
    verdicts = List.copyOf(verdicts);
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
            .toList());
  }
}
