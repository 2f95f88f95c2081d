package ringfence.app.lab;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.unit.UnitStatus;
import ringfence.media.session.SecurityStatement;
import ringfence.media.session.SessionStatistics;

/// The lab's report for a person at a terminal.
final class LabText {
  private final LabReport report;
  private final PrintWriter out;

  LabText(LabReport report, PrintWriter out) {
    this.report = report;
    this.out = out;
  }

  void print() {
    LabPlan plan = report.plan();
    out.println();
    line("Proxy", plan.transport() + " " + plan.proxy());
    for (int i = 0; i < report.ready().size(); i++) adapter(i);
    if (report.failure().isEmpty()) call();
    out.println();
    if (report.isOk()) {
      out.println("  Everything was observed and is as it should be.");
    } else {
      out.println("  Not as it should be:");
      report.faults().forEach(fault -> out.println("    - " + fault));
    }
    out.println();
  }

  private void adapter(int index) {
    LabPlan.Adapter adapter = LabPlan.ADAPTERS.get(index);
    UnitStatus status = report.ready().get(index);
    var line = status.lines().getFirst();
    String address = report.plan().address(adapter.host()).getHostAddress();
    line(
        "Adapter " + adapter.name(),
        "%s  user %s  %s  Ready light %s"
            .formatted(address, adapter.user(), line.registration(), status.readyLed()));
    for (LinkStatus link : status.links()) {
      String tls = link.tls().map(it -> ", " + it.version().text() + " " + it.suite()).orElse("");
      line("", "link from port %d is %s%s".formatted(link.localPort(), link.status(), tls));
    }
  }

  private void call() {
    String setup =
        report
            .caller()
            .flatMap(CallStatus::setup)
            .map(it -> " (answered after " + it.toMillis() + " ms)")
            .orElse("");
    line("Call", "100 to 101: " + String.join(" ", report.signalling().messages()) + setup);
    line("Media", media());
    for (CallCheck.Arrived heard : report.audio()) {
      line(
          "Heard at " + heard.at(),
          String.format(
              Locale.ROOT,
              "%.1f Hz at %.1f dBm0, %.1f %% lost, %d ms from mouth to ear",
              heard.toneHz(),
              heard.levelDbm0(),
              heard.lossPercent(),
              heard.delay().toMillis()));
    }
  }

  private String media() {
    Optional<SecurityStatement> security =
        report.caller().flatMap(CallStatus::media).map(SessionStatistics::security);
    return security.map(SecurityStatement::text).orElse("nothing is known of it");
  }

  private void line(String name, String text) {
    out.println("  %-14s%s".formatted(name, text));
  }
}
