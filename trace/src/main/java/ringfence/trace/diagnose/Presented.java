package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.CertificateEntry;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;

/// Certificates that a party showed, the party's own first.
record Presented(Link link, Party owner, Found<CertificateMessage> shown, Known known) {
  /// With these a party may refuse a certificate for whatever reason.
  static final List<Integer> REFUSALS =
      List.of(
          Alert.HANDSHAKE_FAILURE,
          Alert.BAD_CERTIFICATE,
          Alert.UNSUPPORTED_CERTIFICATE,
          Alert.CERTIFICATE_REVOKED,
          Alert.CERTIFICATE_EXPIRED,
          Alert.CERTIFICATE_UNKNOWN,
          Alert.UNKNOWN_CA,
          Alert.ACCESS_DENIED);

  long frame() {
    return shown.frame();
  }

  List<CertificateEntry> chain() {
    return shown.what().chain();
  }

  CertificateEntry own() {
    return chain().getFirst();
  }

  Optional<X509Certificate> certificate() {
    return own().certificate();
  }

  /// The certificates of the chain that can be read.
  List<X509Certificate> readable() {
    return chain().stream().flatMap(each -> each.certificate().stream()).toList();
  }

  boolean isSelfSigned() {
    return certificate().filter(Presented::isSelfSigned).isPresent();
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  /// Whether it leads to a CA that the client has; nothing is known of servers.
  Trust trust() {
    return owner == Party.SERVER ? Trust.of(readable(), known.trusted()) : Trust.UNKNOWN;
  }

  /// What the other party said against it.
  Optional<Found<Alert>> refusal() {
    return link.failure(owner.other(), REFUSALS);
  }

  Optional<Found<Alert>> refusal(Integer... descriptions) {
    return link.failure(owner.other(), List.of(descriptions));
  }

  /// A verdict with what was shown and, where it was refused, the refusal as its evidence.
  Verdict verdict(String id, double confidence, String sentence) {
    Verdict verdict = Verdict.of(id, confidence, sentence).seen(frame(), owner + " shows " + own());
    return refusal()
        .map(alert -> verdict.seen(alert.frame(), owner.other() + " answers " + alert.what()))
        .orElse(verdict);
  }
}
