package ringfence.proxy.tls;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.manage.event.Report;
import ringfence.manage.setting.Settings;
import ringfence.transport.Listen;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Stapling;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// The listeners that the settings name and the TLS of the proxy that is in force, towards devices
/// and towards other servers. Owned by the proxy's loop.
public final class ProxyTls {
  /// What the listener for other nodes goes by.
  public static final String NODE = "node_listen";

  private final List<String> faults = new ArrayList<>();
  private final Staples staples;
  private TlsFiles files;
  private long reloads;
  private long refusals;

  private ProxyTls(TlsFiles files, List<String> faults, Staples staples) {
    this.files = files;
    this.faults.addAll(faults);
    this.staples = staples;
  }

  /// Who the proxy is.
  ///
  /// @param names that clients know it by, which its certificate must not lose
  /// @param node of one that is one of several
  public record Known(List<String> names, Optional<NodeFiles> node) {}

  /// Reads the settings and every file that they name.
  ///
  /// @param folder what the names of files are relative to
  public static ProxyTls read(Settings settings, Path folder, Known as, Instant now) {
    ListenerPlans.Read read = ListenerPlans.of(settings, folder);
    List<String> known = new ArrayList<>(as.names());
    read.plans().stream()
        .map(plan -> plan.address().host())
        .filter(host -> !known.contains(host))
        .forEach(known::add);
    known.addAll(settings.rows(ListenerTable.SERVER_NAME));
    as.node().ifPresent(node -> known.add(node.name()));
    var source = new TlsFiles.Source(settings, folder, read.plans(), List.copyOf(known), as.node());
    return new ProxyTls(TlsFiles.of(source).reread(now), read.faults(), new Staples(settings));
  }

  /// A listener to open, by its name in the settings.
  public record Opening(String name, Listen listen) {}

  /// The listeners that can be opened. Those that cannot are among the faults from then on, and
  /// harm no other.
  public List<Opening> openings() {
    List<Opening> openings = new ArrayList<>();
    for (ListenerPlan plan : files.source().plans()) {
      try {
        listen(plan).ifPresent(listen -> openings.add(new Opening(plan.name(), listen)));
      } catch (UnknownHostException _) {
        faults.add("listen = " + plan.address() + ": there is no such address");
      }
    }
    return openings;
  }

  /// Why listeners cannot be, a sentence each.
  public List<String> faults() {
    return List.copyOf(faults);
  }

  private Optional<Listen> listen(ListenerPlan plan) throws UnknownHostException {
    InetSocketAddress address = plan.address().resolve();
    if (plan.tls().isPresent()) {
      Optional<TlsServer> server = server(plan.tls().get());
      if (server.isEmpty()) faults.add(plan.name() + ": " + why(plan.tls().get()));
      return server.map(tls -> new Listen.Tls(address, tls, plan.admits()));
    }
    return Optional.of(
        plan.address().isDatagrams()
            ? new Listen.Udp(address, plan.admits())
            : new Listen.Tcp(address, plan.admits()));
  }

