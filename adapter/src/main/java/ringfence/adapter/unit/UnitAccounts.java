package ringfence.adapter.unit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import ringfence.adapter.call.CallAudio;
import ringfence.adapter.call.CallServices;
import ringfence.adapter.call.LineKeys;
import ringfence.adapter.call.LineSecurity;
import ringfence.adapter.call.LineServices;
import ringfence.adapter.call.LineSupport;
import ringfence.adapter.call.Mipt;
import ringfence.adapter.call.OfferRefusals;
import ringfence.adapter.call.PhoneCall;
import ringfence.adapter.call.Way;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.adapter.dialling.DtmfMaps.EmergencyOverride;
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.log.UnitEvents;
import ringfence.adapter.route.CallProperty;
import ringfence.adapter.route.CallRouter;
import ringfence.adapter.route.CallRouter.Leg;
import ringfence.adapter.route.RoutedCall;
import ringfence.adapter.route.Signaling;
import ringfence.manage.setting.Settings;
import ringfence.media.negotiation.MediaSettings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.ua.Account;
import ringfence.transport.Loop;
import ringfence.transport.MediaSockets;

/// How the lines of a unit call and are called: by which gateway, and with what media.
final class UnitAccounts implements LineSupport.Calling, AutoCloseable {
  /// ITU-T Q.850: what a gateway is without a way to its server.
  private static final int NETWORK_OUT_OF_ORDER = 38;

  private final UnitOptions options;
  private final Loop sip;
  private final Loop media;
  private final MediaSockets sockets;
  private final Identifiers identifiers;
  private final List<LineKeys> before = new CopyOnWriteArrayList<>();
  private volatile Settings settings;
  private volatile LineKeys keys;
  private volatile UnitRoutes routes;
  private final Set<String> emergencies = new HashSet<>();
  private List<Gateway> gateways = List.of();

  UnitAccounts(UnitOptions options, Loop sip, Loop media, MediaSockets sockets) {
    this.options = options;
    this.sip = sip;
    this.media = media;
    this.sockets = sockets;
    this.settings = options.settings();
    this.identifiers = new Identifiers(options.chance());
    this.keys = new LineKeys(settings);
    this.routes = UnitRoutes.of(settings);
  }

  /// Calls by these gateways.
  void by(List<Gateway> all) {
    gateways = all;
  }

  /// Uses these settings from the next call on; calls that stand keep theirs and their keys.
  void takeUp(Settings now) {
    before.add(keys);
    keys = new LineKeys(now);
    settings = now;
    routes = UnitRoutes.of(now);
  }

  Settings settings() {
    return settings;
  }

  /// Says what a person has to know of the security of a line.
  void advise(String line) {
    for (String sentence : LineSecurity.of(settings, line).advice()) {
      options.events().report(UnitEvents.SECURITY_ADVICE.report(sentence).about(line));
    }
  }

  @Override
  public Identifiers identifiers() {
    return identifiers;
  }

  @Override
  public Optional<Way.To> way(String endpoint, DialledNumber dialled) {
    if (dialled.emergency()) emergencies.add(endpoint);
    else emergencies.remove(endpoint);
    return switch (routes.out(endpoint, dialled, sip.now())) {
      case CallRouter.None _ -> Optional.empty();
      case CallRouter.Found found ->
          firstWay(endpoint, dialled.emergency() ? urgent(found) : found);
    };
  }

  private static CallRouter.Found urgent(CallRouter.Found found) {
    List<Leg> urgent =
        found.legs().stream()
            .map(leg -> new Leg(leg.call(), leg.destination(), leg.signaling().urgent()))
            .toList();
    return new CallRouter.Found(urgent, found.causes());
  }

  @Override
  public Optional<Way.To> wayTo(String endpoint, SipUri target) {
    var named = new DialledNumber(target.userText().orElse(""), Optional.of(target.host()));
    return way(endpoint, named).map(to -> new Way.To(to.way(), target));
  }

