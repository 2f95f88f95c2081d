package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.event.Report;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.ua.Account;
import ringfence.transport.HostAddresses;
import ringfence.transport.Loop;

/// A gateway of the unit: it opens when its network interface has an address and, over TLS, the
/// clock is right, and goes on trying while it cannot. On the SIP loop.
public final class Gateway {
  private static final Duration UNTIL_NEXT_LOOK = Duration.ofSeconds(1);
  private static final Duration BETWEEN_ADDRESS_CHECKS = Duration.ofSeconds(1);

  /// Told what comes for the unit.
  public interface Owner {
    /// An INVITE that begins a call.
    ///
    /// @param userAgent what answers it
    void invited(Gateway gateway, UserAgent userAgent, SipRequest invite, TransactionKey key);

    /// Something that a page would show.
    void changed();
  }

  private sealed interface State {
    record Closed() implements State {}

    record Waiting(GatewayState why, String cause, Loop.Timer next) implements State {}

    record Opening(GatewayStack stack) implements State {}

    record Open(GatewayStack stack, Loop.Timer addressCheck) implements State {}
  }

  private final String name;
  private final GatewaySetup setup;
  private final List<Registrant> registrants;
  private final Owner owner;
  private final Map<HostPort, LinkHistory> histories = new HashMap<>();
  private State state = new State.Closed();

  /// A gateway that is not started.
  ///
  /// @param registrants who is to be registered there
  public Gateway(String name, GatewaySetup setup, List<Registrant> registrants, Owner owner) {
    this.name = name;
    this.setup = setup;
    this.registrants = List.copyOf(registrants);
    this.owner = owner;
  }

  public String name() {
    return name;
  }

  public void start() {
    boolean secure = setup.settings().get(SipTransport.TLS, SipTransport.ALL);
    Optional<InetAddress> address = address(networkInterface());
    var servers = SipServers.of(setup.settings(), name);
    if (!SipServers.isServer(servers.outbound().orElse(servers.proxy()))) {
      await(GatewayState.INVALID_CONFIGURATION, "there is no proxy");
    } else if (address.isEmpty()) {
      await(GatewayState.NETWORK_DOWN, networkInterface() + " has no address");
    } else if (secure && !setup.network().isClockReady()) {
      await(GatewayState.WAITING_FOR_TIME, "certificates cannot be judged before it");
    } else {
      open(address.get());
    }
  }

  private Optional<InetAddress> address(String networkInterface) {
    return setup.network().address(networkInterface).filter(HostAddresses::has);
  }

  private String networkInterface() {
    return setup.settings().get(SipEp.NETWORK_INTERFACE, name);
  }

  /// Looks again soon; what is the matter is told once.
  private void await(GatewayState why, String cause) {
    boolean told = state instanceof State.Waiting(var before, _, _) && before == why;
    state = new State.Waiting(why, cause, setup.loop().after(UNTIL_NEXT_LOOK, this::start));
    if (told) return;
    boolean time = why == GatewayState.WAITING_FOR_TIME;
    tell(
        time ? UnitEvents.CLOCK_NOT_SYNCHRONISED.report() : UnitEvents.GATEWAY_WAITS.report(cause));
    owner.changed();
  }

  private void open(InetAddress address) {
    var credentials = GatewayPlan.Credentials.of(setup.settings(), setup.trust(), setup.host());
    var bound = new GatewayPlan.Bound(address, credentials);
    var plan = GatewayPlan.of(setup.settings(), name, setup.numbers(), bound);
    var stack =
        new GatewayStack(setup, plan, registrants, histories, this::invited, owner::changed);
    state = new State.Opening(stack);
    stack.open(failure -> opened(stack, failure));
  }

  private void opened(GatewayStack stack, Optional<String> failure) {
    if (!(state instanceof State.Opening(GatewayStack current)) || current != stack) {
      stack.close();
    } else if (failure.isPresent()) {
      stack.close();
      cannotListen(stack.plan(), failure.get());
    } else {
      var check = setup.loop().every(BETWEEN_ADDRESS_CHECKS, () -> checkAddress(stack));
      state = new State.Open(stack, check);
      SipTls.warning(setup.settings()).ifPresent(it -> tell(UnitEvents.LEGACY_TLS.report(it)));
      owner.changed();
    }
  }

  /// What is bound to an address that the interface no longer has is dead, though nothing says so.
  private void checkAddress(GatewayStack stack) {
    InetAddress bound = stack.plan().address();
    Optional<InetAddress> now = address(networkInterface());
    if (now.filter(bound::equals).isPresent()) return;
    String gone = networkInterface() + " has lost the address " + bound.getHostAddress();
    String why = now.map(it -> gone + " and has " + it.getHostAddress() + " now").orElse(gone);
    tell(UnitEvents.ADDRESS_LOST.report(why));
    stack.abandon(why + ".");
    close();
    start();
  }

  private void cannotListen(GatewayPlan plan, String reason) {
    GatewayState why =
        reason.contains("in use") ? GatewayState.PORT_IN_USE : GatewayState.NETWORK_DOWN;
    state = new State.Waiting(why, reason, setup.loop().after(plan.retryInterval(), this::start));
    tell(UnitEvents.CANNOT_LISTEN.report(reason));
    owner.changed();
  }

