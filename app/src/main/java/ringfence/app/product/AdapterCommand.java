package ringfence.app.product;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.pages.UnitPages;
import ringfence.adapter.unit.Adapter;
import ringfence.adapter.unit.ReadyLed;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitOptions;
import ringfence.adapter.unit.UnitSettings;
import ringfence.app.capture.CaptureOptions;
import ringfence.app.capture.DisclosureFiles;
import ringfence.app.capture.HepOption;
import ringfence.app.capture.KeyLogFile;
import ringfence.app.capture.LiveLadders;
import ringfence.app.capture.Recording;
import ringfence.app.certificate.CertificateFiles;
import ringfence.app.diagnose.UnitExaminer;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Options;
import ringfence.app.option.Shutdown;
import ringfence.app.option.Unusable;
import ringfence.manage.backup.ConfEvents;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.event.ConsoleLog;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.LineFormat;
import ringfence.manage.event.Severity;
import ringfence.manage.event.Syslog;
import ringfence.manage.event.SyslogForm;
import ringfence.manage.event.SyslogReceiver;
import ringfence.manage.ladder.Ladders;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.WebServer;
import ringfence.transport.Lookout;
import ringfence.transport.tls.TrustAnchors;

/// `ringfence adapter`: one terminal adapter from a settings file.
@Command(
    name = "adapter",
    description = "One terminal adapter of two lines, from a settings file; driven over HTTP.",
    footer = {"", "Example: ringfence adapter unit.conf --bind 192.0.2.30 --ca ca.crt"})
public final class AdapterCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SETTINGS", description = "a settings script of the unit")
  private Path file;

  @Option(names = "--bind", required = true, description = "the unit's own address")
  private String bind;

  @Option(
      names = "--data",
      description = "the folder of its certificates and logs (default: one by the file's name)")
  private Optional<Path> data;

  @Option(names = "--ca", description = "a file of authorities to trust; may be repeated")
  private List<Path> ca = new ArrayList<>();

  @Option(
      names = "--web",
      defaultValue = "127.0.0.1:8080",
      description = "where the pages and the phones are (default: ${DEFAULT-VALUE})")
  private String web;

  @Option(names = "--syslog", description = "HOST:PORT of a syslog receiver")
  private Optional<String> syslog;

  @Mixin private CaptureOptions capture;

  @Mixin private HepOption hep;

  @Option(names = "--key-log", description = "append the TLS secrets to a file for Wireshark")
  private Optional<Path> keyLog;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var events = events();
    var configuration = configuration(events);
    InetSocketAddress pages = Options.socket(web, 8080);
    var lookout = new Lookout();
    var ladders = LiveLadders.always(lookout);
    try (var recording = capture.start(lookout);
        var _ = hep.start(lookout);
        var secrets = KeyLogFile.at(keyLog);
        var adapter =
            new Adapter(
                options(configuration.stored(), events, lookout),
                configuration,
                CertificateStore.open(data().resolve("certificates")),
                DisclosureFiles.in(data().resolve("disclosures"), lookout, events));
        var server = serve(pages, adapter, ladders)) {
      secrets.log().ifPresent(lookout::keyLog);
      if (capture.isAsked()) adapter.watch(() -> look(adapter, recording));
      adapter.serveBy(server);
      adapter.diagnoses().by(UnitExaminer.over(lookout));
      adapter.start();
      spec.commandLine().getErr().println("pages and phones at " + server.uri());
      Shutdown.await();
    } finally {
      events.close();
      Shutdown.done(ExitCode.DONE);
    }
    return ExitCode.DONE;
  }

  private static WebServer serve(InetSocketAddress at, Adapter adapter, Ladders ladders)
      throws IOException {
    var routes = UnitPages.routes(adapter, Optional.of(ladders));
    return WebServer.start(at, routes, adapter.access(), Set.of());
  }

  private static void look(Adapter adapter, Recording recording) {
    recording.ready(adapter.status().readyLed() == ReadyLed.ON);
  }

  private UnitOptions options(Settings settings, EventLog events, Lookout lookout) throws Unusable {
    return new UnitOptions(
        UnitIdentity.TA7102I,
        HostNetwork.at(Options.address(bind)),
        settings,
        new TrustAnchors(CertificateFiles.readAll(ca)),
        Optional.empty(),
        events,
        lookout,
        new SecureRandom());
  }

  private EventLog events() throws Unusable {
    var events = new EventLog(1000, InstantSource.system());
    events.listen(new ConsoleLog(System.err, Severity.INFO, ZoneId.systemDefault()));
    if (syslog.isPresent()) {
      var receiver = SyslogReceiver.of(syslog.get(), new SyslogReceiver.Transport.Udp());
      var form = SyslogForm.unit(LineFormat.USUAL, Map.of());
      var wrong = new Unusable("--syslog takes HOST:PORT");
      events.listen(new Syslog(receiver.orElseThrow(() -> wrong), form, events::report));
    }
    return events;
  }

  /// Where the unit keeps what is not a setting: beside the others of its name.
  private Path data() {
    String name = file.toAbsolutePath().getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return data.orElseGet(() -> Options.home().resolve("adapter").resolve(name));
  }

  /// The settings of the file; where it is damaged, the last good ones, which is said.
  private Configuration configuration(EventLog events) throws Unusable {
    return switch (Configuration.open(file, UnitSettings.DECLARATIONS, UnitSettings.RULES)) {
      case Configuration.Opening.Unusable(var refusals) -> throw new Unusable(refusals);
      case Configuration.Opening.Opened(var configuration, var damage) -> {
        for (Refusal refusal : damage) {
          events.report(ConfEvents.DAMAGED.report(refusal));
        }
        yield configuration;
      }
    };
  }
}
