package ringfence.transport.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Finds the addresses of a target, RFC 3263 section 4 without NAPTR and SRV: an address is itself,
/// a name is looked up by A and AAAA. Look-ups wait on threads of their own, never on a loop.
public final class Locator implements AutoCloseable {
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

  /// What a look-up came to.
  public sealed interface Located {
    /// There are addresses.
    ///
    /// @param destinations in the order to try, at least one
    record Found(List<Destination> destinations) implements Located {}

    /// There are none.
    ///
    /// @param reason a sentence for a person
    record NotFound(String reason) implements Located {}
  }

  public CompletableFuture<Located> locate(Target target) {
    try {
      InetAddress address = InetAddress.ofLiteral(target.host());
      return CompletableFuture.completedFuture(found(target, List.of(address)));
    } catch (IllegalArgumentException _) {
      return CompletableFuture.supplyAsync(() -> lookUp(target), waiting);
    }
  }

  private static Located lookUp(Target target) {
    try {
      return found(target, List.of(InetAddress.getAllByName(target.host())));
    } catch (UnknownHostException _) {
      return new Located.NotFound("No address is known for the name " + target.host() + ".");
    }
  }

  private static Located found(Target target, List<InetAddress> addresses) {
    int port = target.effectivePort();
    return new Located.Found(addresses.stream().map(it -> Destination.of(it, port)).toList());
  }

  @Override
  public void close() {
    waiting.shutdownNow();
  }
}
