package ringfence.adapter.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.Timers;
import ringfence.sip.ua.Account;
import ringfence.sip.ua.Conduct;
import ringfence.sip.ua.Greeter;
import ringfence.sip.ua.Keys;
import ringfence.sip.ua.RegistrationPlan;

/// Who the lines of a unit are at one gateway: addresses, Contacts, passwords and the header fields
/// of the captures (unit.md B6, B8).
///
/// @param agent what the User-Agent and Server headers say
record GatewayAccounts(Settings settings, GatewayPlan plan, String agent) {
  private static final List<Method> ALLOWED =
      List.of(
          Method.INVITE,
          Method.ACK,
          Method.BYE,
          Method.CANCEL,
          Method.REFER,
          Method.NOTIFY,
          Method.UPDATE);

  static Timers timers(Settings settings) {
    return Timers.RFC_3261.withTimeout(settings.get(SipInterop.TRANSMISSION_TIMEOUT));
  }

  /// The address of a number.
  SipUri target(String number) {
    boolean address = number.startsWith("sip:") || number.startsWith("sips:");
    return address ? SipUri.parse(number) : at(SipUri.of(number, host(plan.servers().proxy())));
  }

  /// The host that stands for a server in addresses.
  private HostPort host(HostPort server) {
    return plan.domain().isEmpty() ? SipServers.inUri(server) : HostPort.of(plan.domain());
  }

  /// A Request-URI: where a domain stands in it, `maddr` says where the request goes (RFC 3261
  /// section 19.1.1).
  private SipUri at(SipUri uri) {
    return plan.domain().isEmpty()
        ? uri
        : uri.withParameter("maddr", plan.servers().proxy().address());
  }

  /// Who a line is in its calls; empty while requests have no way back to it.
  Optional<Account> account(String endpoint, Ways ways) {
    boolean named = settings.get(SipTransport.IN_CONTACT, SipTransport.ALL);
    String user = user(endpoint);
    return ways.contactAt(plan.proxy())
        .map(own -> SipUri.of(user, own))
        .map(contact -> named ? withTransport(contact) : contact)
        .map(
            contact ->
                new Account(
                    address(endpoint, user, host(plan.servers().proxy())),
                    NameAddr.of(contact),
                    keys(endpoint, user),
                    conduct()));
  }

  private String user(String endpoint) {
    return settings.get(SipEp.USER_NAME, endpoint);
  }

  /// The transport, where there is one: with UDP and TCP both, the peer may choose.
  private SipUri withTransport(SipUri contact) {
    return plan.transports().size() == 1 ? over(contact, plan.transport()) : contact;
  }

  private static SipUri over(SipUri contact, Transport transport) {
    return contact.withParameter("transport", transport.toString().toLowerCase(Locale.ROOT));
  }

  /// What somebody registers; empty while there is no way to the registrar, or where nothing says
  /// who it is or where to.
  Optional<RegistrationPlan> registration(Registrant who, Ways ways) {
    if (isWrong(who)) return Optional.empty();
    List<Contact.Address> contacts = contacts(who.user(), ways);
    if (contacts.isEmpty()) return Optional.empty();
    return Optional.of(
        new RegistrationPlan(
            registrar(),
            address(who.endpoint(), who.user(), home()),
            contacts,
            keys(who.endpoint(), who.user()),
            agent(Header.USER_AGENT),
            SipRegistrations.pace(settings),
            settings.get(SipInterop.CONTACT_MATCHING)));
  }

  /// Whether the settings do not say who is to be registered, or where.
  boolean isWrong(Registrant who) {
    return who.user().isEmpty() || !SipServers.isServer(plan.servers().registrar());
  }

  private SipUri registrar() {
    SipUri uri = SipUri.of(host(plan.servers().registrar()));
    return plan.domain().isEmpty()
        ? uri
        : uri.withParameter("maddr", plan.servers().registrar().address());
  }

  private HostPort home() {
    String override = settings.get(SipInterop.HOME_DOMAIN);
    return override.isEmpty() ? host(plan.servers().registrar()) : HostPort.of(override);
  }

  /// One Contact, or where the transport is to be named, one for each.
  private List<Contact.Address> contacts(String user, Ways ways) {
    boolean named = settings.get(SipTransport.IN_REGISTRATION, SipTransport.ALL);
    List<Contact.Address> contacts = new ArrayList<>();
    if (!named) {
      ways.contactAt(plan.registrar())
          .ifPresent(own -> contacts.add(contact(NameAddr.of(SipUri.of(user, own)))));
      return contacts;
    }
    for (Transport transport : plan.transports()) {
      ways.contactAt(plan.registrar(), transport)
          .map(own -> over(SipUri.of(user, own), transport))
          .ifPresent(uri -> contacts.add(contact(preferred(NameAddr.of(uri), transport))));
    }
    return contacts;
  }

  private NameAddr preferred(NameAddr address, Transport transport) {
    String q = SipTransport.qvalue(settings, transport);
    return q.isEmpty() ? address : address.withParameter("q", q);
  }

  private static Contact.Address contact(NameAddr address) {
    return new Contact.Address(address);
  }

  private NameAddr address(String endpoint, String user, HostPort host) {
    SipUri uri = SipUri.of(user, host);
    String name = endpoint.isEmpty() ? "" : settings.get(SipEp.FRIENDLY_NAME, endpoint);
    return name.isEmpty() ? NameAddr.of(uri) : NameAddr.of(name, uri);
  }

  private Keys keys(String endpoint, String user) {
    var who = new AuthenticationTable.Who(endpoint, plan.name(), user);
    return new AuthenticationTable(settings).keys(who);
  }

  private Conduct conduct() {
    Headers sessions = Headers.NONE.withAll(Header.ALLOW, ALLOWED);
    if (settings.get(SipMisc.SESSION_TIMER)) sessions = sessions.append("Supported", "timer");
    return new Conduct(
        timers(settings),
        SipMisc.policy(settings),
        agent(Header.USER_AGENT),
        agent(Header.SERVER),
        sessions.append("Supported", "replaces"));
  }

  /// How the unit greets what belongs to no call.
  Greeter greeter(Identifiers identifiers) {
    return new Greeter(
        ALLOWED,
        Set.of("replaces", "timer"),
        !settings.get(SipInterop.IGNORE_REQUIRE),
        settings.get(SipInterop.ANSWERS_OPTIONS),
        SipMisc.policy(settings),
        agent(Header.SERVER),
        identifiers);
  }

  private Headers agent(Header<String> header) {
    boolean sent = settings.get(SipInterop.SEND_UA_HEADER);
    return sent ? Headers.NONE.append(header, agent) : Headers.NONE;
  }
}
