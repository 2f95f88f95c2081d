package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;

/// The server wants a certificate of the client, and the client has none.
final class ClientCertificateMissing {
  /// TLS 1.2 has no alert of its own for it.
  private static final List<Integer> ALERTS =
      List.of(Alert.HANDSHAKE_FAILURE, Alert.BAD_CERTIFICATE, Alert.CERTIFICATE_REQUIRED);

  private ClientCertificateMissing() {}

  static Optional<Verdict> judge(Link link) {
    var alert = link.failure(Party.SERVER, ALERTS);
    if (alert.isEmpty()) return Optional.empty();
    boolean says = alert.get().what().description() == Alert.CERTIFICATE_REQUIRED;
    var request = link.first(Party.SERVER, CertificateRequest.class);
    var shown = link.first(Party.CLIENT, CertificateMessage.class);
    boolean empty = shown.isPresent() && shown.get().what().chain().isEmpty();
    if (!says && !(request.isPresent() && empty)) return Optional.empty();
    Verdict verdict =
        Verdict.of(
            "tls.client-certificate-missing", 0.97, "The server wants a client certificate.");
    if (request.isPresent())
      verdict = verdict.seen(request.get().frame(), "the server asks for it");
    if (empty) verdict = verdict.seen(shown.get().frame(), "the client shows none");
    return Optional.of(
        verdict
            .seen(alert.get().frame(), "the server answers " + alert.get().what())
            .cure("Install a certificate in the client that the server's CA issued.")
            .at(UnitField.CERTIFICATES));
  }
}
