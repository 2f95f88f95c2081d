package ringfence.adapter.unit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ringfence.adapter.call.LineSupport;
import ringfence.adapter.call.PhoneLine;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.endpoint.EndpointLocks;
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.GatewaySetup;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.Registrant;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipRegistrations;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.gateway.UserAgent;
import ringfence.adapter.line.Handset;
import ringfence.adapter.line.Pots;
import ringfence.adapter.line.TelIf;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.setting.Settings;
import ringfence.media.codec.Frame;
import ringfence.sip.message.SipRequest;
import ringfence.sip.transaction.TransactionKey;
import ringfence.transport.Loop;
import ringfence.transport.MediaSockets;

/// The terminal adapter: its lines, its gateways, and the two loops they run on.
public final class Unit implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final Duration DRAINING = Duration.ofSeconds(6); // the links give up after 5 s
  private static final Duration STANDSTILL = Duration.ofSeconds(2);

  private final UnitOptions options;
  private final Loop sip;
  private final Loop media;
  private final UnitAccounts accounts;
  private final List<Gateway> gateways = new ArrayList<>();
  private final List<PhoneLine> lines = new ArrayList<>();
  private final Endpoints endpoints;
  private final Arrivals arrivals;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  private Instant nextFrame = Instant.EPOCH;

  private Unit(UnitOptions options, EndpointLocks locks) {
    this.options = options;
    this.sip = new Loop("sip", this::fault);
    this.media = new Loop("media", this::fault);
    var sockets = new MediaSockets(media);
    options.lookout().over(sockets);
    this.accounts = new UnitAccounts(options, sip, media, sockets);
    this.endpoints = new Endpoints(options.settings(), sip, gateways, lines, locks, this::refresh);
    this.arrivals = new Arrivals(accounts, endpoints, lines, options.events());
    makeGateways();
    makeLines();
  }

  /// Starts a unit. It connects and registers by itself, and goes on trying.
  public static Unit start(UnitOptions options) {
    return start(options, EndpointLocks.initially(options.settings()));
  }

  /// The same with endpoints locked as they were before.
  static Unit start(UnitOptions options, EndpointLocks locks) {
    var unit = new Unit(options, locks);
    unit.sip.post(() -> unit.gateways.forEach(Gateway::start));
    unit.media.every(Frame.LENGTH, unit::tick);
    return unit;
  }

  private void makeGateways() {
    Settings settings = options.settings();
    List<Registrant> all = Registrant.all(settings);
    List<Registrant> kept = all.stream().limit(SipRegistrations.MOST).toList();
    if (all.size() > kept.size()) {
      String first = all.get(kept.size()).toString();
      options
          .events()
          .report(UnitEvents.TOO_MANY_REGISTRATIONS.report(all.size(), kept.size(), first));
    }
    GatewaySetup setup = setup(settings);
    for (String name : settings.rows(SipEp.GATEWAYS)) {
      var registrants = kept.stream().filter(it -> it.gateway().equals(name)).toList();
      gateways.add(new Gateway(name, setup, registrants, new Owner()));
    }
    accounts.by(gateways);
  }

  private GatewaySetup setup(Settings settings) {
    return new GatewaySetup(
        sip,
        settings,
        options.identity().format(settings.get(SipInterop.UA_HEADER_FORMAT)),
        options.network(),
        options.trust(),
        options.host(),
        options.events(),
        options.lookout(),
        accounts.identifiers(),
        SipTransport.linkNumbers(settings, options.chance()));
  }

  private void makeLines() {
    var support =
        new LineSupport(sip, media, accounts, options.events(), options.chance(), this::changed);
    for (String id : SipEp.USER_AGENTS.rows()) {
      lines.add(new PhoneLine(id, support));
      if (!user(id).isEmpty()) accounts.advise(id);
    }
    setUpPhones(options.settings());
    refresh();
  }

  private void setUpPhones(Settings settings) {
    for (PhoneLine line : lines) {
      line.handset().flashes(Pots.flashWindow(settings));
      media.post(() -> line.audio().tones(TelIf.tones(settings)));
    }
  }

  private String user(String line) {
    return options.settings().get(SipEp.USER_NAME, line);
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
    setUpPhones(inForce);
    sip.post(this::refresh);
  }

  /// Which of its lines can be used, and the administrator's hold on them.
  public Endpoints endpoints() {
    return endpoints;
  }

  /// The phone at a line, counted from 0.
  public Handset handset(int line) {
    return lines.get(line).handset();
  }

  /// Calls a number from a line whose receiver is off the hook, without dialling it by keys.
  public void dial(int line, String number) {
    sip.post(() -> lines.get(line).dial(DialledNumber.of(number)));
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
    endpoints.settle();
    watchers.forEach(Runnable::run);
  }

  public CompletableFuture<UnitStatus> status() {
    return sip.ask(this::statusNow);
  }

  /// The status at this moment; for watchers, which are on the SIP loop.
  public UnitStatus statusNow() {
    List<RegistrationStatus> registrations =
        gateways.stream().flatMap(it -> it.registrations().stream()).toList();
    List<UnitStatus.Line> all = lines.stream().map(line -> status(line, registrations)).toList();
    List<Boolean> configured =
        all.stream()
            .filter(line -> !line.user().isEmpty())
            .map(UnitStatus.Line::operational)
            .toList();
    return new UnitStatus(
        ReadyLed.of(configured),
        gateways.stream().flatMap(it -> it.links().stream()).toList(),
        all,
        gateways.stream().map(Gateway::status).toList(),
        registrations);
  }

  private UnitStatus.Line status(PhoneLine line, List<RegistrationStatus> registrations) {
    // one that stands, or else the first
    Optional<RegistrationStatus> registration =
        registrations.stream()
            .filter(it -> it.endpoint().equals(line.endpoint()))
            .min(Comparator.comparing(it -> !it.isRegistered()));
    return new UnitStatus.Line(
        line.endpoint(),
        user(line.endpoint()),
        registration.map(RegistrationStatus::state).orElse("Disabled"),
        registration.map(RegistrationStatus::cause).orElse(""),
        line.state(),
        line.hearing(),
        line.dialled(),
        line.lastEnd(),
        endpoints.isOperational(line.endpoint()),
        line.callStatus(),
        line.lastCall());
  }

  private void refresh() {
    for (PhoneLine line : lines) line.usable(endpoints.usability(line.endpoint()));
    changed();
  }

  private final class Owner implements Gateway.Owner {
    @Override
    public void invited(
        Gateway gateway, UserAgent userAgent, SipRequest invite, TransactionKey key) {
      arrivals.bring(new Arrivals.Arrival(gateway, userAgent, invite, key));
    }

    @Override
    public void changed() {
      refresh();
    }
  }

  /// Has the wanted links opened anew; how many they were.
  int reopen(Predicate<LinkStatus> wanted, String why) {
    return sip.ask(() -> gateways.stream().mapToInt(it -> it.reopen(wanted, why)).sum()).join();
  }

  /// Removes every registration and registers anew, with the settings it was started with.
  public void refreshRegistrations() {
    sip.post(() -> gateways.forEach(Gateway::refresh));
  }

  /// Ends the calls, removes the registrations, closes the links and ends both loops.
  @Override
  public void close() {
    sip.post(
        () -> {
          lines.forEach(PhoneLine::hangUp);
          gateways.forEach(Gateway::end);
        });
    await(Gateway::isEmpty, FAREWELL);
    sip.post(() -> gateways.forEach(Gateway::stop));
    await(Gateway::isStopped, DRAINING);
    sip.post(() -> gateways.forEach(Gateway::close));
    sip.close();
    media.close();
    accounts.close();
  }

  /// Waits until every gateway has come to an end, but not for long.
  private void await(Predicate<Gateway> end, Duration most) {
    when(_ -> gateways.stream().allMatch(end))
        .thenAccept(_ -> {})
        .completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
