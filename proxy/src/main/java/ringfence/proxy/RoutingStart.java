package ringfence.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import ringfence.manage.setting.Settings;
import ringfence.proxy.cluster.ClusterSettings;
import ringfence.proxy.cluster.NodeLinks;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.peer.PeerSettings;
import ringfence.proxy.peer.Trunks;
import ringfence.proxy.routing.Aliases;
import ringfence.proxy.routing.Nodes;
import ringfence.proxy.routing.OwnAddresses;
import ringfence.proxy.routing.Patience;
import ringfence.proxy.routing.Place;
import ringfence.proxy.routing.RoutingSettings;
import ringfence.proxy.tls.ProxyTls;
import ringfence.sip.message.HostPort;
import ringfence.transport.SipEndpoint;
import ringfence.transport.resolve.DnsClient;
import ringfence.transport.resolve.DnsPlan;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.SystemNames;

/// What the settings say about routing: trunks, aliases, names, patience.
final class RoutingStart {
  private final Settings settings;
  private final List<String> problems = new ArrayList<>();
  private final Trunks trunks;
  private final Aliases aliases;
  private final Locator locator;
  private final ProxyTls tls;

  /// Reads them.
  ///
  /// @param tls towards other servers, as it is in force
  RoutingStart(Settings settings, ProxyTls tls) {
    this.settings = settings;
    this.trunks = Trunks.of(settings);
    for (String row : settings.rows(PeerSettings.TRUNK)) {
      if (trunks.named(row).isEmpty()) problems.add("trunk " + row + " has no address");
    }
    // every node has the same trunks, so that it is enough to look at the name of this one
    trunks
        .named(settings.get(ClusterSettings.NODE))
        .map(peer -> "trunk " + peer.name() + " has the name of this node: links go by names")
        .ifPresent(problems::add);
    this.aliases = Aliases.of(settings, problems);
    this.locator = locator();
    this.tls = tls;
  }

  /// A sentence for each thing that is wrong.
  List<String> problems() {
    return problems;
  }

  Trunks trunks() {
    return trunks;
  }

  PeerLinks links(SipEndpoint endpoint, Optional<NodeLinks> nodes) {
    return new PeerLinks(
        endpoint,
        locator,
        trunks,
        nodes,
        new PeerLinks.Opening(
            _ -> tls.outgoing().orElseThrow(), settings.get(RoutingSettings.SERVER_SILENCE)));
  }

  Place place(
      OwnAddresses own, LocationService location, PeerLinks links, Optional<NodeLinks> nodes) {
    return new Place(
        own,
        location,
        links,
        trunks,
        nodes.<Nodes>map(it -> it).orElseGet(Nodes::none),
        new Place.Rules(
            settings.get(RoutingSettings.STRICT_TRANSPORT),
            settings.get(RoutingSettings.RELAY),
            aliases),
        new Patience(
            settings.get(RoutingSettings.TIMER_C),
            settings.get(RoutingSettings.SERIAL_RING),
            settings.get(RoutingSettings.SERVER_SILENCE)),
        settings.get(RoutingSettings.MAX_CALLS));
  }

  private Locator locator() {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String text : settings.get(RoutingSettings.DNS_SERVER)) {
      server(text).ifPresentOrElse(servers::add, () -> problems.add(noServer(text)));
    }
    Clock clock = Clock.systemUTC();
    var system = new SystemNames(clock);
    var dns =
        servers.isEmpty()
            ? new DnsClient(system::plan, clock)
            : new DnsClient(() -> new DnsPlan(servers, "", system::addresses), clock);
    // Equal servers of a domain get equal shares of the calls.
    return new Locator(dns, Random::new, clock);
  }

  private static Optional<InetSocketAddress> server(String text) {
    try {
      HostPort place = HostPort.parse(text);
      InetAddress address = InetAddress.ofLiteral(place.address());
      return Optional.of(new InetSocketAddress(address, place.portOr(DnsPlan.PORT)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String noServer(String text) {
    return "dns_server = " + text + ": give the address of a server, as 192.0.2.53";
  }
}
