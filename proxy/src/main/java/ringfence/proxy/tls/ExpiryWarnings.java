package ringfence.proxy.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ringfence.manage.event.Report;
import ringfence.proxy.log.LinkEvents;

/// Says 30, 14, 7 and 1 days before a certificate of ours expires that it will, and then that it
/// has; each once.
final class ExpiryWarnings {
  private static final List<Integer> DAYS = List.of(0, 1, 7, 14, 30);
  private static final int LONG = Integer.MAX_VALUE;

  // the threshold that was last said
  private final Map<X509Certificate, Integer> said = new HashMap<>();

  List<Report> due(List<X509Certificate> certificates, Instant now) {
    said.keySet().retainAll(certificates);
    List<Report> due = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      Instant until = certificate.getNotAfter().toInstant();
      int reached = reached(Duration.between(now, until));
      if (reached >= said.getOrDefault(certificate, LONG)) continue;
      said.put(certificate, reached);
      due.add(report(certificate, reached, until));
    }
    return due;
  }

  private static int reached(Duration left) {
    return DAYS.stream()
        .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
        .findFirst()
        .orElse(LONG);
  }

  private static Report report(X509Certificate certificate, int days, Instant until) {
    String subject = certificate.getSubjectX500Principal().getName();
    Report report = expiry(days);
    return report
        .about(subject)
        .with("serial", certificate.getSerialNumber().toString(16))
        .with("until", until.toString());
  }

  private static Report expiry(int days) {
    if (days == 0) return LinkEvents.CERTIFICATE_EXPIRED.report();
    return days <= 7
        ? LinkEvents.CERTIFICATE_EXPIRES_SOON.report(days)
        : LinkEvents.CERTIFICATE_EXPIRES.report(days);
  }
}
