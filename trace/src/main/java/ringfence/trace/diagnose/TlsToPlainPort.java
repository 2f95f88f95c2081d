package ringfence.trace.diagnose;

import java.util.Optional;
import ringfence.trace.tls.TlsEvent;

/// A ClientHello goes to a port that speaks something else.
final class TlsToPlainPort {
  private TlsToPlainPort() {}

  static Optional<Verdict> judge(Link link) {
    var answer = link.firstEvent(Party.SERVER, TlsEvent.NotTls.class);
    if (link.clientHello().isEmpty() || answer.isEmpty()) return Optional.empty();
    String server = Link.text(link.address(Party.SERVER));
    return Optional.of(
        Verdict.of("tls.plain-port", 0.95, server + " does not speak TLS.")
            .seen(link.clientHello().get().frame(), "the client begins a TLS handshake")
            .seen(answer.get().frame(), "what comes back is no TLS")
            .cure("Send to the TLS port of the server, 5061 as a rule, or let it speak TLS here.")
            .at(UnitField.PROXY_HOST));
  }
}
