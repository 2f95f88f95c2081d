package ringfence.proxy.routing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ringfence.sip.transaction.TransactionKey;

/// The response contexts that live, by what news of them come with: the server transaction, the
/// branch of a copy, the ticket of a look-up or connection that a copy waits for.
final class Contexts {
  private final Map<TransactionKey, ResponseContext> byServer = new HashMap<>();
  private final Map<String, ResponseContext> byBranch = new HashMap<>();
  private final Map<Long, ResponseContext> byTicket = new HashMap<>();
  private final TimersC timersC = new TimersC();
  private long lastTicket;

  int size() {
    return byServer.size();
  }

  void add(ResponseContext context) {
    byServer.put(context.server(), context);
  }

  Optional<ResponseContext> ofServer(TransactionKey key) {
    return Optional.ofNullable(byServer.get(key));
  }

  Optional<ResponseContext> ofBranch(String branch) {
    return Optional.ofNullable(byBranch.get(branch));
  }

  /// The context that waits with this ticket, which is used up.
  Optional<ResponseContext> take(long ticket) {
    return Optional.ofNullable(byTicket.remove(ticket));
  }

  void listBranch(String branch, ResponseContext context) {
    byBranch.put(branch, context);
  }

  long ticket(ResponseContext context) {
    byTicket.put(++lastTicket, context);
    return lastTicket;
  }

  void forget(long ticket) {
    byTicket.remove(ticket);
  }

  /// Has a context wake up when it next has something to do.
  void time(ResponseContext context) {
    timersC.add(context);
  }

  Optional<ResponseContext> takeDue(Instant now) {
    return timersC.takeDue(now);
  }

  Optional<Instant> deadline() {
    return timersC.first();
  }

  void remove(ResponseContext context) {
    byServer.remove(context.server());
    timersC.remove(context);
    context.branches().forEach(byBranch::remove);
    context.tickets().forEach(byTicket::remove);
  }
}
