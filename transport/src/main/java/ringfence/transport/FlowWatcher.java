package ringfence.transport;

/// Someone who looks on as connections come up, fail to and go. Called on the endpoint's loop.
public interface FlowWatcher {
  default void opened(FlowFacts facts) {}

  /// A connection is gone.
  ///
  /// @param facts the last that is known of it
  default void closed(FlowFacts facts, FlowEnd end) {}

  /// A connection that never came up, whoever began it.
  default void failed(FailedLink link) {}
}
