package ringfence.proxy.location;

import java.util.List;

/// Where bindings outlive the process. Called on the proxy's loop: what takes time happens
/// elsewhere.
public interface BindingStore extends AutoCloseable {
  /// The bindings that were kept, each awaiting its device.
  List<Binding> load();

  /// Keeps exactly these bindings of `aor`.
  void keep(AddressOfRecord aor, List<Binding> bindings);

  @Override
  void close();

  /// Keeps nothing.
  static BindingStore none() {
    return new BindingStore() {
      @Override
      public List<Binding> load() {
        return List.of();
      }

      @Override
      public void keep(AddressOfRecord aor, List<Binding> bindings) {}

      @Override
      public void close() {}
    };
  }
}
