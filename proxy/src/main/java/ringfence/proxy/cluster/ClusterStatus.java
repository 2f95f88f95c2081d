package ringfence.proxy.cluster;

import java.time.Instant;
import java.util.List;

/// How the nodes are, as one of them sees it.
///
/// @param node the name of the one that sees
/// @param redis whether everything is shared at this moment
/// @param since when that began
/// @param cause why nothing is shared, or empty
/// @param others the other nodes
/// @param waiting writes that Redis has not taken yet
public record ClusterStatus(
    String node, Redis redis, Instant since, String cause, List<Other> others, int waiting) {
  public ClusterStatus {
    others = List.copyOf(others);
  }

  /// How it is with Redis.
  public enum Redis {
    /// Read whole, and followed.
    SHARED,
    /// There, and being read.
    READING,
    /// Not there: this node serves what it knows, and its registrations wait to be shared.
    AWAY
  }

  /// Another node.
  ///
  /// @param address where its links end
  /// @param linked whether a link to it is up
  public record Other(String name, String address, boolean up, boolean linked) {}
}
