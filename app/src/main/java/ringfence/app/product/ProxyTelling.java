package ringfence.app.product;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.app.capture.Capture;
import ringfence.app.option.Options;
import ringfence.app.option.Unusable;
import ringfence.manage.event.ConsoleLog;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.event.Syslog;
import ringfence.manage.event.SyslogForm;
import ringfence.manage.event.SyslogReceiver;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.log.JsonLines;
import ringfence.proxy.log.LogSettings;
import ringfence.trace.hep.HepSender;
import ringfence.transport.WireTap;

/// To whom a proxy tells what happens: the terminal, a syslog receiver, a capture server. A service
/// that takes changed settings up when it is restarted, while calls go on.
public final class ProxyTelling implements Lifecycle {
  /// What has stopped just before is told still.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final EventLog events;
  private final Severity least;
  private Optional<Told> told = Optional.empty();
  private Optional<ProxyServer> proxy = Optional.empty();

  private record Told(
      List<EventLog.Listening> listening, Optional<Syslog> syslog, Optional<HepTap> hep) {}

  /// A capture server and what shows it every message.
  private record HepTap(HepSender sender, WireTap tap) {}

  /// Tells what is at least so severe, once it is started.
  ProxyTelling(EventLog events, Severity least) {
    this.events = events;
    this.least = least;
  }

  @Override
  public void start(Settings inForce) {
    stop(); // what a start that failed may have left
    List<EventLog.Listening> listening = new ArrayList<>();
    listening.add(
        switch (inForce.get(LogSettings.LOG_FORMAT)) {
          case TEXT -> events.listen(new ConsoleLog(System.err, least, ZoneId.systemDefault()));
          case JSON -> events.listen(new JsonLines(System.err, least));
        });
    told = Optional.of(new Told(listening, Optional.empty(), Optional.empty()));
    Optional<Syslog> syslog = syslog(inForce, events);
    syslog.ifPresent(it -> listening.add(events.listen(it)));
    Optional<HepTap> hep = hep(inForce);
    told = Optional.of(new Told(listening, syslog, hep));
    proxy.ifPresent(this::show);
  }

  /// Shows what passes through `started` from now on, in the place of the proxy before it.
  void show(ProxyServer started) {
    proxy = Optional.of(started);
    told.flatMap(Told::hep).ifPresent(hep -> started.tap(hep.tap()));
  }

  @Override
  public void stop() {
    if (told.isPresent()) events.settle(LAST_WORDS);
    told.ifPresent(this::end);
    told = Optional.empty();
  }

  private void end(Told before) {
    before.listening().forEach(EventLog.Listening::close);
    before.syslog().ifPresent(Syslog::close);
    before.hep().ifPresent(this::end);
  }

  private void end(HepTap hep) {
    proxy.ifPresent(it -> it.untap(hep.tap()));
    hep.sender().close();
  }

  private static Optional<Syslog> syslog(Settings settings, EventLog events) {
    String address = settings.get(LogSettings.SYSLOG);
    if (address.isEmpty()) return Optional.empty();
    var receiver = SyslogReceiver.of(address, new SyslogReceiver.Transport.Udp());
    if (receiver.isEmpty()) {
      throw new IllegalArgumentException("syslog = " + address + ": not HOST:PORT");
    }
    return Optional.of(
        new Syslog(receiver.get(), SyslogForm.structured(hostName()), events::report));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "-"; // RFC 5424 6.2.4: "the NILVALUE"
    }
  }

  private static Optional<HepTap> hep(Settings settings) {
    String address = settings.get(LogSettings.HEP_ADDRESS);
    if (address.isEmpty()) return Optional.empty();
    var transport =
        switch (settings.get(LogSettings.HEP_TRANSPORT)) {
          case UDP -> HepSender.Transport.UDP;
          case TCP -> HepSender.Transport.TCP;
        };
    var sender =
        new HepSender(
            new HepSender.Plan(
                socket(address),
                transport,
                settings.get(LogSettings.HEP_ID),
                settings.get(LogSettings.HEP_PASSWORD),
                settings.get(LogSettings.HEP_SECRETS)));
    return Optional.of(new HepTap(sender, seen -> sender.send(Capture.observed(seen))));
  }

  private static InetSocketAddress socket(String address) {
    try {
      return Options.socket(address, 9060);
    } catch (Unusable e) {
      throw new IllegalArgumentException("hep_address = " + address + ": " + e.getMessage(), e);
    }
  }
}
