package ringfence.trace.diagnose;

import java.time.Duration;
import java.util.Optional;

/// TCP takes the connection, and nobody answers the ClientHello: something that waits for a line of
/// another protocol, or a process that is stuck.
final class HandshakeUnanswered {
  private static final Duration LONG = Duration.ofSeconds(1);

  private HandshakeUnanswered() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    var end = link.segments(Party.CLIENT, "FIN").stream().findFirst();
    if (hello.isEmpty() || end.isEmpty() || link.said(Party.SERVER)) return Optional.empty();
    Duration waited = Duration.between(hello.get().time(), end.get().time());
    if (waited.compareTo(LONG) < 0 || ClosedWithoutAlert.serverEndsFirst(link)) {
      return Optional.empty();
    }
    String sentence =
        "%s takes the connection and says nothing to a TLS handshake."
            .formatted(Link.text(link.address(Party.SERVER)));
    return Optional.of(
        Verdict.of("tls.silent", 0.85, sentence)
            .seen(hello.get().frame(), "the client begins the handshake")
            .seen(end.get().frame(), "it gives up after " + waited.toMillis() / 1000.0 + " s")
            .cure("See whether TLS is spoken at that port, and whether the server is stuck.")
            .at(UnitField.PROXY_HOST));
  }
}
