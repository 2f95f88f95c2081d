package ringfence.adapter.gateway;

import java.net.InetSocketAddress;
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
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TlsSession;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.Target;
import ringfence.transport.tls.Refusal;

/// The persistent link to one server with its connection: does what [PersistentLink] orders. On the
/// SIP loop.
final class ServerLink {
  private final HostPort server;
  private final Wiring wiring;
  private final PersistentLink machine;
  private Optional<InetSocketAddress> remote = Optional.empty();
  private Optional<Flow> flow = Optional.empty();
  private Optional<TlsSession> tls = Optional.empty();
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

  ServerLink(HostPort server, Wiring wiring) {
    this.server = server;
    this.wiring = wiring;
    this.machine = new PersistentLink(wiring.plan().retryInterval());
  }

  HostPort server() {
    return server;
  }

  /// The connection for requests; only while the link is up.
  Optional<Flow> flow() {
    return machine.flow();
  }

  void start() {
    perform(machine.start());
  }

  void stop() {
    perform(machine.stop());
  }

  void closed(Flow gone, FlowEnd end) {
    perform(machine.closed(gone, end.text(), wiring.loop().now()));
  }

  LinkStatus status() {
    return new LinkStatus(
        wiring.plan().name(),
        flow.map(open -> open.local().getPort()).orElse(0),
        server,
        remote,
        machine.status(),
        machine.cause(),
        machine.deadline(),
        tls);
  }

  private void perform(List<PersistentLink.Order> orders) {
    for (PersistentLink.Order order : orders) {
      switch (order) {
        case PersistentLink.Order.Connect() -> connect();
        case PersistentLink.Order.Close(Flow open) ->
            wiring.endpoint().close(open, "the service stops");
        case PersistentLink.Order.Report(PersistentLink.Status status, String cause) ->
            report(status, cause);
      }
    }
    plan();
  }

  private void plan() {
    retry.cancel();
    retry = () -> {};
    machine.deadline().ifPresent(when -> retry = wiring.loop().at(when, this::elapse));
  }

  private void elapse() {
    perform(machine.elapse(wiring.loop().now()));
  }

  private void connect() {
    GatewayPlan plan = wiring.plan();
    tell(Report.debug("SipEngine", "Establishing persistent connection with " + server + "."));
    var target = Target.of(server, plan.transport());
    wiring.loop().then(wiring.locator().locate(target), this::located);
  }

  private void located(Locator.Located located) {
    switch (located) {
      case Locator.Located.NotFound(String reason) -> refused(reason);
      case Locator.Located.Found(List<InetSocketAddress> addresses) -> {
        InetSocketAddress address = addresses.getFirst();
        remote = Optional.of(address);
        var connecting = wiring.endpoint().connect(wiring.plan().connect(server, address));
        wiring.loop().then(connecting, this::connected);
      }
    }
  }

  private void connected(Connecting result) {
    switch (result) {
      case Connecting.Refused(Refusal why) -> {
        UnitEvents.of(why.cause()).ifPresent(kind -> tell(kind.report(server, why.text())));
        refused(why.text());
      }
      case Connecting.Connected(Flow open, Optional<TlsSession> session) -> {
        flow = Optional.of(open);
        tls = session;
        perform(machine.connected(open));
        perform(machine.usable());
      }
    }
  }

  private void refused(String why) {
    perform(machine.refused(why, wiring.loop().now()));
  }

  private void report(PersistentLink.Status status, String cause) {
    tell(told(status, cause));
    wiring.onChange().accept(this);
  }

  private Report told(PersistentLink.Status status, String cause) {
    if (status == PersistentLink.Status.UP) return UnitEvents.LINK_UP.report(server);
    if (status == PersistentLink.Status.DOWN && !machine.isStopped()) {
      return UnitEvents.LINK_DOWN.report(server, cause);
    }
    return Report.info("SipEngine", "The link to " + server + " is " + status + ": " + cause);
  }

  private void tell(Report report) {
    wiring.events().report(report.about(wiring.plan().name()));
  }
}
