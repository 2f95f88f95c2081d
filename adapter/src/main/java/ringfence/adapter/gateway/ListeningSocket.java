package ringfence.adapter.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.sip.message.Transport;
import ringfence.transport.Listen;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;

/// Opens the sockets of a gateway one after the other, UDP, TCP and TLS, and tells each step in the
/// words of the unit (unit.md B17). On the SIP loop.
final class ListeningSocket {
  /// The rungs of the ladder.
  private enum State {
    IDLE,
    OPENING_UDP,
    OPENING_TCP,
    OPENING_TLS,
    OPEN;

    State next() {
      return switch (this) {
        case IDLE -> OPENING_UDP;
        case OPENING_UDP -> OPENING_TCP;
        case OPENING_TCP -> OPENING_TLS;
        case OPENING_TLS, OPEN -> OPEN;
      };
    }

    /// The transport whose socket it opens.
    Optional<Transport> transport() {
      return switch (this) {
        case OPENING_UDP -> Optional.of(Transport.UDP);
        case OPENING_TCP -> Optional.of(Transport.TCP);
        case OPENING_TLS -> Optional.of(Transport.TLS);
        case IDLE, OPEN -> Optional.empty();
      };
    }
  }

  /// Told how it ended.
  interface Listener {
    /// Every socket is open.
    ///
    /// @param ports those listened at
    void open(Map<Transport, Integer> ports);

    void failed(Transport transport, String reason);
  }

  private final Loop loop;
  private final SipEndpoint endpoint;
  private final GatewayPlan plan;
  private final EventLog events;
  private final Listener listener;
  private final Map<Transport, Integer> ports = new LinkedHashMap<>();
  private State state = State.IDLE;

  ListeningSocket(
      Loop loop, SipEndpoint endpoint, GatewayPlan plan, EventLog events, Listener listener) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.plan = plan;
    this.events = events;
    this.listener = listener;
  }

  void open() {
    debug("Event CONFIG CHANGED on state " + state + ".");
    climb();
  }

  private void climb() {
    State next = state.next();
    next.transport().ifPresent(this::tell);
    debug("Change state from " + state + " to " + next + ".");
    state = next;
    next.transport().ifPresentOrElse(this::open, () -> listener.open(Map.copyOf(ports)));
  }

  private void tell(Transport transport) {
    String enabled = plan.uses(transport) ? "enable" : "disabled";
    report(Report.info("SipEngine", "SIP transport " + enabled + " (" + transport + ")."));
  }

  private void open(Transport transport) {
    Optional<Listen> listen = plan.listen(transport);
    if (listen.isPresent()) {
      loop.then(endpoint.listen(listen.get()), result -> opened(transport, result));
    } else {
      if (plan.uses(transport)) succeeded();
      climb();
    }
  }

  private void opened(Transport transport, Listening result) {
    switch (result) {
      case Listening.Open(_, var local) -> {
        ports.put(transport, local.getPort());
        succeeded();
        climb();
      }
      case Listening.Failed(String reason) -> {
        debug("Event COMMAND START FAILURE on state " + state + ".");
        listener.failed(transport, reason);
      }
    }
  }

  private void succeeded() {
    debug("Event COMMAND START SUCCESS on state " + state + ".");
  }

  private void debug(String what) {
    report(Report.debug("SipEngine", "CSipListeningSocket - " + what));
  }

  private void report(Report report) {
    events.report(report.about(plan.name()));
  }
}
