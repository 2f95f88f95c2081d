package ringfence.proxy.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.event.EventLog;
import ringfence.proxy.log.ProxyEvents;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.tls.TlsEngine;

/// The listeners that are open, and what keeps their certificates new.
///
/// @param open with the ports that were really taken
/// @param faults why others could not be opened, a sentence each
public record Listeners(
    List<Listening.Open> open, List<String> faults, ProxyTls tls, TlsReload reload)
    implements AutoCloseable {
  public Listeners {
    open = List.copyOf(open);
    faults = List.copyOf(faults);
  }

  /// Opens every listener that can be, and waits for it; not on the loop. One that cannot be opened
  /// changes nothing for the others.
  public static Listeners open(ProxyTls tls, SipEndpoint endpoint, Loop loop, EventLog log) {
    var reload = new TlsReload(tls, endpoint, loop, log);
    List<Listening.Open> open = new ArrayList<>();
    List<String> closed = new ArrayList<>();
    for (ProxyTls.Opening each : tls.openings()) {
      switch (endpoint.listen(each.listen()).join()) {
        case Listening.Failed(var reason) -> closed.add(each.name() + ": " + reason);
        case Listening.Open listening -> {
          open.add(listening);
          reload.opened(each.name(), listening.local());
        }
      }
    }
    List<String> faults = new ArrayList<>(tls.faults());
    faults.addAll(closed);
    return new Listeners(open, faults, tls, reload);
  }

  /// Why nothing can be served at all, or nothing when something can.
  public Optional<String> none() {
    return open.isEmpty() && faults.isEmpty()
        ? Optional.of("there is no listen line, as in listen = tls:127.0.0.1:5061")
        : Optional.empty();
  }

  /// Tells of the listeners that are not there, and of what they lack.
  ///
  /// @param engine that serves them
  public void report(EventLog log, TlsEngine engine) {
    for (String fault : faults) {
      log.report(ProxyEvents.LISTENER_CLOSED.report().with("cause", fault));
    }
    tls.shortcomings(engine).forEach(log::report);
  }

  @Override
  public void close() {
    reload.close();
  }
}