  private void invited(UserAgent userAgent, SipRequest invite, TransactionKey key) {
    owner.invited(this, userAgent, invite, key);
  }

  private Optional<GatewayStack> stack() {
    return state instanceof State.Open(GatewayStack stack, _)
        ? Optional.of(stack)
        : Optional.empty();
  }

  /// Who carries out what calls through this gateway want; nothing while it is closed.
  public Optional<UserAgent> userAgent() {
    return stack().map(GatewayStack::userAgent);
  }

  /// Where the calls' messages and media come from.
  public Optional<InetAddress> address() {
    return stack().map(stack -> stack.plan().address());
  }

  /// Who a line is in its calls here; empty while requests have no way back to it.
  public Optional<Account> account(String line) {
    return stack().filter(_ -> !isDisabled()).flatMap(stack -> stack.account(line));
  }

  /// The address of a number here; empty while the gateway takes no calls.
  public Optional<SipUri> target(String number) {
    return stack().filter(_ -> takesCalls()).map(stack -> stack.accounts().target(number));
  }

  /// Whether there is a way to the proxy, and calls may take it.
  public boolean takesCalls() {
    return stack().filter(it -> it.ways().isUp(it.plan().proxy()) && !isDisabled()).isPresent();
  }

  /// Whether calls may come or go: there is a way to the proxy, or at least one to us.
  public boolean isReachable() {
    return takesCalls() || stack().filter(it -> it.ways().listens() && !isDisabled()).isPresent();
  }

  private boolean isDisabled() {
    var behavior = setup.settings().get(SipRegistrations.UNREGISTERED_UNIT);
    return behavior == SipRegistrations.UnregisteredUnit.DISABLE_GATEWAY
        && registrants.stream().anyMatch(who -> who.isOfUnit() && !isRegistered(who));
  }

  private boolean isRegistered(Registrant who) {
    return stack().filter(stack -> stack.isRegistered(who)).isPresent();
  }

  /// Whether a line is registered here.
  public boolean isRegistered(String line) {
    return registrants.stream().anyMatch(who -> who.endpoint().equals(line) && isRegistered(who));
  }

  /// The rows of the registrations' tables.
  public List<RegistrationStatus> registrations() {
    return stack().map(GatewayStack::registrationStatuses).orElseGet(this::unregistered);
  }

  private List<RegistrationStatus> unregistered() {
    var registrar = SipServers.of(setup.settings(), name).registrar();
    String cause = status().cause();
    return registrants.stream()
        .map(
            who ->
                new RegistrationStatus(
                    who.endpoint(), who.user(), name, registrar, "Unregistered", cause))
        .toList();
  }

  /// The rows of the links' table.
  public List<LinkStatus> links() {
    return stack().map(stack -> stack.ways().links()).orElse(List.of());
  }

  /// Has the wanted links opened anew; how many they were.
  public int reopen(Predicate<LinkStatus> wanted, String why) {
    return stack().map(stack -> stack.ways().reopen(wanted, why)).orElse(0);
  }

  /// Removes every registration and registers anew.
  public void refresh() {
    stack().ifPresent(stack -> stack.registrations().refresh());
  }

  /// Removes every registration.
  public void end() {
    stack().ifPresent(stack -> stack.registrations().end());
  }

  /// Whether every registration is gone, or was never there.
  public boolean isEmpty() {
    return stack().filter(stack -> !stack.registrations().isEmpty()).isEmpty();
  }

  private GatewayState state() {
    return switch (state) {
      case State.Closed(), State.Opening _ -> GatewayState.RESTARTING;
      case State.Waiting(GatewayState why, _, _) -> why;
      case State.Open(GatewayStack stack, _) -> {
        if (stack.ways().cause().isPresent()) yield GatewayState.SERVER_UNREACHABLE;
        if (!stack.ways().isUp(stack.plan().proxy())) yield GatewayState.RESTARTING;
        yield isDisabled() ? GatewayState.UNREGISTERED : GatewayState.READY;
      }
    };
  }

  /// Its row of the table Gateway Status.
  public GatewayStatus status() {
    GatewayState now = state();
    String cause =
        switch (state) {
          case State.Waiting(_, String why, _) -> why;
          case State.Open(GatewayStack stack, _) -> stack.ways().cause().orElse("");
          case State.Closed(), State.Opening _ -> "";
        };
    return new GatewayStatus(
        name,
        networkInterface(),
        GatewayPlan.port(setup.settings(), name),
        GatewayPlan.securePort(setup.settings(), name),
        setup.settings().get(SipEp.DOMAIN, name),
        now,
        cause);
  }

  /// Closes its links gracefully.
  public void stop() {
    if (state instanceof State.Waiting(_, _, Loop.Timer next)) next.cancel();
    if (state instanceof State.Open(_, Loop.Timer check)) check.cancel();
    stack().ifPresent(GatewayStack::stop);
  }

  /// Whether its links are closed.
  public boolean isStopped() {
    return stack().filter(stack -> !stack.isStopped()).isEmpty();
  }

  /// Closes what is left of it.
  public void close() {
    if (state instanceof State.Open(GatewayStack stack, Loop.Timer check)) {
      check.cancel();
      stack.close();
    }
    state = new State.Closed();
  }

  private void tell(Report report) {
    setup.events().report(report.about(name));
  }
}
