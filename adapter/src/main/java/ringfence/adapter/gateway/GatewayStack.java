package ringfence.adapter.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.sip.ua.Account;
import ringfence.sip.ua.RegistrationState;
import ringfence.transport.SipEndpoint;

/// A gateway while it is open: endpoint, transactions, user agent, ways and registrations of its
/// own, so that nothing of another gateway can touch it. On the SIP loop.
final class GatewayStack {
  private final GatewaySetup setup;
  private final GatewayPlan plan;
  private final GatewayAccounts accounts;
  private final List<Registrant> registrants;
  private final SipEndpoint endpoint;
  private final Ways ways;
  private final UserAgent userAgent;
  private final Registrations registrations;
  private final KeepAlive keepAlive;
  private boolean closing;

  /// Nothing is opened yet.
  ///
  /// @param histories of the links to each server, which go on
  /// @param onChange told when a way or a registration has changed
  GatewayStack(
      GatewaySetup setup,
      GatewayPlan plan,
      List<Registrant> registrants,
      Map<HostPort, LinkHistory> histories,
      UserAgent.Reception reception,
      Runnable onChange) {
    this.setup = setup;
    this.plan = plan;
    this.registrants = registrants;
    this.accounts = new GatewayAccounts(setup.settings(), plan, setup.agent());
    TransactionLayer layer = layer(setup);
    this.endpoint = setup.endpoint(layer);
    this.ways = new Ways(setup, endpoint, plan, histories, new Watch(onChange));
    this.userAgent =
        new UserAgent(
            setup.loop(),
            layer,
            endpoint,
            Departure.of(setup.settings(), plan),
            ways,
            accounts.greeter(setup.identifiers()),
            reception);
    this.registrations =
        new Registrations(setup.loop(), userAgent, setup.identifiers(), setup.events(), onChange);
    this.keepAlive =
        new KeepAlive(setup.loop(), userAgent, setup.identifiers(), plan.proxy(), this::tried);
    endpoint.serve(userAgent);
  }

  private static TransactionLayer layer(GatewaySetup setup) {
    var timers = GatewayAccounts.timers(setup.settings());
    return new TransactionLayer(timers, setup.identifiers().chance());
  }

  private void tried(boolean answered) {
    ways.tried(plan.proxy(), answered);
  }

  private final class Watch implements Ways.Listener {
    private final Runnable onChange;

    Watch(Runnable onChange) {
      this.onChange = onChange;
    }

    @Override
    public void up(HostPort server) {
      if (server.equals(plan.registrar())) {
        registrations.begin(registrants, who -> accounts.registration(who, ways));
      }
      onChange.run();
    }

    @Override
    public void down(HostPort server, String cause) {
      if (!closing && server.equals(plan.registrar())) registrations.lost();
      onChange.run();
    }
  }

  /// Opens the sockets one after the other, then the ways to the servers.
  void open(Consumer<Optional<String>> done) {
    var listener =
        new ListeningSocket.Listener() {
          @Override
          public void open(Map<Transport, Integer> ports) {
            ways.open(ports);
            keepAlive();
            done.accept(Optional.empty());
          }

          @Override
          public void failed(Transport transport, String reason) {
            done.accept(Optional.of(reason));
          }
        };
    new ListeningSocket(setup.loop(), endpoint, plan, setup.events(), listener).open();
  }

  private void keepAlive() {
    Settings settings = setup.settings();
    if (settings.get(SipServers.KEEP_ALIVE_METHOD) == KeepAliveMethod.SIP_OPTIONS) {
      keepAlive.start(KeepAliveTimes.within(settings.get(SipServers.KEEP_ALIVE_INTERVAL)));
    }
  }

  GatewayPlan plan() {
    return plan;
  }

  GatewayAccounts accounts() {
    return accounts;
  }

  UserAgent userAgent() {
    return userAgent;
  }

  Ways ways() {
    return ways;
  }

  Registrations registrations() {
    return registrations;
  }

  Optional<Account> account(String line) {
    return accounts.account(line, ways);
  }

  boolean isRegistered(Registrant who) {
    return registrations.state(who).isRegistered();
  }

  /// The rows of the registrations' tables.
  List<RegistrationStatus> registrationStatuses() {
    return registrants.stream().map(this::status).toList();
  }

  private RegistrationStatus status(Registrant who) {
    RegistrationState state = registrations.state(who);
    boolean wrong = accounts.isWrong(who);
    return new RegistrationStatus(
        who.endpoint(),
        who.user(),
        plan.name(),
        plan.servers().registrar(),
        wrong ? "ConfigError" : Registrations.text(state),
        wrong ? "there is no user name, or no registrar" : Registrations.cause(state));
  }

  /// Closes the links gracefully.
  void stop() {
    closing = true;
    keepAlive.stop();
    ways.stop();
  }

  /// Whether its links are closed.
  boolean isStopped() {
    return ways.isStopped();
  }

  /// Closes everything at once, since the address is gone.
  void abandon(String why) {
    closing = true;
    keepAlive.stop();
    ways.abandon(why);
    close();
  }

  /// Closes what is left.
  void close() {
    endpoint.close();
    plan.credentials().revocation().close();
  }
}
