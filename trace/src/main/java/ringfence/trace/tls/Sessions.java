package ringfence.trace.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Master secrets of handshakes that were read, by the session id or the ticket with which they may
/// be resumed. The oldest go first.
final class Sessions implements AutoCloseable {
  private static final int MOST = 10_000;

  private final Map<Octets, TlsSecret> masters = new LinkedHashMap<>();

  void remember(Octets idOrTicket, TlsSecret master) {
    if (idOrTicket.isEmpty()) return;
    masters.put(idOrTicket, master);
    if (masters.size() > MOST) masters.remove(masters.keySet().iterator().next());
  }

  Optional<TlsSecret> master(Octets idOrTicket) {
    return Optional.ofNullable(masters.get(idOrTicket));
  }

  @Override
  public void close() {
    masters.values().forEach(TlsSecret::close);
    masters.clear();
  }
}
