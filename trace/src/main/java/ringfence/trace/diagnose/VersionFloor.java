package ringfence.trace.diagnose;

import java.util.Optional;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.ProtocolVersion;

/// The parties have no version of TLS in common.
final class VersionFloor {
  private VersionFloor() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    if (hello.isEmpty()) return Optional.empty();
    ProtocolVersion highest = hello.get().what().highestVersion();
    for (Party party : Party.values()) {
      var alert = link.failure(party);
      if (alert.isEmpty()) continue;
      boolean says = alert.get().what().description() == Alert.PROTOCOL_VERSION;
      boolean likely = highest.isDeprecated() && link.serverHello().isEmpty();
      if (!says && !likely) continue;
      String sentence =
          "The client speaks %s at most, and %s does not take the version."
              .formatted(highest, party);
      return Optional.of(
          Verdict.of("tls.version", says ? 0.97 : 0.5, sentence)
              .seen(hello.get().frame(), "the client offers " + highest + " at most")
              .seen(alert.get().frame(), party + " answers " + alert.get().what())
              .cure(cure(highest))
              .at(UnitField.TLS_VERSION));
    }
    return Optional.empty();
  }

  private static String cure(ProtocolVersion highest) {
    return highest.isDeprecated()
        ? "Give the client TLS 1.2; where it cannot, open a listener of its own for old TLS."
        : "Let both sides speak TLS 1.2.";
  }
}
