package ringfence.proxy.location;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where bindings outlive the process. Called on the proxy's loop: what takes time happens
/// elsewhere.
public interface BindingStore extends AutoCloseable {
  /// The bindings that were kept, each awaiting its device.
  List<Binding> load();

  /// Keeps exactly these bindings of `aor`.
  void keep(AddressOfRecord aor, List<Binding> bindings);

  /// Completes when all that was given to `keep` so far is on the disk, with false when it could
  /// not be written: an answer that promises a registration waits for it.
  CompletableFuture<Boolean> written();

  @Override
  void close();

  /// Keeps nothing, and promises no more.
  static BindingStore none() {
    return new BindingStore() {
      @Override
      public List<Binding> load() {
        return List.of();
      }

      @Override
      public void keep(AddressOfRecord aor, List<Binding> bindings) {}

      @Override
      public CompletableFuture<Boolean> written() {
        return CompletableFuture.completedFuture(true);
      }

      @Override
      public void close() {}
    };
  }
}