  private String why(ServerPlan plan) {
    return Stream.of(
            files.pair(plan.own()).problem().map(it -> "certificate and private_key: " + it),
            plan.authorities().flatMap(file -> files.authorities(file).problem()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(problem -> "it cannot be used: " + problem)
        .orElse("it has no certificate");
  }

  /// The server side of a listener as it is in force; empty without a certificate, or without the
  /// authorities that it needs.
  private Optional<TlsServer> server(ServerPlan plan) {
    Optional<TlsIdentity> own = files.pair(plan.own()).inForce();
    Optional<TrustAnchors> trust =
        plan.authorities().isEmpty()
            ? Optional.of(TrustAnchors.none())
            : files.authorities(plan.authorities().get()).inForce();
    if (own.isEmpty() || trust.isEmpty()) return Optional.empty();
    var verifier =
        new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, trust.get()).with(plan.policy());
    var server =
        new TlsServer(own.get(), plan.policy(), plan.wanted(), verifier)
            .naming(named(plan))
            .with(staples.isOn() ? staples : Stapling.none())
            .resuming(plan.resumption());
    return Optional.of(
        plan.crl().flatMap(file -> files.list(file).inForce()).map(server::with).orElse(server));
  }

  private Map<String, TlsIdentity> named(ServerPlan plan) {
    Map<String, TlsIdentity> named = new LinkedHashMap<>();
    plan.names()
        .forEach((name, pair) -> files.pair(pair).inForce().ifPresent(own -> named.put(name, own)));
    return named;
  }

  /// How the TLS listeners serve now, by their names.
  Map<String, TlsServer> servers() {
    Map<String, TlsServer> servers = new LinkedHashMap<>();
    for (ListenerPlan plan : files.source().plans()) {
      plan.tls().flatMap(this::server).ifPresent(server -> servers.put(plan.name(), server));
    }
    node().ifPresent(node -> servers.put(NODE, node.server()));
    return servers;
  }

  /// Between nodes; empty for a proxy that stands alone, and where its files never could be used.
  public Optional<NodeTls> node() {
    Optional<NodeFiles> node = files.source().node();
    return node.map(NodeFiles::plan)
        .flatMap(this::server)
        .map(server -> new NodeTls(server, links(node.get(), server.identity())));
  }

  private OutgoingTls links(NodeFiles node, TlsIdentity own) {
    return new OutgoingTls(own, files.authorities(node.authorities()).inForce().orElseThrow());
  }

  /// Why [#node] is empty.
  public Optional<String> nodeProblem() {
    return files.source().node().map(NodeFiles::plan).map(this::why);
  }

  /// Towards other servers; empty where the settings of it never could be used.
  public Optional<OutgoingTls> outgoing() {
    return files.outgoing().inForce();
  }

  /// Why [#outgoing] is not as the settings and files say.
  public Optional<String> outgoingProblem() {
    return files.outgoing().problem();
  }

  /// What will not be as the settings have it.
  public List<Report> shortcomings(TlsEngine engine) {
    return staples.withheld(presented().toList(), engine);
  }

  TlsFiles files() {
    return files;
  }

  Staples staples() {
    return staples;
  }

  /// Takes what came of reading the files again.
  void take(TlsFiles other, boolean changed) {
    if (changed) reloads++;
    refusals += other.problems().stream().filter(it -> !files.problems().contains(it)).count();
    files = other;
  }

  /// Every certificate that is presented, once.
  Stream<TlsIdentity> presented() {
    return Stream.concat(
            files.pairs().values().stream().flatMap(pair -> pair.inForce().stream()),
            outgoing().flatMap(OutgoingTls::identity).stream())
        .distinct();
  }

  public TlsStatus status() {
    List<TlsStatus.Certificate> certificates = new ArrayList<>();
    for (KeptPair pair : files.pairs().values()) {
      pair.inForce()
          .map(TlsIdentity::certificate)
          .map(it -> TlsStatus.Certificate.of(TlsStatus.Role.SERVER, pair.files().toString(), it))
          .map(it -> it.but(pair.onDisk(), pair.problem()))
          .ifPresent(certificates::add);
    }
    client().ifPresent(certificates::add);
    List<TlsStatus.RevocationFile> lists = new ArrayList<>();
    files
        .lists()
        .forEach(
            (file, kept) ->
                kept.inForce()
                    .map(
                        list ->
                            new TlsStatus.RevocationFile(
                                file.toString(), list.size(), list.nextUpdate(), kept.problem()))
                    .ifPresent(lists::add));
    return new TlsStatus(certificates, lists, reloads, refusals);
  }

  private Optional<TlsStatus.Certificate> client() {
    return outgoing()
        .flatMap(OutgoingTls::identity)
        .map(TlsIdentity::certificate)
        .map(
            served -> {
              String file = files.source().settings().get(OutgoingSettings.CLIENT_CERTIFICATE);
              Optional<X509Certificate> same = Optional.of(served);
              return TlsStatus.Certificate.of(TlsStatus.Role.CLIENT, file, served)
                  .but(same.filter(_ -> outgoingProblem().isEmpty()), outgoingProblem());
            });
  }
}
