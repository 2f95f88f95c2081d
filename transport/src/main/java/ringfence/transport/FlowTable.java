package ringfence.transport;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;

/// The open connections of an endpoint, by id and by where they lead. It belongs to the endpoint's
/// loop.
///
/// A connection is found by the address it comes from, whoever opened it: an adapter that names the
/// local port of its TLS link in its Contact is reached over that link.
public final class FlowTable {
  private final Map<Long, SipChannel> byId = new LinkedHashMap<>();
  private final Map<Place, Deque<SipChannel>> byPlace = new HashMap<>();
  private final Map<Long, List<Place>> places = new HashMap<>();

  FlowTable() {}

  private record Place(Transport transport, InetSocketAddress address) {}

  /// An open connection that leads to `address`, the youngest if there are several.
  public Optional<Flow> to(Transport transport, InetSocketAddress address) {
    return Optional.ofNullable(byPlace.get(new Place(transport, address)))
        .flatMap(FlowTable::youngest)
        .map(SipChannel::flow);
  }

  private static Optional<SipChannel> youngest(Deque<SipChannel> channels) {
    for (var all = channels.descendingIterator(); all.hasNext(); ) {
      SipChannel channel = all.next();
      if (channel.isOpen()) return Optional.of(channel);
    }
    return Optional.empty();
  }

  public Optional<Flow> byId(long id) {
    return channel(id).map(SipChannel::flow);
  }

  /// Whether it is this very connection: the ids of another process are others'.
  public boolean isOpen(Flow flow) {
    return channel(flow.id()).filter(channel -> channel.flow().equals(flow)).isPresent();
  }

  /// From now on `flow` also leads to `address` (RFC 5923 section 5). Whoever calls this vouches
  /// that the peer may be reached there; nothing a peer says does it by itself.
  public void alias(Flow flow, InetSocketAddress address) {
    channel(flow.id()).ifPresent(channel -> put(channel, address));
  }

  public Optional<FlowFacts> facts(Flow flow) {
    return channel(flow.id()).map(SipChannel::facts);
  }

  /// Of every open connection that leads to `address`, the youngest first.
  public List<FlowFacts> facts(Transport transport, InetSocketAddress address) {
    Deque<SipChannel> channels = byPlace.get(new Place(transport, address));
    if (channels == null) return List.of();
    return channels.reversed().stream().filter(SipChannel::isOpen).map(SipChannel::facts).toList();
  }

  /// Of every open connection, the oldest first.
  public List<FlowFacts> facts() {
    return byId.values().stream().map(SipChannel::facts).toList();
  }

  /// Every open connection, the oldest first.
  public List<Flow> all() {
    return byId.values().stream().map(SipChannel::flow).toList();
  }

  /// Octets that wait for peers who do not read, all together.
  public long unsent() {
    return byId.values().stream().mapToLong(SipChannel::unsent).sum();
  }

  public int size() {
    return byId.size();
  }

  Optional<SipChannel> channel(long id) {
    return Optional.ofNullable(byId.get(id)).filter(SipChannel::isOpen);
  }

  List<SipChannel> channels() {
    return List.copyOf(byId.values());
  }

  void add(SipChannel channel) {
    byId.put(channel.flow().id(), channel);
    put(channel, channel.flow().remote());
  }

  private void put(SipChannel channel, InetSocketAddress address) {
    var place = new Place(channel.flow().transport(), address);
    List<Place> known = places.computeIfAbsent(channel.flow().id(), _ -> new ArrayList<>());
    if (known.contains(place)) return;
    known.add(place);
    byPlace.computeIfAbsent(place, _ -> new ArrayDeque<>()).addLast(channel);
  }

  void remove(SipChannel channel) {
    long id = channel.flow().id();
    byId.remove(id);
    List<Place> all = places.remove(id);
    if (all == null) return;
    for (Place place : all) {
      byPlace.computeIfPresent(
          place,
          (_, channels) -> {
            channels.remove(channel);
            return channels.isEmpty() ? null : channels;
          });
    }
  }
}
