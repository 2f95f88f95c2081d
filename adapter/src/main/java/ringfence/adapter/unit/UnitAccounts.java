package ringfence.adapter.unit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import ringfence.adapter.call.CallAudio;
import ringfence.adapter.call.LineKeys;
import ringfence.adapter.call.LineSupport;
import ringfence.adapter.call.Mipt;
import ringfence.adapter.call.PhoneCall;
import ringfence.adapter.call.Way;
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.GatewayPlan;
import ringfence.adapter.gateway.SipAuthentication;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipTransport;
import ringfence.manage.setting.Settings;
import ringfence.media.negotiation.MediaSettings;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.Secret;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.Timers;
import ringfence.sip.ua.Account;
import ringfence.sip.ua.Conduct;
import ringfence.sip.ua.ContactMatching;
import ringfence.sip.ua.Greeter;
import ringfence.sip.ua.Keys;
import ringfence.sip.ua.RegistrationPlan;
import ringfence.transport.Loop;
import ringfence.transport.MediaSockets;

/// Who the lines of a unit are, as its settings and its gateway say: addresses, Contacts, passwords
/// and the header fields of the captures (unit.md B6, B8).
final class UnitAccounts implements LineSupport.Calling, AutoCloseable {
  private static final List<Method> ALLOWED =
      List.of(
          Method.INVITE,
          Method.ACK,
          Method.BYE,
          Method.CANCEL,
          Method.REFER,
          Method.NOTIFY,
          Method.UPDATE);

  private final UnitOptions options;
  private volatile Settings settings;
  private final GatewayPlan plan;
  private final Loop media;
  private final MediaSockets sockets;
  private final Identifiers identifiers;
  private volatile LineKeys keys;
  private final List<LineKeys> before = new CopyOnWriteArrayList<>();
  private Optional<Gateway> gateway = Optional.empty();
  private Optional<PhoneCall.Surroundings> calls = Optional.empty();

  UnitAccounts(UnitOptions options, GatewayPlan plan, Loop media, MediaSockets sockets) {
    this.options = options;
    this.settings = options.settings();
    this.plan = plan;
    this.media = media;
    this.sockets = sockets;
    this.identifiers = new Identifiers(options.chance());
    this.keys = new LineKeys(settings);
  }

  /// Uses these settings from the next call on; calls that stand keep theirs and their keys.
  void takeUp(Settings now) {
    before.add(keys);
    keys = new LineKeys(now);
    settings = now;
  }

  Settings settings() {
    return settings;
  }

  void reach(Gateway way, PhoneCall.Surroundings surroundings) {
    gateway = Optional.of(way);
    calls = Optional.of(surroundings);
  }

  /// How a line reaches its proxy, or is reached by it.
  Optional<Way> way(String endpoint) {
    return account(endpoint).map(account -> new Way(plan.name(), account, calls.orElseThrow()));
  }

  @Override
  public Optional<Way.To> way(String endpoint, String number) {
    return way(endpoint).map(way -> new Way.To(way, target(number)));
  }

  String user(String endpoint) {
    return settings.get(SipEp.USER_NAME, endpoint);
  }

  boolean registers(String endpoint) {
    return settings.get(SipEp.REGISTER, endpoint) && !user(endpoint).isEmpty();
  }

  Timers timers() {
    return Timers.RFC_3261.withTimeout(settings.get(SipInterop.TRANSMISSION_TIMEOUT));
  }

  @Override
  public Identifiers identifiers() {
    return identifiers;
  }

  private SipUri target(String number) {
    boolean address = number.startsWith("sip:") || number.startsWith("sips:");
    return address ? SipUri.parse(number) : SipUri.of(number, plan.proxy());
  }

  private Optional<Account> account(String endpoint) {
    boolean named = settings.get(SipTransport.IN_CONTACT, SipTransport.ALL);
    return contact(endpoint, plan.proxy(), named)
        .map(
            contact ->
                new Account(
                    address(endpoint, plan.proxy()),
                    NameAddr.of(contact),
                    keys(endpoint),
                    conduct()));
  }

