package ringfence.app.product;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.capture.CaptureOptions;
import ringfence.app.capture.DisclosureFiles;
import ringfence.app.capture.KeyLogFile;
import ringfence.app.capture.LiveLadders;
import ringfence.app.diagnose.ProxyLooking;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Options;
import ringfence.app.option.Shutdown;
import ringfence.app.option.Unusable;
import ringfence.manage.backup.ConfEvents;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.ladder.Ladders;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.defence.DefenceSettings;
import ringfence.proxy.pages.ProxyPages;
import ringfence.transport.Lookout;

/// `ringfence proxy`: the TLS proxy and registrar, from a settings file or an `opensips.cfg`.
@Command(
    name = "proxy",
    description = "The TLS proxy and registrar, from a settings file or an opensips.cfg.",
    subcommands = ProxyUserCommand.class,
    footer = {
      "",
      "Homer or sngrep (HEP3) is a setting of the file: hep_address = HOST:PORT",
      "Example: ringfence proxy proxy.conf"
    })
public final class ProxyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SETTINGS", arity = "0..1", description = "a settings file")
  private Optional<Path> file;

  @Option(
      names = "--opensips",
      description = "an opensips.cfg, laid over the settings file where both are given")
  private Optional<Path> openSips;

  @Mixin private CaptureOptions capture;

  @Option(names = "--key-log", description = "append the TLS secrets to a file for Wireshark")
  private Optional<Path> keyLog;

  @Option(names = "--web", description = "HOST:PORT of the pages; none are served without it")
  private Optional<String> web;

  @Option(names = "--verbose", description = "show every event, not only warnings")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check();
    PrintWriter err = spec.commandLine().getErr();
    Path folder = file.or(() -> openSips).orElseThrow().toAbsolutePath().resolveSibling("");
    var events = new EventLog(1000, InstantSource.system());
    var least = verbose ? Severity.DEBUG : Severity.INFO;
    var configuration = configuration(events, err);
    var telling = new ProxyTelling(events, least);
    var lookout = new Lookout();
    var disclosures = DisclosureFiles.in(folder.resolve("disclosures"), lookout, events);
    try (var secrets = KeyLogFile.at(keyLog);
        var _ = capture.start(lookout);
        var proxy = new ProxyAdmin(configuration, folder, events, telling, disclosures)) {
      secrets.log().ifPresent(lookout::keyLog);
      proxy.eachStart(started -> started.show(lookout));
      proxy.eachStart(telling::show);
      proxy.diagnoses().by(new ProxyLooking());
      List<String> problems = proxy.start();
      problems.forEach(reason -> err.println("ringfence proxy: " + reason));
      Ladders ladders = LiveLadders.onDemand(lookout, InstantSource.system());
      return problems.isEmpty() ? run(proxy, ladders, err) : ExitCode.FAILED;
    } finally {
      events.close();
      Shutdown.done(ExitCode.DONE);
    }
  }

  private void check() throws Unusable {
    if (file.isEmpty() && openSips.isEmpty()) {
      throw new Unusable("give a settings file, or --opensips FILE");
    }
    if (capture.waitsForReady()) {
      throw new Unusable("a proxy has no Ready light: --capture-start takes down or call:NUMBER");
    }
  }

  private Integer run(ProxyAdmin proxy, Ladders ladders, PrintWriter err) throws Exception {
    try (var _ = pages(proxy, ladders, err)) {
      proxy.status().orElseThrow().listeners().forEach(at -> err.println("listening on " + at));
      Duration patience = proxy.configuration().stored().get(DefenceSettings.DRAIN_TIMEOUT);
      Shutdown.await(patience);
      proxy.drain(patience);
    }
    return ExitCode.DONE;
  }

  private Closeable pages(ProxyAdmin proxy, Ladders ladders, PrintWriter err)
      throws IOException, Unusable {
    if (web.isEmpty()) return () -> {};
    var address = Options.socket(web.get(), 8080);
    var routes = ProxyPages.routes(proxy, Optional.of(ladders));
    WebServer server = WebServer.start(address, routes, proxy.access(), Set.of());
    err.println("pages at " + server.uri());
    return server::close;
  }

  /// The settings file as it stands, to be changed on the pages; with an `opensips.cfg` laid over
  /// it changes last until the end only.
  private Configuration configuration(EventLog events, PrintWriter err) throws Unusable {
    if (openSips.isPresent()) {
      Settings base =
          file.isPresent() ? read(ProxySettings.read(file.get()), err) : ProxySettings.defaults();
      Settings laidOver = read(ProxySettings.readOpenSips(openSips.get(), base), err);
      return Configuration.inMemory(laidOver, ProxySettings.RULES);
    }
    return switch (Configuration.open(
        file.orElseThrow(), ProxySettings.DECLARATIONS, ProxySettings.RULES)) {
      case Configuration.Opening.Unusable(var refusals) -> throw new Unusable(refusals);
      case Configuration.Opening.Opened(var configuration, var damage) -> {
        for (Refusal refusal : damage) {
          err.println("warning: " + refusal);
          events.report(ConfEvents.DAMAGED.report(refusal));
        }
        yield configuration;
      }
    };
  }

  private static Settings read(ProxySettings.Reading reading, PrintWriter err) throws Unusable {
    return switch (reading) {
      case ProxySettings.Reading.Refused(var refusals) -> throw new Unusable(refusals);
      case ProxySettings.Reading.Read(Settings settings, List<String> warnings) -> {
        warnings.forEach(warning -> err.println("warning: " + warning));
        yield settings;
      }
    };
  }
}
