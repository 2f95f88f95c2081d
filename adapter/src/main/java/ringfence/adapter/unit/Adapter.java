package ringfence.adapter.unit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import ringfence.adapter.endpoint.EndpointLocks;
import ringfence.adapter.line.Handset;
import ringfence.manage.access.Access;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Command;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.diagnosis.Diagnoses;
import ringfence.manage.disclosure.Disclosures;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.service.Service;
import ringfence.manage.service.Services;
import ringfence.manage.service.StartupType;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.WebServer;
import ringfence.manage.web.WebService;

/// The terminal adapter as its administrator knows it: settings that are stored at once and used
/// after a restart, services, and the [Unit] that telephones, which is a new one after each restart
/// of SIPEP.
public final class Adapter implements AutoCloseable {
  private final UnitOptions options;
  private final Configuration configuration;
  private final CertificateStore certificates;
  private final Access access;
  private final Services services;
  private final UnitHost host;
  private final Upkeep upkeep;
  private final Optional<Disclosures> disclosures;
  private final UnitDiagnoses diagnoses;
  private final Administration administration;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile Optional<Unit> unit = Optional.empty();
  private Optional<EndpointLocks> locks = Optional.empty();
  private volatile Instant startedAt = Instant.EPOCH;

  /// Nothing runs before [#start].
  ///
  /// @param options what the unit is started with; its settings are those of `configuration`, and
  ///   its certificates are used beside those of the store
  public Adapter(UnitOptions options, Configuration configuration, CertificateStore certificates) {
    this(options, configuration, certificates, Optional.empty());
  }

  /// One that can be asked to disclose what it says.
  public Adapter(
      UnitOptions options,
      Configuration configuration,
      CertificateStore certificates,
      Optional<Disclosures> disclosures) {
    this.disclosures = disclosures;
    this.host = new UnitHost(options, configuration, certificates, this::outdated);
    this.options = options.on(host.network());
    this.certificates = certificates;
    this.configuration = configuration;
    this.access =
        new Access(configuration::stored, options.clock(), new SecureRandom(), options.events());
    this.services = new Services(configuration, options.events());
    this.upkeep = new Upkeep(options, configuration, certificates, this);
    this.diagnoses =
        new UnitDiagnoses(
            new Diagnoses(options.clock(), this::changed), this::status, this::subject);
    configuration.watch(this::changed);
    services.watch(this::changed);
    host.addTo(services);
    host.service().watch(this::changed);
    upkeep.addTo(services);
    addServices();
    disclosures.ifPresent(it -> it.closeBy(new DisclosedLinks(this::unit)));
    this.administration = new Administration(configuration, services, tables(), commands());
  }

  private void addServices() {
    services
        .addAtOnce(Scm.AAA, _ -> {})
        .add(Scm.DCM, nothing())
        .add(Scm.SCM, nothing())
        .add(Scm.MIPT, (Lifecycle.TakesUp) this::takeUp)
        .add(Scm.EP_ADM, nothing())
        .add(Scm.EP_SERV, (Lifecycle.TakesUp) this::takeUp)
        .add(Scm.C_ROUT, (Lifecycle.TakesUp) this::takeUp)
        .add(Scm.POTS, (Lifecycle.TakesUp) this::takeUp)
        .add(Scm.TEL_IF, (Lifecycle.TakesUp) this::takeUp)
        .add(Scm.SIP_EP, new Telephony());
  }

  /// Puts the server of the pages among the services; before [#start].
  public void serveBy(WebServer server) {
    String name = server.address().getAddress().getHostAddress();
    services.add(
        Scm.WEB,
        new WebService(server, () -> host.certificates().forWeb(configuration.inForce(), name)));
  }

  private Optional<Examiner.Subject.Link> subject(String gateway) {
    return host.subject(gateway, options, configuration.inForce(), status().links());
  }

  /// What looks into links, registrations and calls, and what it found.
  public UnitDiagnoses diagnoses() {
    return diagnoses;
  }

  /// Starts the services that are to start by themselves.
  public void start() {
    startedAt = options.clock().instant();
    services.startAll(this::startsByItself).join();
  }

  private List<StatusTable> tables() {
    List<StatusTable> tables = new ArrayList<>(new UnitTables(this).all());
    tables.addAll(sipTables().all());
    tables.addAll(diagnoses.tables());
    tables.add(CallTable.of(this::status));
    tables.addAll(host.tables());
    tables.addAll(upkeep.tables());
    tables.addAll(new EndpointTables(this).all());
    tables.add(PotsTables.lines(this::status));
    tables.addAll(new RouteTables(configuration, services).all());
    disclosures.ifPresent(it -> tables.add(it.table()));
    return tables;
  }

