package ringfence.trace.diagnose;

import java.util.Optional;

/// A SYN goes out again and again, and nothing comes back.
final class ConnectionUnanswered {
  private ConnectionUnanswered() {}

  static Optional<Verdict> judge(Link link) {
    var opening = link.segments(Party.CLIENT, "SYN");
    boolean anything = !link.segments(Party.SERVER, "").isEmpty() || link.spokeTls(Party.SERVER);
    if (opening.size() < 2 || anything) return Optional.empty();
    String server = Link.text(link.address(Party.SERVER));
    return Optional.of(
        Verdict.of("tcp.no-answer", 0.9, server + " does not answer: no route, or a firewall.")
            .seen(opening.getFirst().frame(), "the client opens a connection")
            .seen(opening.getLast().frame(), "it tries for the last time")
            .cure("Check the route to the server, and let the firewall pass this port.")
            .at(UnitField.PROXY_HOST));
  }
}
