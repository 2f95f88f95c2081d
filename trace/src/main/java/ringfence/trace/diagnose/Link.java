package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.HandshakeMessage;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.TlsEvent;

/// One connection: how TCP opened it, and what TLS said on it.
final class Link {
  /// Beyond a handshake nothing is kept but failures.
  private static final int MOST = 200;

  private static final int MOST_WITH_ALERTS = 300;

  private static final int SEEN = 64;

  private record Seen(long frame, Instant time, InetSocketAddress from, TlsEvent event) {}

  private record Segment(long frame, Instant time, InetSocketAddress from, String flags) {}

  private final InetSocketAddress opener;
  private final InetSocketAddress other;
  private final List<Seen> events = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private Optional<InetSocketAddress> helloFrom = Optional.empty();
  private Optional<Instant> lastTraffic = Optional.empty();
  private Optional<Found<String>> end = Optional.empty();
  private Duration idle = Duration.ZERO;

  /// @param opener who sent the first octets, or the first segment
  Link(InetSocketAddress opener, InetSocketAddress other) {
    this.opener = opener;
    this.other = other;
  }

  /// Tells about how many octets of memory it takes more.
  int add(Row row, Content.Tls tls) {
    int held = 0;
    for (TlsEvent event : tls.events()) {
      if (event instanceof TlsEvent.Handshake(_, ClientHello _, _, _)) {
        helloFrom = Optional.of(row.source());
      }
      int most = event instanceof TlsEvent.AlertSent ? MOST_WITH_ALERTS : MOST;
      if (events.size() >= most) continue;
      events.add(new Seen(row.number(), row.time(), row.source(), event));
      held += SEEN + event.held();
    }
    return held;
  }

  /// SIP went over it, or a keep-alive.
  void carried(Instant time) {
    lastTraffic = Optional.of(time);
  }

  /// Tells about how many octets of memory it takes more.
  int add(Row row, Content.Tcp tcp) {
    boolean ends = tcp.flags().contains("FIN") || tcp.flags().contains("RST");
    if (ends && end.isEmpty()) {
      end = Optional.of(new Found<>(row.number(), row.time(), tcp.flags()));
      idle = lastTraffic.map(each -> Duration.between(each, row.time())).orElse(Duration.ZERO);
    }
    if (segments.size() >= MOST) return 0;
    segments.add(new Segment(row.number(), row.time(), row.source(), tcp.flags()));
    return SEEN;
  }

  /// Whether nothing but its first segment, again and again, was seen.
  boolean isOpening() {
    return events.isEmpty() && segments.stream().allMatch(each -> each.flags().equals("SYN"));
  }

  /// The first segment that ends it, from whomever.
  Optional<Found<String>> end() {
    return end;
  }

  /// How long it had carried nothing when it ended.
  Duration idle() {
    return idle;
  }

  /// The two that it is between.
  Set<InetSocketAddress> ends() {
    return ends(opener, other);
  }

  /// The same whoever is named first; a host may talk to itself.
  static Set<InetSocketAddress> ends(InetSocketAddress one, InetSocketAddress other) {
    return Set.copyOf(List.of(one, other));
  }

  InetSocketAddress address(Party party) {
    InetSocketAddress client = helloFrom.orElse(opener);
    if (party == Party.CLIENT) return client;
    return client.equals(opener) ? other : opener;
  }

  /// The first message of a kind that a party sent.
  <T extends HandshakeMessage> Optional<Found<T>> first(Party party, Class<T> kind) {
    return of(party)
        .filter(seen -> seen.event() instanceof TlsEvent.Handshake)
        .map(seen -> found(seen, ((TlsEvent.Handshake) seen.event()).message()))
        .filter(each -> kind.isInstance(each.what()))
        .map(each -> new Found<>(each.frame(), each.time(), kind.cast(each.what())))
        .findFirst();
  }

  private Stream<Seen> of(Party party) {
    InetSocketAddress address = address(party);
    return events.stream().filter(seen -> seen.from().equals(address));
  }

  private static <T> Found<T> found(Seen seen, T what) {
    return new Found<>(seen.frame(), seen.time(), what);
  }

  Optional<Found<ClientHello>> clientHello() {
    return first(Party.CLIENT, ClientHello.class);
  }

  Optional<Found<ServerHello>> serverHello() {
    return first(Party.SERVER, ServerHello.class);
  }

  /// The first alert of a party that says a failure.
  Optional<Found<Alert>> failure(Party party) {
    return of(party)
        .filter(seen -> seen.event() instanceof TlsEvent.AlertSent)
        .map(seen -> found(seen, ((TlsEvent.AlertSent) seen.event()).alert()))
        .filter(each -> each.what().isFailure())
        .findFirst();
  }

  /// A failure of a party by one of these alerts.
  Optional<Found<Alert>> failure(Party party, List<Integer> descriptions) {
    return failure(party).filter(alert -> descriptions.contains(alert.what().description()));
  }

  /// The certificates that both parties showed, with what the other said to them.
  List<Presented> presented(Known known) {
    List<Presented> all = new ArrayList<>();
    for (Party owner : Party.values()) {
      first(owner, CertificateMessage.class)
          .filter(each -> !each.what().chain().isEmpty())
          .ifPresent(each -> all.add(new Presented(this, owner, each, known)));
    }
    return all;
  }

  /// The first event of a kind from a party.
  <T extends TlsEvent> Optional<Found<T>> firstEvent(Party party, Class<T> kind) {
    return of(party)
        .filter(seen -> kind.isInstance(seen.event()))
        .map(seen -> found(seen, kind.cast(seen.event())))
        .findFirst();
  }

  /// Whether a party said anything at all.
  boolean said(Party party) {
    return of(party).findAny().isPresent();
  }

  /// Whether TLS said anything from a party.
  boolean spokeTls(Party party) {
    return of(party).anyMatch(seen -> !(seen.event() instanceof TlsEvent.NotTls));
  }

  /// Segments of a party whose flags are these, as in `SYN, ACK`.
  List<Found<String>> segments(Party party, String flag) {
    InetSocketAddress address = address(party);
    return segments.stream()
        .filter(each -> each.from().equals(address) && each.flags().contains(flag))
        .map(each -> new Found<>(each.frame(), each.time(), each.flags()))
        .toList();
  }

  @Override
  public String toString() {
    return text(address(Party.CLIENT)) + " to " + text(address(Party.SERVER));
  }

  static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
