package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.trace.tls.Alert;

/// The client asks for no name, and a server that serves several does not know which is meant.
final class NoServerName {
  private static final List<Integer> ALERTS =
      List.of(Alert.UNRECOGNIZED_NAME, Alert.HANDSHAKE_FAILURE, Alert.ACCESS_DENIED);

  private NoServerName() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    var alert = link.failure(Party.SERVER, ALERTS);
    if (hello.isEmpty() || alert.isEmpty() || link.serverHello().isPresent()) {
      return Optional.empty();
    }
    if (hello.get().what().extensions().serverName().isPresent()) return Optional.empty();
    boolean says = alert.get().what().description() == Alert.UNRECOGNIZED_NAME;
    return Optional.of(
        Verdict.of(
                "tls.no-server-name",
                says ? 0.95 : 0.3,
                "The client sends no server_name, and the server does not go on without.")
            .seen(hello.get().frame(), "the ClientHello has no server_name")
            .seen(alert.get().frame(), "the server answers " + alert.get().what())
            .cure("Give the client the name of the server in place of its address.")
            .at(UnitField.PROXY_HOST));
  }
}
