package ringfence.proxy.cluster;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.proxy.routing.RoutingSettings;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.NodeTls;
import ringfence.proxy.tls.OutgoingTls;
import ringfence.proxy.tls.ProxyTls;
import ringfence.proxy.users.UserSettings;
import ringfence.sip.message.Transport;
import ringfence.transport.Listen;
import ringfence.transport.tls.PeerVerifier.Role;

/// What the settings say about this node among others.
///
/// @param name of this node
/// @param listen where links of other nodes end: nobody comes in without a certificate of the
///   nodes' authority
/// @param links this node's own links to others, as they are made at that moment: the same
///   certificate, the others by their names
/// @param advertised the host by which this node names itself in Via and Record-Route, where it is
///   not the local address
/// @param redis where what they share is kept
public record ClusterSetup(
    String name,
    Listen.Tls listen,
    Supplier<OutgoingTls> links,
    Optional<String> advertised,
    RedisPlace redis) {

  /// Where Redis is and how it is entered.
  ///
  /// @param uri without user and password
  /// @param authorities what its certificate must lead to, the system's when empty
  public record RedisPlace(String uri, String user, Secret password, Optional<Path> authorities) {}

  /// What reading the settings came to.
  public sealed interface Reading {
    record Ready(ClusterSetup setup) implements Reading {}

    /// One node.
    record Alone() implements Reading {}

    /// The proxy cannot start so.
    ///
    /// @param reasons a sentence each
    record Unusable(List<String> reasons) implements Reading {}
  }

  /// Reads the settings.
  ///
  /// @param tls which has read the files that they name
  public static Reading read(Settings settings, Path folder, ProxyTls tls) {
    if (settings.get(ClusterSettings.REDIS).isEmpty()) return new Reading.Alone();
    return new Draft(settings, folder, tls).read();
  }

  /// A reading under way.
  private static final class Draft {
    private final Settings settings;
    private final Path folder;
    private final ProxyTls tls;
    private final List<String> reasons = new ArrayList<>();

    Draft(Settings settings, Path folder, ProxyTls tls) {
      this.settings = settings;
      this.folder = folder;
      this.tls = tls;
    }

    Reading read() {
      List.of(
              ClusterSettings.NODE,
              ClusterSettings.NODE_LISTEN,
              ClusterSettings.NODE_CERTIFICATE,
              ClusterSettings.NODE_CA_LIST)
          .forEach(this::require);
      if (settings.get(UserSettings.CLUSTER_SECRET).isEmpty()) {
        reasons.add("redis is set: cluster_secret has to be, the same on every node");
      }
      if (!reasons.isEmpty()) return new Reading.Unusable(reasons);
      Optional<InetSocketAddress> place = place();
      Optional<NodeTls> links = links();
      if (!reasons.isEmpty()) return new Reading.Unusable(reasons);
      return new Reading.Ready(setup(place.get(), links.get()));
    }

    private void require(Variable<String> needed) {
      if (settings.get(needed).isEmpty()) reasons.add("redis is set: " + needed.name() + " too");
    }

    private Optional<InetSocketAddress> place() {
      String text = settings.get(ClusterSettings.NODE_LISTEN);
      Optional<ListenAddress> place =
          ListenAddress.read(text).filter(it -> it.transport().equals(Transport.TLS));
      if (place.isEmpty()) return wrong("node_listen = " + text + " is not tls:host:port");
      try {
        InetSocketAddress address = place.get().resolve();
        if (!address.getAddress().isAnyLocalAddress()) return Optional.of(address);
        return wrong("node_listen = " + text + ": name the address at which other nodes reach it");
      } catch (UnknownHostException _) {
        return wrong("node_listen = " + text + ": there is no such address");
      }
    }

    private Optional<NodeTls> links() {
      Optional<NodeTls> links = tls.node();
      if (links.isEmpty())
        return wrong("node_certificate, node_ca_list: " + tls.nodeProblem().orElseThrow());
      var own = links.get().server().identity().certificate();
      return Role.CLIENT.allows(own) && Role.SERVER.allows(own)
          ? links
          : wrong("node_certificate cannot be used: it has to do for server and client");
    }

    private <T> Optional<T> wrong(String reason) {
      reasons.add(reason);
      return Optional.empty();
    }

    private ClusterSetup setup(InetSocketAddress place, NodeTls links) {
      return new ClusterSetup(
          settings.get(ClusterSettings.NODE),
          new Listen.Tls(place, links.server()),
          () -> tls.node().orElseThrow().links(),
          given(RoutingSettings.ADVERTISED_ADDRESS),
          new RedisPlace(
              settings.get(ClusterSettings.REDIS),
              settings.get(ClusterSettings.REDIS_USER),
              settings.get(ClusterSettings.REDIS_PASSWORD),
              given(ClusterSettings.REDIS_CA_LIST).map(folder::resolve)));
    }

    private Optional<String> given(Variable<String> setting) {
      return Optional.of(settings.get(setting)).filter(text -> !text.isEmpty());
    }
  }
}
