package ringfence.app.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.app.live.TlsReport;
import ringfence.app.live.TlsVariation;
import ringfence.manage.json.Json;
import ringfence.trace.diagnose.SeenHandshake;
import ringfence.trace.diagnose.Verdict;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.CertificateEntry;
import ringfence.trace.tls.CipherSuite;
import ringfence.trace.tls.ProtocolVersion;

/// What examining a TLS server found, for a person and as JSON.
final class TlsReportText {
  private TlsReportText() {}

  /// @param name that the certificate is held against
  /// @param dns what it was asked and answered
  static String of(TlsReport report, String name, List<String> dns) {
    var text = new StringBuilder();
    dns.forEach(each -> text.append("DNS       ").append(each).append('\n'));
    report.destinations().forEach(each -> text.append("Address   ").append(each).append('\n'));
    report.up().ifPresent(it -> text.append("Uses      %s, as %s%n".formatted(it, name)));
    report.seen().ifPresent(seen -> write(seen, text));
    for (TlsVariation each : report.variations()) {
      text.append("Meets     %s: %s%n".formatted(each.as(), each.outcome()));
    }
    return text.append('\n').append(DiagnosisText.of(report.diagnosis())).toString();
  }

  private static void write(SeenHandshake seen, StringBuilder text) {
    if (seen.suite().isPresent()) {
      String version = seen.version().map(ProtocolVersion::toString).orElse("");
      text.append("Agreed    %s, %s%n".formatted(version, seen.suite().get()));
    }
    int place = 1;
    for (CertificateEntry each : seen.chain()) {
      text.append("Shows %d   %s%n".formatted(place++, each));
    }
    if (seen.asksForCertificate()) {
      String of = seen.welcome().isEmpty() ? "any CA" : seen.welcome().toString();
      text.append("Asks      for a client certificate of ").append(of).append('\n');
    }
    if (seen.staples()) text.append("Staples   an OCSP response\n");
  }

  static Json json(TlsReport report, List<String> dns) {
    Json.JsonObject json =
        DiagnosisText.json(report.diagnosis())
            .put("dns", texts(dns))
            .put("addresses", texts(report.destinations()))
            .put("uses", report.up().map(Object::toString).orElse(""))
            .put(
                "variations",
                Json.array(report.variations().stream().map(TlsReportText::json).toList()));
    return report.seen().map(seen -> json.put("handshake", json(seen))).orElse(json);
  }

  private static Json json(SeenHandshake seen) {
    return Json.object()
        .put("version", seen.version().map(ProtocolVersion::toString).orElse(""))
        .put("suite", seen.suite().map(CipherSuite::toString).orElse(""))
        .put("chain", texts(seen.chain()))
        .put("clientCertificateAsked", seen.asksForCertificate())
        .put("welcomeAuthorities", texts(seen.welcome()))
        .put("staples", seen.staples())
        .put("alert", alert(seen.serverAlert().or(seen::clientAlert)));
  }

  private static String alert(Optional<Alert> alert) {
    return alert.map(Alert::name).orElse("");
  }

  private static Json json(TlsVariation variation) {
    var verdicts = variation.diagnosis().verdicts().stream().map(Verdict::id).toList();
    return Json.object()
        .put("as", variation.as())
        .put("answered", variation.isAnswered())
        .put("outcome", variation.outcome())
        .put("verdicts", texts(verdicts));
  }

  private static Json texts(List<?> values) {
    return Json.texts(values.stream().map(Object::toString).toList());
  }
}
