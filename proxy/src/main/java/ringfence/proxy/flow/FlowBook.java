package ringfence.proxy.flow;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ringfence.proxy.location.LocationService;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FailedLink;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.FlowTable;
import ringfence.transport.FlowWatcher;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.TlsVersion;

/// The book of links: each one while it is open and for a while after, and the last that happened
/// to every address, so that an operator sees why a device is not there. It forgets the oldest, and
/// so never grows past its bounds. Owned by the proxy's loop.
public final class FlowBook implements FlowWatcher {
  static final int MOST_GONE = 1000;
  static final int MOST_TRANSITIONS = 50;
  static final int MOST_ADDRESSES = 2000;

  private final InstantSource clock;
  private final Function<Flow, List<String>> users;
  private final Deque<FlowRecord> gone = new ArrayDeque<>();
  private final Map<InetAddress, Deque<Transition>> transitions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Deque<Transition>> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };
  private final LegacyUses legacy = new LegacyUses();
  private final Map<FlowCounts.Handshake, Long> handshakes = new HashMap<>();
  private final Map<FlowCounts.Failure, Long> failures = new HashMap<>();
  private final Map<FlowEnd.Cause, Long> ends = new EnumMap<>(FlowEnd.Cause.class);
  private Duration handshakeTime = Duration.ZERO;

  /// @param users who is registered over a link
  public FlowBook(InstantSource clock, Function<Flow, List<String>> users) {
    this.clock = clock;
    this.users = users;
  }

  /// Of an endpoint, from now on.
  public static FlowBook watching(SipEndpoint endpoint, Loop loop, LocationService location) {
    var book =
        new FlowBook(
            loop::now,
            flow ->
                location.over(flow, loop.now()).stream()
                    .map(binding -> binding.aor().toString())
                    .toList());
    endpoint.watch(book);
    return book;
  }

  @Override
  public void opened(FlowFacts facts) {
    Instant now = clock.instant();
    note(facts.flow().remote().getAddress(), Transition.opened(facts, now));
    facts.tls().ifPresent(tls -> count(facts.outgoing(), tls));
    legacy.seen(facts, List.of(), 1, now);
  }

  private void count(boolean outgoing, TlsSession tls) {
    var kind = new FlowCounts.Handshake(outgoing, tls.version(), tls.resumed());
    handshakes.merge(kind, 1L, Long::sum);
    handshakeTime = handshakeTime.plus(tls.handshake());
  }

  @Override
  public void closed(FlowFacts facts, FlowEnd end) {
    Instant now = clock.instant();
    List<String> registered = users.apply(facts.flow());
    note(facts.flow().remote().getAddress(), Transition.closed(facts, end, now));
    ends.merge(end.cause(), 1L, Long::sum);
    legacy.seen(facts, registered, 0, now);
    gone.addLast(FlowRecord.closed(facts, registered, end, now));
    if (gone.size() > MOST_GONE) gone.removeFirst();
  }

  @Override
  public void failed(FailedLink link) {
    note(link.remote().getAddress(), Transition.failed(link, clock.instant()));
    failures.merge(new FlowCounts.Failure(link.outgoing(), link.why().cause()), 1L, Long::sum);
  }

  private void note(InetAddress address, Transition transition) {
    Deque<Transition> of = transitions.computeIfAbsent(address, _ -> new ArrayDeque<>());
    of.addLast(transition);
    if (of.size() > MOST_TRANSITIONS) of.removeFirst();
  }

  /// The last that happened to the links of an address, the latest first.
  public List<Transition> history(InetAddress address) {
    Deque<Transition> known = transitions.getOrDefault(address, new ArrayDeque<>());
    return new ArrayList<>(known).reversed();
  }

  /// A link that is open, or has closed and is not forgotten.
  public Optional<FlowDetails> details(long id, FlowTable flows) {
    Optional<FlowRecord> open =
        flows
            .byId(id)
            .flatMap(flows::facts)
            .map(facts -> FlowRecord.open(facts, users.apply(facts.flow())));
    return open.or(() -> gone(id))
        .map(flow -> new FlowDetails(flow, history(flow.remote().getAddress())));
  }

  private Optional<FlowRecord> gone(long id) {
    return gone.stream().filter(flow -> flow.id() == id).findFirst();
  }

  /// What is remembered of links, and of those that are open how many are behind the fence.
  public FlowStatus.Past past(List<FlowFacts> open) {
    Instant now = clock.instant();
    Map<FlowCounts.Legacy, Long> old = new HashMap<>();
    for (FlowFacts facts : open) {
      if (facts.tls().filter(TlsSession::isLegacy).isEmpty()) continue;
      legacy.seen(facts, users.apply(facts.flow()), 0, now);
      old.merge(kind(facts.tls().get()), 1L, Long::sum);
    }
    var counts = new FlowCounts(handshakes, handshakeTime, failures, ends, old);
    return new FlowStatus.Past(List.copyOf(gone).reversed(), legacy.all(), counts);
  }

  private static FlowCounts.Legacy kind(TlsSession tls) {
    boolean ephemeral = tls.version() == TlsVersion.TLS_1_3 || tls.suite().contains("ECDHE");
    return new FlowCounts.Legacy(tls.version(), ephemeral ? "ECDHE" : "RSA");
  }
}
