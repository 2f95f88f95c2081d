package ringfence.proxy;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import ringfence.manage.event.EventLog;
import ringfence.proxy.defence.Capacity;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.log.ProxyEvents;
import ringfence.transport.FlowTable;

/// Looks every second at what the proxy might run short of, and whether it drains.
final class CapacityWatch implements Runnable {
  static final Duration PERIOD = Duration.ofSeconds(1);

  private final List<MemoryPoolMXBean> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
  private final long most = Runtime.getRuntime().maxMemory();
  private final Defence defence;
  private final FlowTable flows;
  private final IntSupplier underWay;
  private final EventLog log;
  private boolean draining;

  CapacityWatch(Defence defence, FlowTable flows, IntSupplier underWay, EventLog log) {
    this.defence = defence;
    this.flows = flows;
    this.underWay = underWay;
    this.log = log;
  }

  @Override
  public void run() {
    tellOfDraining();
    tellOfShortage();
  }

  private void tellOfDraining() {
    boolean before = draining;
    draining = defence.capacity().isDraining();
    if (draining && !before) log.report(ProxyEvents.DRAINING.report(defence.calls().size()));
    if (before && !draining) log.report(ProxyEvents.RESUMED.report());
  }

  private void tellOfShortage() {
    Capacity capacity = defence.capacity();
    Optional<String> before = capacity.shortage();
    var use = new Capacity.Use(heapPercent(), flows.unsent(), underWay.getAsInt());
    Optional<String> shortage = capacity.look(use);
    if (shortage.isPresent() && before.isEmpty()) {
      log.report(ProxyEvents.SHORT.report().with("cause", shortage.get()));
    }
    if (shortage.isEmpty() && before.isPresent()) {
      log.report(ProxyEvents.RELIEVED.report());
    }
  }

  /// What the last collections left: the only part of the heap that is really needed.
  private int heapPercent() {
    long live =
        heap.stream()
            .map(MemoryPoolMXBean::getCollectionUsage)
            .filter(Objects::nonNull)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
    return (int) (100 * live / most);
  }
}
