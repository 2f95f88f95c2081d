package ringfence.proxy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import ringfence.proxy.cluster.ClusterSetup;
import ringfence.proxy.cluster.Node;
import ringfence.proxy.cluster.Redis;
import ringfence.transport.Listening;
import ringfence.transport.SipEndpoint;

/// The start of a proxy that is one of several.
///
/// @param redis not asked yet
/// @param listening where the links of the other nodes end
record NodeStart(ClusterSetup setup, Redis redis, Listening.Open listening) {
  /// Listens for the other nodes; empty for a proxy that stands alone.
  ///
  /// @param reasons gets a sentence for each thing that keeps it from starting
  static Optional<NodeStart> open(
      ClusterSetup.Reading reading, SipEndpoint endpoint, List<String> reasons) {
    return switch (reading) {
      case ClusterSetup.Reading.Alone _ -> Optional.empty();
      case ClusterSetup.Reading.Ready(var setup) -> open(setup, endpoint, reasons);
      case ClusterSetup.Reading.Unusable(var why) -> {
        reasons.addAll(why);
        yield Optional.empty();
      }
    };
  }

  private static Optional<NodeStart> open(
      ClusterSetup setup, SipEndpoint endpoint, List<String> reasons) {
    return switch (endpoint.listen(setup.listen()).join()) {
      case Listening.Open open -> {
        try {
          yield Optional.of(new NodeStart(setup, new Redis(setup.redis()), open));
        } catch (IllegalArgumentException e) {
          reasons.add("redis cannot be used: " + e.getMessage());
          yield Optional.empty();
        }
      }
      case Listening.Failed(var reason) -> {
        reasons.add("node_listen " + setup.listen().address() + ": " + reason);
        yield Optional.empty();
      }
    };
  }

  /// The proxy does not start.
  void abandon() {
    redis.close();
  }

  /// @param open every listener of this proxy, the one for nodes last
  Node node(List<Listening.Open> open, Node.Around around) {
    List<InetSocketAddress> local = open.stream().map(Listening.Open::local).toList();
    return new Node(setup, redis, local, around);
  }
}