  private Optional<Way.To> firstWay(String endpoint, CallRouter.Found found) {
    for (Leg leg : found.legs()) {
      Optional<Way.To> way = way(endpoint, leg);
      if (way.isPresent() || !found.causes().contains(NETWORK_OUT_OF_ORDER)) return way;
    }
    return Optional.empty();
  }

  private Optional<Way.To> way(String endpoint, Leg leg) {
    Optional<Gateway> gateway =
        gateways.stream()
            .filter(it -> leg.destination().equals(CallRouter.SIP + it.name()))
            .findFirst();
    Optional<SipUri> target = gateway.flatMap(it -> target(it, leg.call()));
    return gateway
        .flatMap(it -> way(endpoint, it, leg.signaling()))
        .flatMap(way -> target.map(it -> new Way.To(calledBy(way, leg.call()), it)));
  }

  private static Optional<SipUri> target(Gateway gateway, RoutedCall call) {
    String host = call.get(CallProperty.CALLED_HOST);
    if (host.isEmpty()) return gateway.target(call.called());
    HostPort at = HostPort.parse(host);
    SipUri there = call.called().isEmpty() ? SipUri.of(at) : SipUri.of(call.called(), at);
    return gateway.address().map(_ -> there);
  }

  /// The same way, with the caller as the mappings of its route have made it.
  private static Way calledBy(Way way, RoutedCall call) {
    NameAddr own = way.account().address();
    if (!(own.uri() instanceof SipUri uri)) return way;
    String name = call.get(CallProperty.CALLING_NAME);
    boolean same = uri.userText().orElse("").equals(call.caller());
    SipUri caller = same ? uri : SipUri.of(call.caller(), uri.host());
    return way.by(name.isEmpty() ? NameAddr.of(caller) : NameAddr.of(name, caller));
  }

  @Override
  public String noWay(String endpoint, DialledNumber dialled) {
    return routes.out(endpoint, dialled, sip.now()) instanceof CallRouter.None(String reason)
        ? reason
        : "there is no connection to the server";
  }

  @Override
  public LineServices services(String endpoint) {
    LineServices usual = CallServices.of(settings, endpoint);
    boolean without =
        emergencies.contains(endpoint)
            && settings.get(DtmfMaps.EMERGENCY_OVERRIDE) == EmergencyOverride.NO_SERVICES;
    return without ? usual.withoutHold() : usual;
  }

  /// Where a call goes that comes by a gateway.
  CallRouter.Routing routing(Gateway gateway, SipRequest invite) {
    return routes.in(gateway, invite, sip.now());
  }

  /// How a line reaches a gateway, or is reached by it; empty while messages have no way back.
  Optional<Way> way(String endpoint, Gateway gateway, Signaling signaling) {
    Optional<Account> account = gateway.account(endpoint);
    return gateway
        .address()
        .flatMap(
            address ->
                account.map(
                    it -> new Way(gateway.name(), address, it, surroundings(gateway, signaling))));
  }

  private PhoneCall.Surroundings surroundings(Gateway gateway, Signaling signaling) {
    var own = HostPort.of(gateway.address().orElseThrow().getHostAddress());
    var status = new StatusCode(settings.get(SipInterop.REJECT_CODE));
    return new PhoneCall.Surroundings(
        sip,
        gateway.userAgent().orElseThrow(),
        new OfferRefusals(status, own, options.events()),
        options.events(),
        options.chance(),
        signaling);
  }

  @Override
  public CallAudio.Place audio(String endpoint, Way way) {
    return new CallAudio.Place(
        media,
        sockets,
        way.address(),
        Mipt.basePort(settings, endpoint),
        Mipt.delay(settings),
        options.chance());
  }

  @Override
  public MediaSettings mediaSettings(String endpoint, Way way, int port) {
    return Mipt.media(settings, way.address(), port, keys.policy(endpoint))
        .withHold(SipInterop.hold(settings))
        .withLessMediaAllowed(settings.get(SipInterop.LESS_MEDIA));
  }

  /// Erases the pre-shared keys of the lines.
  @Override
  public void close() {
    before.forEach(LineKeys::close);
    keys.close();
  }
}
