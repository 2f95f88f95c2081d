package ringfence.proxy.routing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.routing.Way.Hop;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Flow;
import ringfence.transport.resolve.Destination;

/// One target on its way: one way after another, and on a way that is looked up one address after
/// another, RFC 3263 section 4.3.
final class Course {
  /// What is to be done next.
  sealed interface Step {
    /// To send the copy.
    record Send(Flow flow) implements Step {}

    /// To look for the addresses of a server.
    record Locate(Peer peer) implements Step {}

    /// To connect to one of them.
    record Connect(Peer peer, Destination destination) implements Step {}

    /// Nothing: every way has been tried.
    record Spent() implements Step {}
  }

  private final Deque<Way> left;
  private final Deque<Destination> destinations = new ArrayDeque<>();
  private Way way;
  private Optional<Destination> destination = Optional.empty();

  Course(Target target) {
    this.left = new ArrayDeque<>(target.ways());
    this.way = target.ways().getFirst();
  }

  /// The way that is being tried.
  Way way() {
    return way;
  }

  /// The address that is being tried; empty on a way that is not looked up.
  Optional<Destination> destination() {
    return destination;
  }

  /// Whether another way is left when this one leads nowhere.
  boolean hasMore() {
    return !destinations.isEmpty() || !left.isEmpty();
  }

  /// Whether a failure is about the way rather than about the target: RFC 3263 4.3 has the next
  /// server tried on 503, RFC 5626 5.3.1 says by 430 that a flow is gone.
  boolean isNoWay(SipResponse response) {
    boolean server =
        way.hop() instanceof Hop.To && response.status().equals(StatusCode.SERVICE_UNAVAILABLE);
    return server || response.status().equals(StatusCode.FLOW_FAILED);
  }

  /// The look-up found these addresses.
  void located(List<Destination> found) {
    destinations.addAll(found);
  }

  Step next() {
    if (!destinations.isEmpty() && way.hop() instanceof Hop.To(Peer peer)) {
      Destination next = destinations.poll();
      destination = Optional.of(next);
      return new Step.Connect(peer, next);
    }
    destination = Optional.empty();
    if (left.isEmpty()) return new Step.Spent();
    way = left.remove();
    return switch (way.hop()) {
      case Hop.Over(Flow flow) -> new Step.Send(flow);
      case Hop.To(Peer peer) -> new Step.Locate(peer);
    };
  }
}
