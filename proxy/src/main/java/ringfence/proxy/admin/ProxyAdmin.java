package ringfence.proxy.admin;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import ringfence.manage.access.Access;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Command;
import ringfence.manage.disclosure.Disclosures;
import ringfence.manage.disclosure.Subject;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.service.ServiceState;
import ringfence.manage.service.ServiceStatus;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.StatusTable;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxyStatus;
import ringfence.proxy.cluster.ClusterStatus;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.defence.DefenceSettings;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.log.ProxyEvents;
import ringfence.proxy.tls.TlsStatus;

/// A proxy with its settings, services, tables and commands. The [ProxyServer] that routes is a new
/// one after each restart of the service.
public final class ProxyAdmin implements ProxyTables.Source, AutoCloseable {
  private final Configuration configuration;
  private final Path folder;
  private final EventLog events;
  private final Access access;
  private final Services services;
  private final UserAdmin users;
  private final ProxyDiagnoses diagnoses;
  private final Optional<Disclosures> disclosures;
  private final Administration administration;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final List<Consumer<ProxyServer>> tappers = new CopyOnWriteArrayList<>();
  private volatile Optional<ProxyServer> proxy = Optional.empty();

  /// Nothing runs before [#start].
  ///
  /// @param folder what relative file names in the settings are relative to
  /// @param log who is told of what happens, a service of its own
  public ProxyAdmin(Configuration configuration, Path folder, EventLog events, Lifecycle log) {
    this(configuration, folder, events, log, Optional.empty());
  }

  /// One that can be asked to disclose what is said.
  public ProxyAdmin(
      Configuration configuration,
      Path folder,
      EventLog events,
      Lifecycle log,
      Optional<Disclosures> disclosures) {
    this.disclosures = disclosures;
    this.configuration = configuration;
    this.folder = folder;
    this.events = events;
    this.access =
        new Access(configuration::stored, InstantSource.system(), new SecureRandom(), events);
    this.services =
        new Services(configuration, events)
            .addAtOnce(ProxyServices.AAA, _ -> {})
            .add(ProxyServices.LOG, log)
            .add(ProxyServices.PROXY, new Routing())
            .addAtOnce(ProxyServices.DEFENCE, this::takeUp);
    this.users = new UserAdmin(this);
    disclosures.ifPresent(it -> it.closeBy(this::closeLinks));
    this.diagnoses = new ProxyDiagnoses(this, this::changed);
    this.administration = new Administration(configuration, services, tables(), commands());
    configuration.watch(this::changed);
    services.watch(this::changed);
  }

  private List<StatusTable> tables() {
    List<StatusTable> tables = new ArrayList<>(new ProxyTables(this).all());
    tables.add(FailureTable.of(this));
    tables.addAll(diagnoses.tables());
    tables.addAll(users.tables());
    tables.add(ProxyTables.services(services));
    disclosures.ifPresent(it -> tables.add(it.table()));
    return tables;
  }

  private List<Command> commands() {
    List<Command> commands = new ArrayList<>(new ProxyCommands(this).all());
    commands.add(users.remove());
    commands.addAll(diagnoses.commands());
    disclosures.ifPresent(it -> commands.add(it.end()));
    return commands;
  }

  /// Shows every proxy that is started from now on to `tapper`, before people know of it.
  public void eachStart(Consumer<ProxyServer> tapper) {
    tappers.add(tapper);
  }

  /// Starts the services; the result is why one of them does not run, or nothing.
  public List<String> start() {
    services.startAll(_ -> true).join();
    return services.statuses().stream()
        .filter(service -> service.state() != ServiceState.STARTED)
        .map(ServiceStatus::cause)
        .toList();
  }

  private final class Routing implements Lifecycle {
    @Override
    public void start(Settings inForce) {
      switch (ProxyServer.start(inForce, folder, events)) {
        case ProxyServer.Starting.NotStarted(var reasons) ->
            throw new IllegalArgumentException(String.join("; ", reasons));
        case ProxyServer.Starting.Running(var running) -> {
          tappers.forEach(tapper -> tapper.accept(running));
          proxy = Optional.of(running);
        }
      }
    }

    @Override
    public void stop() {
      if (proxy.isEmpty()) return;
      proxy.get().close();
      proxy = Optional.empty();
      events.report(ProxyEvents.STOPPED.report());
    }
  }

  private void takeUp(Settings inForce) {
    var _ =
        defence(
            defence -> {
              DefenceSettings.takeUp(defence, inForce);
              return true;
            });
  }

  public Configuration configuration() {
    return configuration;
  }

  public Optional<Disclosures> disclosures() {
    return disclosures;
  }

  /// What looks into what fails, and what it found.
  public ProxyDiagnoses diagnoses() {
    return diagnoses;
  }

  /// What relative file names in the settings are relative to.
  public Path folder() {
    return folder;
  }

  public EventLog events() {
    return events;
  }

  /// Who may sign in.
  public Access access() {
    return access;
  }

  public Services services() {
    return services;
  }

  /// The users and what an administrator does with them.
  public UserAdmin users() {
    return users;
  }

  /// The door for people.
  public Administration administration() {
    return administration;
  }

  /// What routes; nothing while the service is stopped.
  public Optional<ProxyServer> proxy() {
    return proxy;
  }

  @Override
  public Optional<ProxyStatus> status() {
    return asked(running -> running.status().join());
  }

  /// How this node and the others are; empty for a proxy that stands alone.
  public Optional<ClusterStatus> nodes() {
    return asked(running -> running.nodes().join()).flatMap(it -> it);
  }

  @Override
  public Optional<FlowStatus> flows() {
    return asked(running -> running.flows().join());
  }

  @Override
  public Optional<TlsStatus> certificates() {
    return asked(running -> running.certificates().join());
  }

  @Override
  public <T> Optional<T> defence(Function<Defence, T> question) {
    return asked(running -> running.defence(question).join());
  }

  /// Asks what routes; nothing while it is stopped.
  public <T> Optional<T> asked(Function<ProxyServer, T> question) {
    try {
      return proxy.map(question);
    } catch (CompletionException | RejectedExecutionException closing) {
      // The loop of a proxy that stops while someone looks takes no more questions.
      if (closing instanceof CompletionException e
          && !(e.getCause() instanceof RejectedExecutionException)) {
        throw closing;
      }
      return Optional.empty();
    }
  }

  private int closeLinks(Subject subject) {
    return asked(running -> running.closeFlows(it -> isOf(subject, it)).join()).orElse(0);
  }

  private static boolean isOf(Subject subject, FlowRecord flow) {
    List<String> users = flow.users().stream().map(it -> it.replaceFirst("^sip:", "")).toList();
    return flow.tls().isPresent() && subject.isOf(flow.remote(), users);
  }

  /// Before the end: says so, begins nothing new, and waits until the calls under way are over, or
  /// `most` has passed.
  public void drain(Duration most) {
    defence(defence -> defence.calls().size())
        .ifPresent(calls -> events.report(ProxyEvents.STOPPING.report(calls, most.toSeconds())));
    var drained = asked(running -> running.drain(most));
    changed();
    drained.ifPresent(CompletableFuture::join);
  }

  /// Calls `watcher` after every change of a setting or a service, on the thread that made it.
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  private void changed() {
    watchers.forEach(Runnable::run);
  }

  /// Closes links and listeners.
  @Override
  public void close() {
    disclosures.ifPresent(Disclosures::close);
    services.close();
  }
}
