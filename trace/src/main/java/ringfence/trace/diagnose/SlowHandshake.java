package ringfence.trace.diagnose;

import java.time.Duration;
import java.util.Optional;

/// The ClientHello is taken, and the answer comes late or never.
final class SlowHandshake {
  /// Half of what clients wait as a rule.
  private static final Duration LONG = Duration.ofSeconds(5);

  private SlowHandshake() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    var answer = link.serverHello();
    if (hello.isEmpty() || answer.isEmpty()) return Optional.empty();
    Duration waited = Duration.between(hello.get().time(), answer.get().time());
    if (waited.compareTo(LONG) < 0) return Optional.empty();
    return Optional.of(
        Verdict.of("tls.slow-handshake", 0.6, "The server takes long to answer a handshake.")
            .seen(hello.get().frame(), "the client begins the handshake")
            .seen(answer.get().frame(), "the server answers after " + waited.toSeconds() + " s")
            .cure("Look at the server's load, and at what it asks before it answers (DNS, OCSP).")
            .at(UnitField.CONNECT_TIMEOUT));
  }
}
