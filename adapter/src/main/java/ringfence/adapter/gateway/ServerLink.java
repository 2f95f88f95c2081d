package ringfence.adapter.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.sip.message.HostPort;
import ringfence.sip.transaction.Flow;
import ringfence.transport.Connecting;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TlsSession;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.Refusal;

/// The persistent link to one server with its connection: does what [PersistentLink] orders. On the
/// SIP loop.
final class ServerLink {
  /// How long one destination may keep another from being tried.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final HostPort server;
  private final Wiring wiring;
  private final PersistentLink machine;
  private Optional<InetSocketAddress> remote = Optional.empty();
  private Optional<Flow> flow = Optional.empty();
  private Optional<TlsSession> tls = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();
  private String told = "";
  private Loop.Timer retry = () -> {};

  /// What a link needs from its gateway.
  ///
  /// @param onChange called when the link's status has changed
  record Wiring(
      Loop loop,
      SipEndpoint endpoint,
      GatewayPlan plan,
      Locator locator,
      EventLog events,
      Consumer<ServerLink> onChange) {}

  ServerLink(HostPort server, LinkHistory history, Wiring wiring) {
    this.server = server;
    this.wiring = wiring;
    this.machine = new PersistentLink(wiring.plan().retryInterval(), history);
  }

  HostPort server() {
    return server;
  }

  /// The connection for requests; only while the link is up.
  Optional<Flow> flow() {
    return machine.flow();
  }

  /// Whether it is down for good: not started, or stopped and closed.
  boolean isStopped() {
    return machine.isStopped();
  }

  void start() {
    perform(machine.start());
  }

  void stop() {
    perform(machine.stop(now()));
  }

  /// Ends it at once, since the address it is bound to is gone.
  void abandon(String why) {
    perform(machine.abandon(why, now()));
  }

  /// Closes the connection while the link is up; it is opened again after the retry interval.
  void reopen(String why) {
    machine.flow().ifPresent(open -> wiring.endpoint().close(open, why));
  }

  void closed(Flow gone, FlowEnd end) {
    perform(machine.closed(gone, end.text(), now()));
  }

  LinkStatus status() {
    return new LinkStatus(
        wiring.plan().name(),
        flow.map(open -> open.local().getPort()).orElse(0),
        server,
        remote,
        machine.status(),
        machine.cause(),
        refusal,
        machine.attempts(),
        machine.nextTry(),
        tls,
        flow.flatMap(wiring.endpoint().flows()::facts).flatMap(FlowFacts::roundTrip),
        machine.history());
  }

  private void perform(List<LinkOrder> orders) {
    for (LinkOrder order : orders) {
      switch (order) {
        case LinkOrder.Locate() -> locate();
        case LinkOrder.Connect(Destination destination, boolean last) -> connect(destination, last);
        case LinkOrder.Close(Flow open) -> close(open);
        case LinkOrder.Drain(Flow open, Duration most) -> drain(open, now().plus(most));
        case LinkOrder.Report(PersistentLink.Status status, String cause) -> report(status, cause);
      }
    }
    retry.cancel();
    retry = () -> {};
    machine.deadline().ifPresent(when -> retry = wiring.loop().at(when, this::elapse));
  }

  private void elapse() {
    perform(machine.elapse(now()));
  }

  private void locate() {
    GatewayPlan plan = wiring.plan();
    String handle = plan.numbers().nextHandle() + " with " + server;
    tell(Report.debug("SipEngine", "Establishing persistent connection " + handle + "."));
    wiring.loop().then(wiring.locator().locate(plan.target(server)), this::located);
  }

  private void located(Locator.Located located) {
    switch (located) {
      case Locator.Located.NotFound(String reason) -> perform(machine.refused(reason, now()));
      case Locator.Located.Found(List<Destination> destinations) ->
          perform(machine.located(destinations));
    }
  }

  private void connect(Destination destination, boolean last) {
    var connect = wiring.plan().connect(server, destination);
    boolean patient = last || connect.timeout().compareTo(PATIENCE) < 0;
    var connecting = wiring.endpoint().connect(patient ? connect : connect.within(PATIENCE));
    wiring.loop().then(connecting, result -> connected(destination, result));
  }

  private void connected(Destination destination, Connecting result) {
    switch (result) {
      case Connecting.Refused(Refusal why) -> {
        boolean again = told.equals(why.cause().word());
        refusal = Optional.of(why);
        UnitEvents.of(why.cause())
            .filter(_ -> !again)
            .ifPresent(kind -> tell(kind.report(server, why.text())));
        if (machine.flow().isEmpty()) remote = Optional.of(destination.address());
        perform(machine.refused(why.text(), now()));
      }
      case Connecting.Connected(Flow open, Optional<TlsSession> session) -> {
        refusal = Optional.empty();
        remote = Optional.of(destination.address());
        flow = Optional.of(open);
        tls = session;
        perform(machine.connected(open, now()));
        perform(machine.usable(now()));
      }
    }
  }

  /// Lets the transactions on a connection finish.
  private void drain(Flow open, Instant until) {
    if (wiring.endpoint().isUsed(open) && now().isBefore(until)) {
      wiring.loop().after(BETWEEN_LOOKS, () -> drain(open, until));
    } else {
      close(open);
    }
  }

  private void close(Flow open) {
    wiring.endpoint().close(open, "The link was closed by us.");
  }

  private void report(PersistentLink.Status status, String cause) {
    tell(told(status, cause));
    wiring.onChange().accept(this);
  }

  private Report told(PersistentLink.Status status, String cause) {
    boolean down = status == PersistentLink.Status.DOWN && !machine.isStopped();
    String what = down ? word(cause) : status.toString();
    boolean again = what.equals(told);
    told = what;
    if (status == PersistentLink.Status.UP) return UnitEvents.LINK_UP.report(server);
    if (!down || again) {
      String sentence = "The link to " + server + " is " + status + ": " + cause;
      return again ? Report.debug("SipEngine", sentence) : Report.info("SipEngine", sentence);
    }
    return SipServers.isFactory(server)
        ? UnitEvents.NO_SERVER_SET.report(server, cause)
        : UnitEvents.LINK_DOWN.report(server, cause);
  }

  /// The same for every failure of a kind, whose sentence may name the time.
  private String word(String cause) {
    return refusal.filter(it -> it.text().equals(cause)).map(it -> it.cause().word()).orElse(cause);
  }

  private Instant now() {
    return wiring.loop().now();
  }

  private void tell(Report report) {
    wiring.events().report(report.about(wiring.plan().name()));
  }
}
