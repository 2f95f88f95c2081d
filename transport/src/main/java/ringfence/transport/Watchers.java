package ringfence.transport;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import ringfence.sip.transaction.Flow;
import ringfence.transport.TransportEvent.Kind;
import ringfence.transport.WireTap.Direction;
import ringfence.transport.WireTap.Observed;

/// Those who look on: taps, listeners to events, and the counters. What they throw is a fault of
/// theirs and changes nothing here.
final class Watchers {
  private final Loop loop;
  private final List<WireTap> taps = new CopyOnWriteArrayList<>();
  private final List<StreamTap> streamTaps = new CopyOnWriteArrayList<>();
  private final List<Consumer<TransportEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<FlowWatcher> flowWatchers = new CopyOnWriteArrayList<>();
  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

  Watchers(Loop loop) {
    this.loop = loop;
    for (Kind kind : Kind.values()) counts.put(kind, new LongAdder());
  }

  void tap(WireTap tap) {
    taps.add(tap);
  }

  void untap(WireTap tap) {
    taps.remove(tap);
  }

  void tapStreams(StreamTap tap) {
    streamTaps.add(tap);
  }

  void untapStreams(StreamTap tap) {
    streamTaps.remove(tap);
  }

  boolean looksAtStreams() {
    return !streamTaps.isEmpty();
  }

  void passed(StreamTap.Passed passed) {
    for (StreamTap tap : streamTaps) loop.guard(() -> tap.passed(passed));
  }

  void listen(Consumer<TransportEvent> listener) {
    listeners.add(listener);
  }

  void watch(FlowWatcher watcher) {
    flowWatchers.add(watcher);
  }

  /// Tells those who watch connections.
  void tell(Consumer<FlowWatcher> news) {
    for (FlowWatcher watcher : flowWatchers) loop.guard(() -> news.accept(watcher));
  }

  void observed(byte[] bytes, Direction direction, Flow flow) {
    if (taps.isEmpty()) return;
    var observed =
        new Observed(
            WireTap.Kind.SIP,
            direction,
            loop.now(),
            flow.id(),
            flow.transport(),
            flow.local(),
            flow.remote(),
            bytes);
    for (WireTap tap : taps) loop.guard(() -> tap.observed(observed));
  }

  void happened(TransportEvent event) {
    LongAdder count = counts.get(event.kind());
    if (count != null) count.increment();
    for (var listener : listeners) loop.guard(() -> listener.accept(event));
  }

  Map<Kind, Long> counts() {
    var sums = new EnumMap<Kind, Long>(Kind.class);
    counts.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }
}
