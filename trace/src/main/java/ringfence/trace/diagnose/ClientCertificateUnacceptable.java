package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;

/// The client's certificate is of a CA that is not in the server's list.
final class ClientCertificateUnacceptable {
  private ClientCertificateUnacceptable() {}

  static Optional<Verdict> judge(Link link) {
    var request = link.first(Party.SERVER, CertificateRequest.class);
    var shown =
        link.presented(Known.NOTHING).stream()
            .filter(each -> each.owner() == Party.CLIENT)
            .findFirst();
    if (request.isEmpty() || shown.isEmpty() || shown.get().refusal().isEmpty()) {
      return Optional.empty();
    }
    List<X500Principal> welcome = request.get().what().authorities();
    boolean known =
        shown.get().readable().stream()
            .anyMatch(each -> welcome.contains(each.getIssuerX500Principal()));
    if (welcome.isEmpty() || known) return Optional.empty();
    String names = welcome.stream().map(X500Principal::toString).collect(Collectors.joining("; "));
    String sentence = "The client's certificate is of none of the CAs that the server takes.";
    return Optional.of(
        shown
            .get()
            .verdict("tls.client-certificate-unacceptable", 0.93, sentence)
            .seen(request.get().frame(), "the server takes " + names)
            .cure(
                "Give the client a certificate of one of these, or add its CA to the server's"
                    + " list.")
            .at(UnitField.CERTIFICATES));
  }
}
