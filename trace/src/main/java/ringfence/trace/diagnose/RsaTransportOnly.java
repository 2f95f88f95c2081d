package ringfence.trace.diagnose;

import java.util.Optional;
import ringfence.trace.tls.CipherSuite;

/// An old client offers nothing but RSA key transport, which has no forward secrecy.
final class RsaTransportOnly {
  private RsaTransportOnly() {}

  static Optional<Verdict> judge(Link link) {
    var hello = link.clientHello();
    var alert = link.failure(Party.SERVER);
    if (hello.isEmpty() || alert.isEmpty() || link.serverHello().isPresent()) {
      return Optional.empty();
    }
    boolean only =
        hello.get().what().cipherSuites().stream()
            .filter(suite -> !suite.isSignal())
            .allMatch(CipherSuite::isRsaKeyTransport);
    if (!only) return Optional.empty();
    String offered = NoCommonSuite.offered(hello.get().what().cipherSuites());
    return Optional.of(
        Verdict.of("tls.rsa-key-transport-only", 0.9, "The client offers only RSA key transport.")
            .seen(hello.get().frame(), "the client offers " + offered)
            .seen(alert.get().frame(), "the server answers " + alert.get().what())
            .cure("Let the client offer ECDHE suites, or open a listener of its own for old TLS.")
            .at(UnitField.TLS_CIPHER_SUITE));
  }
}
