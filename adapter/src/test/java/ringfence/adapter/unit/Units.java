package ringfence.adapter.unit;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipEp;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.testkit.NameServer;
import ringfence.transport.Lookout;
import ringfence.transport.resolve.DnsClient;
import ringfence.transport.resolve.DnsPlan;
import ringfence.transport.resolve.Locator;

/// Makes units for tests and waits for what they do.
final class Units {
  private Units() {}

  static UnitOptions options(Settings settings, HostNetwork network, EventLog events) {
    return new UnitOptions(
        UnitIdentity.TA7102I,
        network,
        settings,
        TestServer.TRUST,
        Optional.empty(),
        events,
        new Lookout(),
        new SecureRandom());
  }

  static Unit start(Settings settings, EventLog events) {
    return start(settings, Loopback.address(), events);
  }

  static Unit start(Settings settings, InetAddress address, EventLog events) {
    return Unit.start(options(settings, HostNetwork.at(address), events));
  }

  /// One gateway OpenSIPS to this server, and the line FXS1 that registers as 100.
  static Settings settings(HostPort server, Transport transport) {
    Settings named = UnitSettings.gateway(UnitSettings.defaults(), "OpenSIPS");
    Settings settings = UnitSettings.server(named, server, transport);
    return UnitSettings.line(settings, "100", Secret.of("secret"), true)
        .with(SipEp.PORT, "OpenSIPS", 0);
  }

  static UnitStatus await(Unit unit, Predicate<UnitStatus> wanted) throws Exception {
    return unit.when(wanted).get(10, TimeUnit.SECONDS);
  }

  static UnitStatus.Line line(UnitStatus status) {
    return status.lines().getFirst();
  }

  /// The sentences that were told of a gateway, in their order.
  static List<String> told(EventLog events, String gateway) {
    return events.recent().stream()
        .filter(event -> event.about().equals(gateway))
        .map(Event::sentence)
        .toList();
  }

  static HostNetwork network(InetAddress address, boolean clockReady) {
    return network(address, clockReady, Locator.ofSystem());
  }

  /// With a clock that is right, and names by this DNS server alone.
  static HostNetwork network(InetAddress address, NameServer names) {
    var plan = DnsPlan.of(names.address());
    var dns = new DnsClient(() -> plan, InstantSource.system());
    return network(address, true, Locator.steady(dns, InstantSource.system()));
  }

  private static HostNetwork network(InetAddress address, boolean clockReady, Locator locator) {
    return new HostNetwork() {
      @Override
      public Optional<InetAddress> address(String networkInterface) {
        return networkInterface.equals(UPLINK) ? Optional.of(address) : Optional.empty();
      }

      @Override
      public boolean isClockReady() {
        return clockReady;
      }

      @Override
      public Locator locator() {
        return locator;
      }
    };
  }
}
