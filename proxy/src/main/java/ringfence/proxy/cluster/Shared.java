package ringfence.proxy.cluster;

import java.util.Set;
import ringfence.proxy.cluster.Presence.Member;

/// One kind of fact that the nodes share. On the proxy's loop.
interface Shared {
  /// Takes in what a node wrote, if it is of this kind.
  void merge(SharedRecord said);

  /// Puts into the outbox what this node has and Redis, which has these keys, has not.
  void restore(Set<String> known);

  /// A node went up or down or started anew.
  default void changed(Member node) {}

  /// Forgets what has expired.
  default void elapse() {}
}
