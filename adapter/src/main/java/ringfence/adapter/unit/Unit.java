package ringfence.adapter.unit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ringfence.adapter.call.LineSecurity;
import ringfence.adapter.call.LineSupport;
import ringfence.adapter.call.OfferRefusals;
import ringfence.adapter.call.PhoneCall;
import ringfence.adapter.call.PhoneLine;
import ringfence.adapter.call.Way;
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.GatewayPlan;
import ringfence.adapter.gateway.Registrations;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.UserAgent;
import ringfence.adapter.line.Handset;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.setting.Settings;
import ringfence.media.codec.Frame;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.sip.ua.Conduct;
import ringfence.sip.ua.RegistrationState;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Loop;
import ringfence.transport.MediaSockets;
import ringfence.transport.SipEndpoint;

/// The terminal adapter: its lines, its gateway, and the two loops they run on.
public final class Unit implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final Duration STANDSTILL = Duration.ofSeconds(2);

  private final UnitOptions options;
  private final Loop sip;
  private final Loop media;
  private final SipEndpoint endpoint;
  private final Gateway gateway;
  private final UserAgent userAgent;
  private final Registrations registrations;
  private final UnitAccounts accounts;
  private final List<PhoneLine> lines = new ArrayList<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  private Instant nextFrame = Instant.EPOCH;
  private boolean closing;

  private Unit(UnitOptions options) {
    this.options = options;
    this.sip = new Loop("sip", this::fault);
    this.media = new Loop("media", this::fault);
    var sockets = new MediaSockets(media);
    var plan =
        GatewayPlan.of(options.settings(), options.address(), options.trust(), options.host())
            .named(options.gateway());
    this.accounts = new UnitAccounts(options, plan, media, sockets);
    var layer = new TransactionLayer(accounts.timers(), options.chance());
    this.endpoint =
        new SipEndpoint(
            sip,
            layer,
            endpointOptions(),
            new SipParser(Conduct.headersRead().toArray(Header<?>[]::new)));
    this.gateway = new Gateway(sip, endpoint, plan, options.events(), new GatewayWatch());
    this.userAgent =
        new UserAgent(sip, layer, endpoint, gateway, accounts.greeter(), this::invited);
    this.registrations =
        new Registrations(sip, userAgent, accounts.identifiers(), options.events(), _ -> refresh());
    options.taps().forEach(endpoint::tap);
    options.taps().forEach(sockets::tap);
    options.keyLog().ifPresent(endpoint::keyLog);
    accounts.reach(gateway, surroundings());
    makeLines();
  }

  /// Starts a unit. It connects and registers by itself, and goes on trying.
  public static Unit start(UnitOptions options) {
    var unit = new Unit(options);
    unit.endpoint.serve(unit.userAgent);
    unit.sip.post(unit.gateway::start);
    unit.media.every(Frame.LENGTH, unit::tick);
    return unit;
  }

  private EndpointOptions endpointOptions() {
    Duration ping = options.settings().get(SipEp.KEEP_ALIVE_INTERVAL);
    var times = EndpointOptions.Times.usual().withPing(ping, Duration.ofSeconds(10));
    return EndpointOptions.usual().with(times);
  }

  private PhoneCall.Surroundings surroundings() {
    var own = HostPort.of(options.address().getHostAddress());
    var status = new StatusCode(options.settings().get(SipInterop.REJECT_CODE));
    var refusals = new OfferRefusals(status, own, options.events());
    return new PhoneCall.Surroundings(sip, userAgent, refusals, options.events(), options.chance());
  }

  private void makeLines() {
    var support =
        new LineSupport(sip, media, accounts, options.events(), options.chance(), this::changed);
    for (String id : SipEp.USER_AGENTS.rows()) {
      lines.add(new PhoneLine(id, support));
      if (!accounts.user(id).isEmpty()) advise(id);
    }
    refresh();
  }

  private void advise(String line) {
    for (String sentence : LineSecurity.of(options.settings(), line).advice()) {
      options.events().report(UnitEvents.SECURITY_ADVICE.report(sentence).about(line));
    }
  }

  private void fault(Throwable fault) {
    options.events().report(UnitEvents.FAULT.report(fault));
  }

  /// Makes up for late ticks, so that the audio keeps its time; after a standstill it starts anew.
  private void tick() {
    Instant now = media.now();
    if (nextFrame.isBefore(now.minus(STANDSTILL))) nextFrame = now;
    for (; !nextFrame.isAfter(now); nextFrame = nextFrame.plus(Frame.LENGTH)) {
      for (PhoneLine line : lines) line.audio().tick(nextFrame);
    }
  }

  /// What it runs with.
  public Settings settings() {
    return accounts.settings();
  }

  /// Takes up what is read at each call: everything but the settings of `SipEp`.
  public void takeUp(Settings inForce) {
    accounts.takeUp(inForce);
    sip.post(this::refresh);
  }

  /// The phone at a line, counted from 0.
  public Handset handset(int line) {
    return lines.get(line).handset();
  }

  /// Calls a number from a line whose receiver is off the hook, without dialling it by keys.
  public void dial(int line, String number) {
    sip.post(() -> lines.get(line).dial(number));
  }

  /// Completes with the first status that is as wanted, now or later.
  public CompletableFuture<UnitStatus> when(Predicate<UnitStatus> wanted) {
    var met = new CompletableFuture<UnitStatus>();
    Runnable check =
        () -> {
          if (met.isDone()) return;
          UnitStatus now = statusNow();
          if (wanted.test(now)) met.complete(now);
        };
    watch(check);
    var _ = met.whenComplete((_, _) -> watchers.remove(check));
    sip.post(check);
    return met;
  }

  /// Calls `watcher` on the SIP loop after every change that a page would show.
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  private void changed() {
    watchers.forEach(Runnable::run);
  }

  public CompletableFuture<UnitStatus> status() {
    return sip.ask(this::statusNow);
  }

  /// The status at this moment; for watchers, which are on the SIP loop.
  public UnitStatus statusNow() {
    List<UnitStatus.Line> all = lines.stream().map(this::status).toList();
    List<Boolean> configured =
        all.stream()
            .filter(line -> !line.user().isEmpty())
            .map(UnitStatus.Line::operational)
            .toList();
    return new UnitStatus(ReadyLed.of(configured), gateway.links(), all);
  }

  private UnitStatus.Line status(PhoneLine line) {
    String user = accounts.user(line.endpoint());
    RegistrationState state = registrations.state(user);
    boolean registers = accounts.registers(line.endpoint());
    return new UnitStatus.Line(
        line.endpoint(),
        user,
        registers ? Registrations.text(state) : "Disabled",
        registers ? registrations.cause(user) : "",
        line.state(),
        line.hearing(),
        line.dialled(),
        line.lastEnd(),
        isOperational(line.endpoint()),
        line.callStatus(),
        line.lastCall());
  }

  /// A line that registers can be used while it is registered, another while there is a way out.
  private boolean isOperational(String lineId) {
    String user = accounts.user(lineId);
    if (user.isEmpty()) return false;
    return accounts.registers(lineId)
        ? registrations.isRegistered(user)
        : gateway.isUp(gateway.plan().proxy());
  }

  private void refresh() {
    for (PhoneLine line : lines) line.usable(isOperational(line.endpoint()));
    changed();
  }

  private void invited(SipRequest invite, TransactionKey key) {
    Optional<PhoneLine> line =
        lines.stream().filter(one -> isFor(invite, accounts.user(one.endpoint()))).findFirst();
    Optional<Way> way = line.flatMap(it -> accounts.way(it.endpoint()));
    if (line.isEmpty()) userAgent.reject(invite, key, StatusCode.NOT_FOUND);
    else if (way.isEmpty()) userAgent.reject(invite, key, StatusCode.SERVICE_UNAVAILABLE);
    else line.get().invited(invite, key, way.get());
  }

  private static boolean isFor(SipRequest invite, String user) {
    return invite.uri() instanceof SipUri uri
        && !user.isEmpty()
        && uri.userText().filter(user::equals).isPresent();
  }

  private final class GatewayWatch implements Gateway.Listener {
    @Override
    public void up(HostPort server) {
      if (server.equals(gateway.plan().registrar())) register();
      refresh();
    }

    @Override
    public void down(HostPort server, String cause) {
      if (closing) return;
      if (server.equals(gateway.plan().registrar())) registrations.lost();
      refresh();
    }
  }

  private void register() {
    for (PhoneLine line : lines) {
      accounts
          .registration(line.endpoint())
          .ifPresent(plan -> registrations.begin(accounts.user(line.endpoint()), plan));
    }
  }

  /// Ends the calls, removes the registrations, closes the links and ends both loops.
  @Override
  public void close() {
    var gone = new CompletableFuture<Void>();
    sip.post(
        () -> {
          watch(() -> completeWhenGone(gone));
          lines.forEach(PhoneLine::hangUp);
          registrations.end();
          completeWhenGone(gone);
        });
    gone.completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(() -> sip.post(this::stop))
        .join();
    endpoint.close();
    sip.close();
    media.close();
    accounts.close();
  }

  private void stop() {
    closing = true;
    gateway.stop();
  }

  private void completeWhenGone(CompletableFuture<Void> gone) {
    if (registrations.isEmpty()) gone.complete(null);
  }
}