  /// What a line registers; empty for one that does not, and while there is no way to the
  /// registrar.
  Optional<RegistrationPlan> registration(String endpoint) {
    if (!registers(endpoint)) return Optional.empty();
    boolean named = settings.get(SipTransport.IN_REGISTRATION, SipTransport.ALL);
    HostPort registrar = plan.registrar();
    return contact(endpoint, registrar, named)
        .map(
            contact ->
                new RegistrationPlan(
                    SipUri.of(registrar),
                    address(endpoint, registrar),
                    List.of(new Contact.Address(NameAddr.of(contact))),
                    keys(endpoint),
                    agent(Header.USER_AGENT),
                    pace(),
                    ContactMatching.STRICT));
  }

  private RegistrationPlan.Pace pace() {
    var usual = RegistrationPlan.Pace.UNIT;
    Duration refresh = settings.get(SipEp.REGISTRATION_REFRESH);
    Duration retry = settings.get(SipEp.REGISTRATION_RETRY);
    return new RegistrationPlan.Pace(
        usual.proposed(), usual.assumed(), refresh, retry, usual.spread());
  }

  private NameAddr address(String endpoint, HostPort server) {
    SipUri uri = SipUri.of(user(endpoint), server);
    String name = settings.get(SipEp.FRIENDLY_NAME, endpoint);
    return name.isEmpty() ? NameAddr.of(uri) : NameAddr.of(name, uri);
  }

  private Optional<SipUri> contact(String endpoint, HostPort server, boolean namesTransport) {
    String transport = plan.transport().toString().toLowerCase(java.util.Locale.ROOT);
    return gateway
        .flatMap(way -> way.contactAt(server))
        .map(own -> SipUri.of(user(endpoint), own))
        .map(uri -> namesTransport ? uri.withParameter("transport", transport) : uri);
  }

  /// The first row of the authentication table that fits the line and the realm.
  private Keys keys(String endpoint) {
    return challenge ->
        settings.rows(SipAuthentication.ROWS).stream()
            .filter(row -> fits(settings.get(SipAuthentication.ENDPOINT, row), endpoint))
            .filter(row -> fits(settings.get(SipAuthentication.REALM, row), challenge.realm()))
            .map(row -> key(row, endpoint))
            .findFirst();
  }

  private static boolean fits(String wanted, String given) {
    return wanted.isEmpty() || wanted.equals(given);
  }

  private DigestAnswer key(String row, String endpoint) {
    String name = settings.get(SipAuthentication.USER, row);
    var password = settings.get(SipAuthentication.PASSWORD, row);
    Secret secret = password.use(utf8 -> Secret.password(new String(utf8, UTF_8)));
    return new DigestAnswer(name.isEmpty() ? user(endpoint) : name, secret);
  }

  private Conduct conduct() {
    Headers sessions = Headers.NONE.withAll(Header.ALLOW, ALLOWED);
    sessions = sessions.append("Supported", "timer").append("Supported", "replaces");
    return new Conduct(
        timers(), SessionPolicy.UNIT, agent(Header.USER_AGENT), agent(Header.SERVER), sessions);
  }

  /// How the unit greets what belongs to no call: OPTIONS is answered 405, as by default on the
  /// unit.
  Greeter greeter() {
    return new Greeter(
        ALLOWED,
        Set.of("replaces", "timer"),
        false,
        false,
        SessionPolicy.UNIT,
        agent(Header.SERVER),
        identifiers);
  }

  private Headers agent(Header<String> header) {
    String text = options.identity().format(settings.get(SipInterop.UA_HEADER_FORMAT));
    return Headers.NONE.append(header, text);
  }

  @Override
  public CallAudio.Place audio() {
    return new CallAudio.Place(
        media, sockets, options.address(), settings.get(Mipt.RTP_BASE_PORT), options.chance());
  }

  @Override
  public MediaSettings mediaSettings(String endpoint, int port) {
    return Mipt.media(settings, options.address(), port, keys.policy(endpoint));
  }

  /// Erases the pre-shared keys of the lines.
  @Override
  public void close() {
    before.forEach(LineKeys::close);
    keys.close();
  }
}
