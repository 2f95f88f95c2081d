package ringfence.trace.diagnose;

import java.util.ArrayList;
import java.util.List;

/// The cause of a failure.
///
/// @param id such as `tls.unknown-ca`; does not change between versions
/// @param confidence from 0 to 1: how sure it is that this is the cause
/// @param sentence the cause, for a person
/// @param cure what to do, in one sentence
/// @param setting the page and the field of our unit where it is set; empty where there is none
public record Verdict(
    String id,
    double confidence,
    String sentence,
    List<Evidence> evidence,
    String cure,
    String setting) {
  public Verdict {
    if (confidence < 0 || confidence > 1) throw new IllegalArgumentException(id + " " + confidence);
    evidence = List.copyOf(evidence);
  }

  static Verdict of(String id, double confidence, String sentence) {
    return new Verdict(id, confidence, sentence, List.of(), "", "");
  }

  Verdict seen(long frame, String what) {
    List<Evidence> more = new ArrayList<>(evidence);
    more.add(new Evidence(frame, what));
    return new Verdict(id, confidence, sentence, more, cure, setting);
  }

  /// With what was noticed outside of any capture.
  Verdict noticed(String what) {
    return seen(Evidence.NO_FRAME, what);
  }

  Verdict cure(String words) {
    return new Verdict(id, confidence, sentence, evidence, words, setting);
  }

  Verdict at(UnitField field) {
    return new Verdict(id, confidence, sentence, evidence, cure, field.toString());
  }
}
