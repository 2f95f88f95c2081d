package ringfence.trace.lesson;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ringfence.trace.tls.CertificateEntry;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;

/// The four questions of the client, with what a capture can answer: it does not show which CAs the
/// client knows.
final class CertificateCheck {
  private CertificateCheck() {}

  static List<String> of(CertificateMessage message, InetSocketAddress server, Instant now) {
    if (message.chain().isEmpty()) return List.of("There is no certificate to check.");
    CertificateEntry own = message.chain().getFirst();
    if (own.certificate().isEmpty()) return List.of("It is no X.509 certificate.");
    X509Certificate certificate = own.certificate().get();
    List<String> answers = new ArrayList<>();
    answers.add("Signature: " + signature(certificate, message.chain()) + ".");
    answers.add("CA: " + certificate.getIssuerX500Principal() + "; the client has to know it.");
    answers.add("Name: for " + names(own) + "; the client went to " + host(server) + ".");
    answers.add("Time: " + time(certificate, now) + ".");
    return answers;
  }

  private static String signature(X509Certificate certificate, List<CertificateEntry> chain) {
    if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return verified(certificate, certificate) ? "its own, right" : "its own, wrong";
    }
    for (CertificateEntry other : chain.subList(1, chain.size())) {
      if (other.certificate().filter(it -> verified(certificate, it)).isPresent()) {
        return "right, by the next certificate that was sent";
      }
    }
    return certificate.getSigAlgName() + ", by a CA whose certificate was not sent";
  }

  private static boolean verified(X509Certificate certificate, X509Certificate by) {
    try {
      certificate.verify(by.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static String names(CertificateEntry own) {
    return own.names().isEmpty() ? "no host name at all" : String.join(", ", own.names());
  }

  private static String host(InetSocketAddress server) {
    return server.getAddress().getHostAddress();
  }

  private static String time(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    String said = "valid from " + from + " to " + to;
    if (now.isBefore(from)) return said + ", and that is still to come";
    return now.isAfter(to) ? said + ", and that is over" : said + ", and so it was then";
  }
}
