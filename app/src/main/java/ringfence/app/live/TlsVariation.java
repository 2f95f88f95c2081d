package ringfence.app.live;

import java.util.List;
import java.util.Optional;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Known;
import ringfence.trace.diagnose.SeenHandshake;
import ringfence.trace.diagnose.Verdict;

/// What another client than the unit would meet at the same server.
///
/// @param as who it would be, as in "a client of TLS 1.3 alone"
public record TlsVariation(String as, Optional<SeenHandshake> seen, Diagnosis diagnosis) {
  static TlsVariation of(String as, LiveCapture recording) {
    var file = recording.caseFile(Known.NOTHING);
    return new TlsVariation(as, file.handshakes().stream().findFirst(), Diagnosis.of(file));
  }

  /// Whether the server agreed on a version and a suite.
  public boolean isAnswered() {
    return seen.flatMap(SeenHandshake::suite).isPresent()
        && seen.flatMap(SeenHandshake::serverAlert).isEmpty();
  }

  /// What came of it, as a clause.
  public String outcome() {
    if (seen.isEmpty()) return "no connection";
    if (seen.get().serverAlert().isPresent()) return "refused: " + seen.get().serverAlert().get();
    if (seen.get().suite().isPresent()) {
      return "%s, %s"
          .formatted(seen.get().version().orElseThrow(), seen.get().suite().orElseThrow());
    }
    List<Verdict> verdicts = diagnosis.verdicts();
    return verdicts.isEmpty() ? "no answer" : verdicts.getFirst().sentence();
  }
}
