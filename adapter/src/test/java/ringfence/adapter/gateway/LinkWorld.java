package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.transport.resolve.Destination;

/// A world around a link in which anything may happen: names that come and go, servers that accept,
/// refuse and close.
final class LinkWorld {
  private final PersistentLink link;
  private final Random chance;
  private final List<Flow> open = new ArrayList<>();
  private final List<Flow> closing = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private int locating;
  private int connecting;
  private long lastId;

  LinkWorld(PersistentLink link, Random chance) {
    this.link = link;
    this.chance = chance;
  }

  Instant now() {
    return now;
  }

  List<Flow> open() {
    return open;
  }

  boolean isStuck() {
    return locating + connecting == 0 && open.isEmpty() && link.deadline().isEmpty();
  }

  void take(List<LinkOrder> orders) {
    for (LinkOrder order : orders) {
      switch (order) {
        case LinkOrder.Locate() -> locating++;
        case LinkOrder.Connect _ -> connecting++;
        case LinkOrder.Close(Flow flow) -> closing.add(flow);
        case LinkOrder.Drain(Flow flow, _) -> closing.add(flow);
        case LinkOrder.Report _ -> {}
      }
    }
  }

  void step() {
    now = now.plusSeconds(1);
    switch (chance.nextInt(5)) {
      case 0, 1 -> answer();
      case 2 -> end(open);
      case 3 -> end(closing);
      default -> take(link.elapse(now));
    }
  }

  /// Lets everything that is outstanding happen.
  void settle() {
    while (locating + connecting > 0 || !closing.isEmpty()) {
      answer();
      end(closing);
    }
  }

  private void answer() {
    if (locating > 0) {
      locating--;
      take(chance.nextBoolean() ? link.located(destinations()) : link.refused("no name", now));
    } else if (connecting > 0) {
      connecting--;
      if (chance.nextBoolean()) connected();
      else take(link.refused("no way", now));
    }
  }

  private void connected() {
    var place = new InetSocketAddress("127.0.0.1", 5061);
    var flow = new Flow(++lastId, Transport.TLS, place, place);
    open.add(flow);
    take(link.connected(flow, now));
    take(link.usable(now));
  }

  private List<Destination> destinations() {
    var all =
        new ArrayList<>(IntStream.rangeClosed(1, 3).mapToObj(LinkWorld::destination).toList());
    Collections.shuffle(all, chance);
    return all.subList(0, 1 + chance.nextInt(3));
  }

  private static Destination destination(int last) {
    return Destination.of(Transport.TLS, InetAddress.ofLiteral("192.0.2." + last), 5061);
  }

  private void end(List<Flow> flows) {
    if (flows.isEmpty()) return;
    Flow flow = flows.get(chance.nextInt(flows.size()));
    closing.remove(flow);
    if (open.remove(flow)) take(link.closed(flow, "ended", now));
  }
}
