package ringfence.proxy.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ringfence.manage.event.Report;
import ringfence.proxy.log.LinkEvents;
import ringfence.transport.tls.RevocationList;

/// Says 30, 14, 7 and 1 days before a certificate of ours expires that it will, and then that it
/// has; and that a revocation list should have been renewed. Each once.
final class ExpiryWarnings {
  private static final List<Integer> DAYS = List.of(0, 1, 7, 14, 30);
  private static final int LONG = Integer.MAX_VALUE;

  // the threshold that was last said
  private final Map<X509Certificate, Integer> said = new HashMap<>();
  private final Set<RevocationList> old = new HashSet<>();

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

  /// Lists that are past their date.
  List<Report> late(Map<Path, RevocationList> lists, Instant now) {
    old.retainAll(lists.values());
    List<Report> late = new ArrayList<>();
    lists.forEach(
        (file, list) ->
            list.nextUpdate()
                .filter(until -> now.isAfter(until) && old.add(list))
                .map(until -> late(file, until))
                .ifPresent(late::add));
    return late;
  }

  // RFC 5280 5.1.2.5: "The next CRL could be issued before the indicated date, but it will not be
  // issued any later than the indicated date."
  private static Report late(Path file, Instant until) {
    return LinkEvents.REVOCATION_LIST_OLD
        .report()
        .about(file.toString())
        .with("until", until.toString());
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
