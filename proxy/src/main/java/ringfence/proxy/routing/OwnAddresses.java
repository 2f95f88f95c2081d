package ringfence.proxy.routing;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;
import ringfence.transport.Listening;

/// The names and addresses this proxy answers to.
public final class OwnAddresses {
  private final Set<String> domains;
  private final List<Listening.Open> listeners;
  private final Set<Integer> ports;
  private final Optional<String> advertised;

  /// @param domains served beside the addresses of the listeners
  /// @param listeners the addresses as bound, with their real ports
  /// @param advertised the host to put into Via and Record-Route in place of the local address
  public OwnAddresses(
      List<String> domains, List<Listening.Open> listeners, Optional<String> advertised) {
    var all = new HashSet<String>();
    domains.forEach(domain -> all.add(canonical(domain)));
    listeners.stream()
        .map(Listening.Open::local)
        .filter(local -> !local.getAddress().isAnyLocalAddress())
        .forEach(local -> all.add(canonical(literal(local))));
    advertised.ifPresent(host -> all.add(canonical(host)));
    this.domains = Set.copyOf(all);
    this.listeners = List.copyOf(listeners);
    this.ports =
        listeners.stream()
            .map(listener -> listener.local().getPort())
            .collect(Collectors.toUnmodifiableSet());
    this.advertised = advertised;
  }

  /// Whether users of this host are ours.
  public boolean isDomain(String host) {
    return domains.contains(host) || domains.contains(canonical(host));
  }

  /// Whether a Request-URI or Route of this URI comes to us: our host, and no port but ours.
  public boolean isUs(Uri uri) {
    return uri instanceof SipUri sip
        && isDomain(sip.host().host())
        && (sip.host().port().isEmpty() || ports.contains(sip.host().port().getAsInt()));
  }

  /// Whether a Via with this sent-by may be one of ours.
  boolean isOwnSentBy(HostPort sentBy) {
    return sentBy.port().isPresent()
        && ports.contains(sentBy.port().getAsInt())
        && isDomain(sentBy.host());
  }

  /// What we call ourselves on this flow, in Via and Record-Route.
  public HostPort on(Flow flow) {
    InetSocketAddress local = listening(flow);
    return HostPort.of(advertised.orElseGet(() -> literal(local)), local.getPort());
  }

  /// The local end of a flow; of a connection that we opened, whose own port nobody listens on, the
  /// listener of its transport.
  private InetSocketAddress listening(Flow flow) {
    InetSocketAddress local = flow.local();
    if (ports.contains(local.getPort())) return local;
    List<InetSocketAddress> same =
        listeners.stream()
            .filter(listener -> listener.transport().equals(flow.transport()))
            .map(Listening.Open::local)
            .toList();
    return same.stream()
        .filter(listener -> listener.getAddress().equals(local.getAddress()))
        .findFirst()
        .or(() -> same.stream().findFirst().map(any -> here(any, local)))
        .orElse(local);
  }

  private static InetSocketAddress here(InetSocketAddress listener, InetSocketAddress local) {
    boolean everywhere = listener.getAddress().isAnyLocalAddress();
    return everywhere ? new InetSocketAddress(local.getAddress(), listener.getPort()) : listener;
  }

  /// The names served, for the status page.
  public Set<String> domains() {
    return domains;
  }

  private static String literal(InetSocketAddress address) {
    return HostPort.of(address.getAddress().getHostAddress()).host();
  }

  private static String canonical(String host) {
    return HostPort.of(host).host().toLowerCase(Locale.ROOT);
  }
}
