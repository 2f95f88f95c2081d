package ringfence.trace.diagnose;

import java.util.Optional;
import ringfence.trace.tls.HandshakeMessage.ServerHello;

/// The handshake works, but with what RFC 8996 and RFC 9325 forbid.
final class LegacyTls {
  private LegacyTls() {}

  static Optional<Verdict> judge(Link link) {
    return link.serverHello()
        .filter(hello -> isLegacy(hello.what()))
        .map(hello -> verdict(link, hello));
  }

  private static boolean isLegacy(ServerHello hello) {
    return hello.version().isDeprecated() || hello.cipherSuite().isRsaKeyTransport();
  }

  private static Verdict verdict(Link link, Found<ServerHello> hello) {
    String chosen = hello.what().version() + " with " + hello.what().cipherSuite();
    return Verdict.of("tls.legacy", 0.2, "The link uses old TLS: " + chosen + ".")
        .seen(hello.frame(), Link.text(link.address(Party.SERVER)) + " chooses " + chosen)
        .cure("Use TLS 1.2 or later with ECDHE wherever both sides can.")
        .at(UnitField.TLS_VERSION);
  }
}
