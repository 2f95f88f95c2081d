package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.trace.tls.Alert;

/// RFC 6066 section 3: the server has nothing for the name in server_name.
final class ServerNameUnknown {
  private ServerNameUnknown() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    var alert = link.failure(Party.SERVER, List.of(Alert.UNRECOGNIZED_NAME));
    if (hello.isEmpty() || alert.isEmpty()) return Optional.empty();
    Optional<String> asked = hello.get().what().extensions().serverName();
    if (asked.isEmpty()) return Optional.empty();
    String name = asked.get();
    return Optional.of(
        Verdict.of(
                "tls.server-name-unknown", 0.97, "The server has no certificate for " + name + ".")
            .seen(hello.get().frame(), "the client asks for " + name)
            .seen(alert.get().frame(), "the server answers " + alert.get().what())
            .cure(
                "Give the server a certificate for this name, or the client the server's own name.")
            .at(UnitField.PROXY_HOST));
  }
}
