package ringfence.proxy.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import ringfence.sip.message.HostPort;

/// Which other nodes there are and which of them are up, as far as Redis has told.
///
/// Owned by the proxy's loop.
final class Presence {
  /// How long a node counts as up after it was last heard of.
  static final Duration LIFETIME = Duration.ofSeconds(1);

  private final String self;
  private final SequencedMap<String, Member> members = new LinkedHashMap<>();
  private final Map<HostPort, String> byAddress = new HashMap<>();
  private Instant settled = Instant.MIN;

  Presence(String self) {
    this.self = self;
  }

  /// A node.
  ///
  /// @param life of its process: after a restart it is another
  /// @param addresses where its links from other nodes end, and then its other listeners, as its
  ///   Record-Route names them
  record Member(String name, String life, List<HostPort> addresses, boolean up) {
    Member {
      if (addresses.isEmpty()) throw new IllegalArgumentException("a node without an address");
      addresses = List.copyOf(addresses);
    }

    /// Where its links from other nodes end.
    HostPort link() {
      return addresses.getFirst();
    }

    /// The same node on its way out.
    Member gone() {
      return new Member(name, life, addresses, false);
    }
  }

  /// Redis is back: until every node has had the time to say that it is there, none is taken as
  /// down.
  void resumed(Instant now) {
    settled = now.plus(LIFETIME);
  }

  /// Takes in what Redis says of all nodes; returns those that went up or down or started anew. One
  /// that Redis does not know is down.
  List<Member> heard(List<Member> said, Instant now) {
    Map<String, Member> all = new LinkedHashMap<>();
    members.forEach((name, member) -> all.put(name, member.gone()));
    said.forEach(member -> all.put(member.name(), member));
    all.remove(self);
    List<Member> changed = new ArrayList<>();
    for (Member member : all.values()) {
      if (!member.up() && now.isBefore(settled) && isUp(member.name())) continue;
      member.addresses().forEach(address -> byAddress.put(address, member.name()));
      Member before = members.put(member.name(), member);
      boolean same =
          before != null && before.up() == member.up() && before.life().equals(member.life());
      if (!same) changed.add(member);
    }
    return changed;
  }

  boolean isUp(String name) {
    return member(name).filter(Member::up).isPresent();
  }

  /// Whether a node is up and still the process that it was.
  boolean isUp(String name, String life) {
    return member(name).filter(Member::up).filter(it -> it.life().equals(life)).isPresent();
  }

  Optional<Member> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /// The node that has this address, up or not.
  Optional<String> named(HostPort address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  Collection<Member> members() {
    return List.copyOf(members.values());
  }
}
