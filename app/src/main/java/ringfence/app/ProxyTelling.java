package ringfence.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.util.Optional;
import ringfence.manage.event.ConsoleLog;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.event.Syslog;
import ringfence.manage.event.SyslogForm;
import ringfence.manage.event.SyslogReceiver;
import ringfence.manage.setting.Settings;
import ringfence.proxy.log.JsonLines;
import ringfence.proxy.log.LogSettings;
import ringfence.trace.hep.HepSender;
import ringfence.transport.WireTap;

/// To whom a proxy tells what happens: the terminal, a syslog receiver, a capture server. As the
/// settings are when the program starts.
final class ProxyTelling implements AutoCloseable {
  private final Optional<Syslog> syslog;
  private final Optional<HepSender> hep;

  private ProxyTelling(Optional<Syslog> syslog, Optional<HepSender> hep) {
    this.syslog = syslog;
    this.hep = hep;
  }

  /// Begins telling what is at least so severe.
  static ProxyTelling of(Settings settings, EventLog events, Severity least) throws Main.Unusable {
    var _ =
        switch (settings.get(LogSettings.LOG_FORMAT)) {
          case TEXT -> events.listen(new ConsoleLog(System.err, least, ZoneId.systemDefault()));
          case JSON -> events.listen(new JsonLines(System.err, least));
        };
    Optional<Syslog> syslog = syslog(settings, events);
    syslog.ifPresent(events::listen);
    return new ProxyTelling(syslog, hep(settings));
  }

  private static Optional<Syslog> syslog(Settings settings, EventLog events) throws Main.Unusable {
    String address = settings.get(LogSettings.SYSLOG);
    if (address.isEmpty()) return Optional.empty();
    var receiver = SyslogReceiver.of(address, new SyslogReceiver.Transport.Udp());
    if (receiver.isEmpty()) throw new Main.Unusable("syslog = " + address + ": not HOST:PORT");
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

  private static Optional<HepSender> hep(Settings settings) throws Main.Unusable {
    String address = settings.get(LogSettings.HEP_ADDRESS);
    if (address.isEmpty()) return Optional.empty();
    var transport =
        switch (settings.get(LogSettings.HEP_TRANSPORT)) {
          case UDP -> HepSender.Transport.UDP;
          case TCP -> HepSender.Transport.TCP;
        };
    return Optional.of(
        new HepSender(
            new HepSender.Plan(
                Options.socket(address, 9060),
                transport,
                settings.get(LogSettings.HEP_ID),
                settings.get(LogSettings.HEP_PASSWORD),
                settings.get(LogSettings.HEP_SECRETS))));
  }

  /// What a capture server wants to see, where there is one.
  Optional<WireTap> tap() {
    return hep.map(sender -> seen -> sender.send(Capture.observed(seen)));
  }

  @Override
  public void close() {
    syslog.ifPresent(Syslog::close);
    hep.ifPresent(HepSender::close);
  }
}