  private List<Command> commands() {
    List<Command> commands = new ArrayList<>(new ServiceCommands(services).all());
    commands.add(
        Command.of(
            "Scm.Reboot",
            "Ends every call, stops every service and starts the unit anew with what is stored.",
            this::reboot));
    commands.add(EndpointCommands.refreshRegistrations(this::unit));
    commands.addAll(diagnoses.commands());
    commands.addAll(host.commands());
    commands.addAll(upkeep.commands());
    commands.addAll(new EndpointCommands(this).all());
    commands.add(new RouteTables(configuration, services).apply());
    disclosures.ifPresent(it -> commands.add(it.end()));
    return commands;
  }

  /// The tables of the SIP pages.
  public SipTables sipTables() {
    return new SipTables(this::status, host.service()::zone);
  }

  private boolean startsByItself(Service service) {
    boolean chosen = Scm.SERVICES.rows().contains(service.key());
    return !chosen
        || configuration.stored().get(Scm.STARTUP_TYPE, service.key()) == StartupType.AUTO;
  }

  private static Lifecycle nothing() {
    return (Lifecycle.TakesUp) _ -> {};
  }

  private void outdated(String service) {
    services.named(service).ifPresent(services::requireRestart);
    changed();
  }

  private void takeUp(Settings inForce) {
    unit.ifPresent(it -> it.takeUp(inForce));
  }

  /// SIPEP: the links, the registrations and the calls.
  private final class Telephony implements Lifecycle {
    @Override
    public void start(Settings inForce) {
      var identity = options.host().or(() -> host.identity(inForce));
      var trust = host.trust(options.trust(), inForce);
      // what an administrator has locked stays locked when SIPEP is restarted
      if (locks.isEmpty()) locks = Optional.of(EndpointLocks.initially(inForce));
      var started = Unit.start(options.with(inForce, trust, identity), locks.get());
      unit = Optional.of(started);
      started.watch(Adapter.this::changed);
      changed();
    }

    @Override
    public void stop() {
      unit.ifPresent(Unit::close);
      unit = Optional.empty();
      changed();
    }
  }

  /// The time, the interfaces and the certificates of the unit.
  public UnitHost host() {
    return host;
  }

  public Optional<Disclosures> disclosures() {
    return disclosures;
  }

  public UnitIdentity identity() {
    return options.identity();
  }

  public EventLog events() {
    return options.events();
  }

  public Configuration configuration() {
    return configuration;
  }

  public CertificateStore certificates() {
    return certificates;
  }

  public Services services() {
    return services;
  }

  /// Who may sign in.
  public Access access() {
    return access;
  }

  /// The log, scripts, backups and the command line.
  public Upkeep upkeep() {
    return upkeep;
  }

  /// The door for people.
  public Administration administration() {
    return administration;
  }

  /// What telephones; nothing while SIPEP is stopped.
  public Optional<Unit> unit() {
    return unit;
  }

  /// The phone at a line, counted from 0; nothing while SIPEP is stopped.
  public Optional<Handset> handset(int line) {
    return unit.map(it -> it.handset(line));
  }

  /// What the pages show; without SIPEP no line can be used.
  public UnitStatus status() {
    return unit.map(it -> it.status().exceptionally(Adapter::closing).join())
        .orElseGet(UnitStatus::stopped);
  }

  /// The loop of a unit that closes while someone looks takes no more questions.
  private static UnitStatus closing(Throwable failure) {
    if (failure instanceof RejectedExecutionException) return UnitStatus.stopped();
    throw new CompletionException(failure);
  }

  /// How long it has run since it was started or rebooted.
  public Duration uptime() {
    return Duration.between(startedAt, options.clock().instant());
  }

  private Command.Result reboot() {
    startedAt = options.clock().instant();
    var _ =
        services
            .stopAll()
            .thenRun(() -> locks = Optional.empty())
            .thenCompose(_ -> services.startAll(this::startsByItself));
    return new Command.Result.Done("The unit reboots.");
  }

  /// Calls `watcher` after every change that a page would show, on the thread that made it.
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  private void changed() {
    watchers.forEach(Runnable::run);
  }

  /// Ends the calls, removes the registrations and closes the links.
  @Override
  public void close() {
    disclosures.ifPresent(Disclosures::close);
    services.close();
    host.close();
    upkeep.close();
  }
}
