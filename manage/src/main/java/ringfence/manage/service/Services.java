package ringfence.manage.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;

/// The services of a product. Each runs with the settings it was started with; a restart takes what
/// is stored into force. One thread of its own starts and stops them, one after the other.
public final class Services implements AutoCloseable {
  private static final class Entry {
    final Service service;
    final Lifecycle lifecycle;
    final boolean atOnce;
    volatile ServiceState state = ServiceState.STOPPED;
    volatile String cause = "";
    // something it reads at its start has changed, such as a certificate
    volatile boolean stale;

    Entry(Service service, Lifecycle lifecycle, boolean atOnce) {
      this.service = service;
      this.lifecycle = lifecycle;
      this.atOnce = atOnce;
    }

    boolean isRunning() {
      return state == ServiceState.STARTED;
    }
  }

  private final Configuration configuration;
  private final EventLog events;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("services").factory());

  public Services(Configuration configuration, EventLog events) {
    this.configuration = configuration;
    this.events = events;
    configuration.watch(this::takeUpAtOnce);
  }

  /// A service that takes its settings up when it is restarted. All are added before any starts.
  public Services add(Service service, Lifecycle lifecycle) {
    entries.put(key(service.key()), new Entry(service, lifecycle, false));
    return this;
  }

  /// A service that takes a changed setting up at once.
  public Services addAtOnce(Service service, Lifecycle.TakesUp lifecycle) {
    entries.put(key(service.key()), new Entry(service, lifecycle, true));
    return this;
  }

  /// Starts, in the order they were added, all that `wanted` says.
  public CompletableFuture<Void> startAll(Predicate<Service> wanted) {
    return inTurn(
        () -> {
          for (Entry entry : entries.values()) {
            if (!entry.isRunning() && wanted.test(entry.service)) start(entry);
          }
        });
  }

  public CompletableFuture<Void> start(String service) {
    var entry = entry(service);
    return inTurn(
        () -> {
          if (!entry.isRunning()) startAsAsked(entry);
        });
  }

  public CompletableFuture<Void> stop(String service) {
    var entry = entry(service);
    return inTurn(
        () -> {
          if (entry.isRunning()) stopAsAsked(entry);
        });
  }

  /// Stops a service and starts it with what is stored; one that was stopped is only started.
  public CompletableFuture<Void> restart(String service) {
    var entry = entry(service);
    return inTurn(() -> restart(entry));
  }

  /// Restarts every service that runs with other settings than are stored, and no other.
  public CompletableFuture<Void> restartRequired() {
    return inTurn(
        () -> {
          List<Service> waiting = needRestart();
          for (Service service : waiting) {
            find(service.key()).filter(Entry::isRunning).ifPresent(this::restart);
          }
        });
  }

  private void restart(Entry entry) {
    if (entry.isRunning()) stopAsAsked(entry);
    startAsAsked(entry);
  }

  private void startAsAsked(Entry entry) {
    start(entry);
    if (entry.isRunning()) events.report(ServiceEvents.STARTED.report(entry.service.title()));
  }

  private void stopAsAsked(Entry entry) {
    stop(entry);
    events.report(ServiceEvents.STOPPED.report(entry.service.title()));
  }

  private void start(Entry entry) {
    become(entry, ServiceState.STARTING);
    entry.stale = false;
    Settings inForce = configuration.takeIntoForce(entry.service.key());
    try {
      entry.lifecycle.start(inForce);
      entry.cause = "";
      become(entry, ServiceState.STARTED);
    } catch (RuntimeException e) {
      entry.cause = sentence(e);
      become(entry, ServiceState.STOPPED);
      String cause = entry.cause.replaceFirst("\\.$", ""); // the event's sentence has its own
      events.report(ServiceEvents.CANNOT_START.report(entry.service.title(), cause));
    }
  }

  private void stop(Entry entry) {
    become(entry, ServiceState.STOPPING);
    try {
      entry.lifecycle.stop();
    } catch (RuntimeException e) {
      events.report(ServiceEvents.NOT_STOPPED_CLEANLY.report(entry.service.title(), sentence(e)));
    }
    become(entry, ServiceState.STOPPED);
  }

  private void become(Entry entry, ServiceState state) {
    entry.state = state;
    watchers.forEach(Runnable::run);
  }

  /// Calls `watcher` after every change of a state, on the thread that made it.
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  private static String sentence(RuntimeException e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }

  private void takeUpAtOnce() {
    for (String service : configuration.needRestart()) {
      Optional<Entry> entry = find(service).filter(it -> it.atOnce && it.isRunning());
      if (entry.isPresent()) {
        var _ = inTurn(() -> start(entry.get()));
      }
    }
  }

  /// Says that something else than a setting has changed which a service reads at its start.
  public void requireRestart(Service service) {
    find(service.key()).filter(Entry::isRunning).ifPresent(entry -> entry.stale = true);
  }

  /// The services that use something new only after a restart, as the banner of the pages says.
  public List<Service> needRestart() {
    List<String> changed = configuration.needRestart().stream().map(Services::key).toList();
    return entries.values().stream()
        .filter(entry -> !entry.atOnce)
        .filter(entry -> entry.stale || changed.contains(key(entry.service.key())))
        .map(entry -> entry.service)
        .toList();
  }

  /// The rows of the services table.
  public List<ServiceStatus> statuses() {
    List<Service> waiting = needRestart();
    return entries.values().stream()
        .map(it -> new ServiceStatus(it.service, it.state, waiting.contains(it.service), it.cause))
        .toList();
  }

  /// The service of that key, in any case of letters.
  public Optional<Service> named(String service) {
    return find(service).map(entry -> entry.service);
  }

  private Optional<Entry> find(String service) {
    return Optional.ofNullable(entries.get(key(service)));
  }

  private Entry entry(String service) {
    return find(service).orElseThrow(() -> new IllegalArgumentException(service));
  }

  private static String key(String service) {
    return service.toLowerCase(Locale.ROOT);
  }

  private CompletableFuture<Void> inTurn(Runnable work) {
    return CompletableFuture.runAsync(work, worker);
  }

  /// Stops what runs, last started first.
  public CompletableFuture<Void> stopAll() {
    return inTurn(
        () ->
            new ArrayList<>(entries.values())
                .reversed().stream().filter(Entry::isRunning).forEach(this::stop));
  }

  /// Stops what runs.
  @Override
  public void close() {
    stopAll().join();
    worker.shutdown();
  }
}
