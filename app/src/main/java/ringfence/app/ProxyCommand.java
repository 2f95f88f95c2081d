package ringfence.app;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.manage.event.ConsoleLog;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.pages.ProxyPages;

/// `ringfence proxy`: the TLS proxy and registrar, from a settings file or an `opensips.cfg`.
@Command(
    name = "proxy",
    description = "The TLS proxy and registrar, from a settings file or an opensips.cfg.",
    footer = {"", "Example: ringfence proxy proxy.conf"})
final class ProxyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SETTINGS", arity = "0..1", description = "a settings file")
  private Optional<Path> file;

  @Option(
      names = "--opensips",
      description = "an opensips.cfg, laid over the settings file where both are given")
  private Optional<Path> openSips;

  @Option(names = "--capture", description = "write what was said to a pcapng file")
  private Optional<Path> capture;

  @Option(names = "--key-log", description = "append the TLS secrets to a file for Wireshark")
  private Optional<Path> keyLog;

  @Option(names = "--web", description = "HOST:PORT of the pages; none are served without it")
  private Optional<String> web;

  @Option(names = "--verbose", description = "show every event, not only warnings")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (file.isEmpty() && openSips.isEmpty()) {
      throw new Main.Unusable("give a settings file, or --opensips FILE");
    }
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = settings(err);
    Path folder = file.or(() -> openSips).orElseThrow().toAbsolutePath().resolveSibling("");
    var events = new EventLog(1000, InstantSource.system());
    var least = verbose ? Severity.DEBUG : Severity.INFO;
    events.listen(new ConsoleLog(System.err, least, ZoneId.systemDefault()));
    return switch (ProxyServer.start(settings, folder, events)) {
      case ProxyServer.Starting.NotStarted(List<String> reasons) -> {
        reasons.forEach(reason -> err.println("ringfence proxy: " + reason));
        events.close();
        yield Main.FAILED;
      }
      case ProxyServer.Starting.Running(ProxyServer proxy) -> run(proxy, events, err);
    };
  }

  private Integer run(ProxyServer proxy, EventLog events, PrintWriter err) throws Exception {
    try (var secrets = KeyLogFile.at(keyLog);
        var recording = OptionalCapture.of(capture);
        var _ = pages(proxy, events, err)) {
      secrets.log().ifPresent(proxy::keyLog);
      recording.tap().ifPresent(proxy::tap);
      proxy.status().join().listeners().forEach(open -> err.println("listening on " + open));
      Shutdown.await();
    } finally {
      proxy.close();
      events.close();
      Shutdown.done(Main.DONE);
    }
    return Main.DONE;
  }

  private Closeable pages(ProxyServer proxy, EventLog events, PrintWriter err)
      throws IOException, Main.Unusable {
    if (web.isEmpty()) return () -> {};
    var routes = new ProxyPages(proxy).routes(events);
    WebServer server = WebServer.start(Options.socket(web.get(), 8080), routes);
    err.println("pages at " + server.uri());
    return server::close;
  }

  private Settings settings(PrintWriter err) throws Main.Unusable {
    Settings base =
        file.isPresent() ? read(ProxySettings.read(file.get()), err) : ProxySettings.defaults();
    if (openSips.isEmpty()) return base;
    return read(ProxySettings.readOpenSips(openSips.get(), base), err);
  }

  private static Settings read(ProxySettings.Reading reading, PrintWriter err)
      throws Main.Unusable {
    return switch (reading) {
      case ProxySettings.Reading.Refused(var refusals) ->
          throw new Main.Unusable(refusals.getFirst().toString());
      case ProxySettings.Reading.Read(Settings settings, List<String> warnings) -> {
        warnings.forEach(warning -> err.println("warning: " + warning));
        yield settings;
      }
    };
  }
}
