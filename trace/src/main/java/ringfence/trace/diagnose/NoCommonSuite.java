package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.CipherSuite;

/// The server refuses the ClientHello: nothing that it offers suits.
final class NoCommonSuite {
  private static final List<Integer> ALERTS =
      List.of(Alert.HANDSHAKE_FAILURE, Alert.INSUFFICIENT_SECURITY);

  private NoCommonSuite() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    var alert = link.failure(Party.SERVER, ALERTS);
    if (hello.isEmpty() || alert.isEmpty() || link.serverHello().isPresent()) {
      return Optional.empty();
    }
    String offered = offered(hello.get().what().cipherSuites());
    return Optional.of(
        Verdict.of("tls.no-common-suite", 0.85, "The server takes no cipher suite of the client's.")
            .seen(hello.get().frame(), "the client offers " + offered)
            .seen(alert.get().frame(), "the server answers " + alert.get().what())
            .cure("Give both sides a suite in common, and the server a key of the kind it needs.")
            .at(UnitField.TLS_CIPHER_SUITE));
  }

  /// The first four suites by name, and how many more.
  static String offered(List<CipherSuite> suites) {
    List<CipherSuite> real = suites.stream().filter(suite -> !suite.isSignal()).toList();
    String first =
        real.stream().limit(4).map(CipherSuite::toString).collect(Collectors.joining(", "));
    return real.size() > 4 ? first + " and " + (real.size() - 4) + " more" : first;
  }
}
