package ringfence.trace.diagnose;

import java.util.Optional;

/// Nobody listens: RFC 9293 section 3.10.7.1 has a reset answer the SYN.
final class ConnectionRefused {
  private ConnectionRefused() {}

  static Optional<Verdict> judge(Link link) {
    var opening = link.segments(Party.CLIENT, "SYN");
    var reset = link.segments(Party.SERVER, "RST");
    boolean answered = !link.segments(Party.SERVER, "SYN").isEmpty();
    if (opening.isEmpty() || reset.isEmpty() || answered) return Optional.empty();
    return Optional.of(
        Verdict.of("tcp.refused", 0.95, "Nobody listens at " + server(link) + ".")
            .seen(opening.getFirst().frame(), "the client opens a connection")
            .seen(reset.getFirst().frame(), "it is refused with RST")
            .cure("Start the server there, or correct the address and the port.")
            .at(UnitField.PROXY_HOST));
  }

  private static String server(Link link) {
    return Link.text(link.address(Party.SERVER));
  }
}
