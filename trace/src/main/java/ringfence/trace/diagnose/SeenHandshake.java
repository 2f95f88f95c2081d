package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.CertificateEntry;
import ringfence.trace.tls.CipherSuite;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;
import ringfence.trace.tls.HandshakeMessage.CertificateStatus;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.ProtocolVersion;

/// What a TLS handshake showed, as far as it went and could be read.
///
/// @param version that the server chose; empty where it chose none
/// @param chain the server's certificates as it sent them, its own first
/// @param asksForCertificate whether the server asked the client for one
/// @param welcome the CAs whose client certificates it named as welcome; none means any
/// @param staples whether an OCSP response came with the certificate; TLS 1.3 is not looked into
/// @param clientAlert with which the client gave up
/// @param serverAlert with which the server did
public record SeenHandshake(
    Optional<ProtocolVersion> version,
    Optional<CipherSuite> suite,
    List<CertificateEntry> chain,
    boolean asksForCertificate,
    List<X500Principal> welcome,
    boolean staples,
    Optional<Alert> clientAlert,
    Optional<Alert> serverAlert) {
  static SeenHandshake of(Link link) {
    Optional<ServerHello> hello = link.serverHello().map(Found::what);
    var asked = link.first(Party.SERVER, CertificateRequest.class).map(Found::what);
    var shown = link.first(Party.SERVER, CertificateMessage.class).map(Found::what);
    return new SeenHandshake(
        hello.map(ServerHello::version),
        hello.map(ServerHello::cipherSuite),
        shown.map(CertificateMessage::chain).orElse(List.of()),
        asked.isPresent(),
        asked.map(CertificateRequest::authorities).orElse(List.of()),
        link.first(Party.SERVER, CertificateStatus.class).isPresent(),
        link.failure(Party.CLIENT).map(Found::what),
        link.failure(Party.SERVER).map(Found::what));
  }
}
