package ringfence.mikey;

import java.security.cert.X509Certificate;
import java.util.Optional;

/// Whether a message is signed by the owner of the certificate that it brings; whether the
/// certificate is to be believed is another question.
record SignatureVerdict(MikeyMessage message, Optional<MikeyMessage> first) {
  /// Nothing of a message that is not signed.
  Optional<Dissection.Finding> find() {
    return message
        .first(Sign.class)
        .map(sign -> new Dissection.Finding("SIGN", words(sign), "RFC 3830 5.2"));
  }

  private String words(Sign sign) {
    Optional<X509Certificate> signer =
        message
            .first(CertificatePayload.class)
            .map(CertificatePayload::data)
            .flatMap(Certificates::read);
    if (signer.isEmpty()) return "not judged: the message brings no certificate";
    Optional<byte[]> covered = covered(sign.signature().length());
    if (covered.isEmpty()) return "not judged: it is over the Initiator's message too";
    String subject = signer.get().getSubjectX500Principal().getName();
    return Signing.isRight(covered.get(), sign, signer.get())
        ? "right, by the key of " + subject
        : "wrong, by the key of " + subject;
  }

  private Optional<byte[]> covered(int length) {
    if (message.header().dataType() != DataType.RSA_R_R_MSG) {
      return Optional.of(message.covered(length));
    }
    return first
        .map(it -> new SentMessage(it).answeredBy(message))
        .map(it -> Signing.covered(message, length, it));
  }
}
