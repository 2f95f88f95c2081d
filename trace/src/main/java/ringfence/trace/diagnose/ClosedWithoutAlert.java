package ringfence.trace.diagnose;

import java.util.Optional;
import java.util.stream.Stream;

/// The server ends the connection upon the ClientHello, without the alert that RFC 8446 section 6.2
/// asks for.
final class ClosedWithoutAlert {
  private ClosedWithoutAlert() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    if (hello.isEmpty() || link.said(Party.SERVER) || !serverEndsFirst(link)) {
      return Optional.empty();
    }
    Found<String> end = ends(link, Party.SERVER).findFirst().orElseThrow();
    String sentence =
        "%s ends the connection upon the handshake, without saying why."
            .formatted(Link.text(link.address(Party.SERVER)));
    return Optional.of(
        Verdict.of("tls.closed", 0.8, sentence)
            .seen(hello.get().frame(), "the client begins the handshake")
            .seen(end.frame(), "the server ends the connection with " + end.what())
            .cure(
                "See whether TLS is spoken at that port, and in the server's log whether it filters"
                    + " addresses, names or versions.")
            .at(UnitField.PROXY_HOST));
  }

  static boolean serverEndsFirst(Link link) {
    var server = ends(link, Party.SERVER).findFirst();
    var client = ends(link, Party.CLIENT).findFirst();
    return server.isPresent() && (client.isEmpty() || server.get().frame() < client.get().frame());
  }

  private static Stream<Found<String>> ends(Link link, Party party) {
    return link.segments(party, "").stream()
        .filter(each -> each.what().contains("FIN") || each.what().contains("RST"));
  }
}
