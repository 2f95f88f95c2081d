package ringfence.app.certificate;

import java.io.PrintWriter;
import ringfence.manage.certificate.CertificateFacts;

/// A certificate's facts for a person at a terminal.
final class CertificateText {
  private CertificateText() {}

  static void print(CertificateFacts facts, PrintWriter out) {
    out.println("Issued to   " + facts.issuedTo());
    out.println("Issued by   " + facts.issuedBy());
    out.println("Valid from  " + facts.validFrom());
    out.println("Valid to    " + facts.validTo());
    out.println("Usage       " + String.join(", ", facts.usage()));
    out.println("Names       " + String.join(", ", facts.names()));
    out.println("CA          " + (facts.authority() ? "Yes" : "No"));
  }
}
