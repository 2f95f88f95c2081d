package ringfence.app.diagnose;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.capture.CaptureFile;
import ringfence.app.certificate.TlsSide;
import ringfence.app.certificate.ValidationOption;
import ringfence.app.live.AskedDns;
import ringfence.app.live.TlsExamination;
import ringfence.app.live.TlsReport;
import ringfence.app.live.TlsTarget;
import ringfence.app.option.DnsOption;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.sip.message.HostPort;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsPolicy;

/// `ringfence diagnose tls`: would the unit's link to this server come up, and why not?
@Command(
    name = "tls",
    description =
        "Meet a TLS server as the unit would, and as others would; say what is wrong. Exit code 1"
            + " when the unit's link would not come up.",
    footer = {
      "",
      "Without --ca the public authorities are trusted.",
      "",
      "Example: ringfence diagnose tls proxy.example.com:5061 --ca ca.crt"
    })
final class DiagnoseTlsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "HOST:PORT", description = "the server; without a port by its SRV")
  private String server;

  @Option(names = "--name", description = "the name to check (default: the host)")
  private Optional<String> name;

  @Mixin private ValidationOption validation;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "patience for each connection and handshake (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Mixin private TlsSide side;

  @Mixin private DnsOption dns;

  @Mixin private CaptureFile capture;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    AskedDns names = dns.asked();
    TlsTarget target = target();
    TlsReport report = TlsExamination.of(target, names.locator());
    if (capture.file().isPresent()) report.recording().write(capture.file().get());
    PrintWriter out = spec.commandLine().getOut();
    if (json) out.println(TlsReportText.json(report, names.said()));
    else out.print(TlsReportText.of(report, target.name(), names.said()));
    out.flush();
    return report.up().isPresent() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private TlsTarget target() throws Unusable {
    HostPort hostPort;
    try {
      hostPort = HostPort.parse(server);
    } catch (IllegalArgumentException _) {
      throw new Unusable(server + " is not HOST:PORT");
    }
    return new TlsTarget(
        hostPort,
        name.orElse(hostPort.address()),
        new PeerVerifier(validation.level(), side.trustOrPublic()),
        side.identity(),
        TlsPolicy.modern(),
        Duration.ofSeconds(Math.clamp(seconds, 1, 60)),
        dns.naptr());
  }
}
