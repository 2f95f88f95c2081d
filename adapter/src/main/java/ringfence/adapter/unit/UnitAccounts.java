package ringfence.adapter.unit;

import java.util.List;
import java.util.Optional;
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
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.log.UnitEvents;
import ringfence.adapter.route.CRout;
import ringfence.adapter.route.CallRouter;
import ringfence.adapter.route.CallRouter.RoutedCall;
import ringfence.manage.setting.Settings;
import ringfence.media.negotiation.MediaSettings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.ua.Account;
import ringfence.transport.Loop;
import ringfence.transport.MediaSockets;

/// How the lines of a unit call and are called: by which gateway, and with what media.
final class UnitAccounts implements LineSupport.Calling, AutoCloseable {
  private final UnitOptions options;
  private final Loop sip;
  private final Loop media;
  private final MediaSockets sockets;
  private final Identifiers identifiers;
  private final List<LineKeys> before = new CopyOnWriteArrayList<>();
  private volatile Settings settings;
  private volatile LineKeys keys;
  private volatile CallRouter router;
  private volatile GatewayChoice choice = (_, _) -> Optional.empty();
  private List<Gateway> gateways = List.of();

  UnitAccounts(UnitOptions options, Loop sip, Loop media, MediaSockets sockets) {
    this.options = options;
    this.sip = sip;
    this.media = media;
    this.sockets = sockets;
    this.settings = options.settings();
    this.identifiers = new Identifiers(options.chance());
    this.keys = new LineKeys(settings);
    this.router = CRout.router(settings);
  }

  /// Calls by these gateways, the first of them unless another is chosen.
  void by(List<Gateway> all) {
    gateways = all;
  }

  void choose(GatewayChoice other) {
    choice = other;
  }

  /// Uses these settings from the next call on; calls that stand keep theirs and their keys.
  void takeUp(Settings now) {
    before.add(keys);
    keys = new LineKeys(now);
    settings = now;
    router = CRout.router(now);
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
    Optional<Gateway> gateway = gatewayFor(endpoint, dialled.number());
    Optional<SipUri> target = gateway.flatMap(it -> target(it, dialled));
    return gateway
        .flatMap(it -> way(endpoint, it))
        .flatMap(way -> target.map(it -> new Way.To(way, it)));
  }

  private static Optional<SipUri> target(Gateway gateway, DialledNumber dialled) {
    if (dialled.host().isEmpty()) return gateway.target(dialled.number());
    HostPort host = dialled.host().get();
    SipUri there = dialled.number().isEmpty() ? SipUri.of(host) : SipUri.of(dialled.number(), host);
    return gateway.address().map(_ -> there);
  }

  @Override
  public LineServices services(String endpoint) {
    return CallServices.of(settings, endpoint);
  }

  private Optional<Gateway> gatewayFor(String endpoint, String number) {
    if (!router.isEmpty()) return routed(endpoint, number);
    Optional<String> chosen = choice.gatewayFor(endpoint, number);
    if (chosen.isEmpty()) return gateways.stream().findFirst();
    return gateways.stream().filter(it -> it.name().equals(chosen.get())).findFirst();
  }

  private Optional<Gateway> routed(String endpoint, String number) {
    String calling = settings.get(SipEp.USER_NAME, endpoint);
    return router
        .destination(new RoutedCall(CRout.FXS + endpoint, number, calling))
        .flatMap(
            destination ->
                gateways.stream()
                    .filter(it -> destination.equals(CRout.SIP + it.name()))
                    .findFirst());
  }

  /// Where a call goes that comes by a gateway: `fxs-FXS1`, `SipRedirect-201`. Without routes, to
  /// the line whose user is called.
  Optional<String> destination(Gateway gateway, SipRequest invite) {
    String called = user(invite.uri());
    if (router.isEmpty()) {
      return SipEp.USER_AGENTS.rows().stream()
          .filter(line -> !called.isEmpty() && settings.get(SipEp.USER_NAME, line).equals(called))
          .map(CRout.FXS::concat)
          .findFirst();
    }
    String calling = user(invite.from().uri());
    return router.destination(new RoutedCall(CRout.SIP + gateway.name(), called, calling));
  }

  private static String user(Uri uri) {
    return uri instanceof SipUri sip ? sip.userText().orElse("") : "";
  }

  /// How a line reaches a gateway, or is reached by it; empty while messages have no way back.
  Optional<Way> way(String endpoint, Gateway gateway) {
    Optional<Account> account = gateway.account(endpoint);
    return gateway
        .address()
        .flatMap(
            address ->
                account.map(it -> new Way(gateway.name(), address, it, surroundings(gateway))));
  }

  private PhoneCall.Surroundings surroundings(Gateway gateway) {
    var own = HostPort.of(gateway.address().orElseThrow().getHostAddress());
    var status = new StatusCode(settings.get(SipInterop.REJECT_CODE));
    return new PhoneCall.Surroundings(
        sip,
        gateway.userAgent().orElseThrow(),
        new OfferRefusals(status, own, options.events()),
        options.events(),
        options.chance());
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
