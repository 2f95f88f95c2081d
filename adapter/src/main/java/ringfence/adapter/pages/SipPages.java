package ringfence.adapter.pages;

import java.util.List;
import java.util.function.Supplier;
import ringfence.adapter.gateway.SipAuthentication;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipMisc;
import ringfence.adapter.gateway.SipRegistrations;
import ringfence.adapter.gateway.SipServers;
import ringfence.adapter.gateway.SipTls;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.unit.SipTables;
import ringfence.adapter.unit.UnitDiagnoses;
import ringfence.manage.admin.Command;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;

/// The pages of the section SIP, as the unit has them.
final class SipPages {
  private static final String SECTION = "SIP";

  private SipPages() {}

  /// In the order of their tabs.
  ///
  /// @param stored the settings that the pages' forms show
  /// @param refresh registers everyone anew
  /// @param diagnoses what was found of links and registrations
  static List<Page> of(
      SipTables tables, UnitDiagnoses diagnoses, Command refresh, Supplier<Settings> stored) {
    return List.of(
        gateways(tables),
        servers(tables, diagnoses.ofLinks()),
        registrations(tables, diagnoses.ofRegistrations(), refresh),
        authentication(),
        transport(stored),
        interop(),
        misc());
  }

  private static Page gateways(SipTables tables) {
    return Page.of(SECTION, "Gateways")
        .status(tables.gateways())
        .form(
            Form.of(
                    "Gateway Configuration",
                    SipEp.TYPE,
                    SipEp.NETWORK_INTERFACE,
                    SipEp.PORT,
                    SipEp.SECURE_PORT,
                    SipEp.DOMAIN)
                .inOrder());
  }

  private static Page servers(SipTables tables, StatusTable diagnosis) {
    return Page.of(SECTION, "Servers")
        .status(tables.links().links(), diagnosis, tables.links().security())
        .folded(tables.links().history())
        .form(
            "SIP Default Servers",
            SipServers.REGISTRAR_HOST,
            SipServers.PROXY_HOST,
            SipServers.OUTBOUND_HOST)
        .form(
            "SIP Gateway Specific Registrar Servers",
            SipServers.SPECIFIC_REGISTRAR,
            SipServers.SPECIFIC_REGISTRAR_HOST)
        .form(
            "SIP Gateway Specific Proxy Servers",
            SipServers.SPECIFIC_PROXY,
            SipServers.SPECIFIC_PROXY_HOST,
            SipServers.SPECIFIC_OUTBOUND_HOST)
        .form("Outbound Proxy", SipServers.OUTBOUND_TYPE)
        .form(
            "Keep Alive",
            SipServers.KEEP_ALIVE_METHOD,
            SipServers.KEEP_ALIVE_INTERVAL,
            SipServers.KEEP_ALIVE_RETRY);
  }

  private static Page registrations(SipTables tables, StatusTable diagnosis, Command refresh) {
    return Page.of(SECTION, "Registrations")
        .status(tables.endpoints(), tables.unit(), diagnosis)
        .form(
            Form.of(
                    "Endpoints Registration",
                    SipEp.USER_NAME,
                    SipEp.FRIENDLY_NAME,
                    SipEp.REGISTER,
                    SipEp.GATEWAY_NAME)
                .rowLabel("Endpoint"))
        .form("Unit Registration", SipRegistrations.UNIT_USER_NAME, SipRegistrations.UNIT_GATEWAY)
        .form(
            "Registration Configuration",
            SipRegistrations.REFRESH,
            SipRegistrations.ASSUMED_EXPIRATION,
            SipRegistrations.PROPOSED_EXPIRATION,
            SipRegistrations.RETRY,
            SipRegistrations.DELAY,
            SipRegistrations.UNREGISTERED_ENDPOINT,
            SipRegistrations.UNREGISTERED_UNIT)
        .commands(refresh);
  }

  private static Page authentication() {
    return Page.of(SECTION, "Authentication")
        .form(
            Form.of(
                    "Authentication",
                    SipAuthentication.CRITERIA,
                    SipAuthentication.ENDPOINT,
                    SipAuthentication.GATEWAY,
                    SipAuthentication.USERNAME_CRITERIA,
                    SipAuthentication.VALIDATE_REALM,
                    SipAuthentication.REALM,
                    SipAuthentication.USER,
                    SipAuthentication.PASSWORD)
                .inOrder())
        .form("User Names", SipAuthentication.IGNORE_PLUS);
  }

  private static Page transport(Supplier<Settings> stored) {
    return Page.of(SECTION, "Transport")
        .parts(() -> warning(stored.get()))
        .form(
            "General Configuration",
            SipTransport.IN_REGISTRATION,
            SipTransport.IN_CONTACT,
            SipTransport.PERSISTENT_BASE_PORT,
            SipTransport.PERSISTENT_PORT_INTERVAL,
            SipTransport.FAILBACK_INTERVAL)
        .form(
            "Protocol Configuration",
            SipTransport.UDP,
            SipTransport.UDP_Q,
            SipTransport.TCP,
            SipTransport.TCP_Q,
            SipTransport.TLS,
            SipTransport.TLS_Q)
        .form("TLS Configuration", SipTls.VERSION, SipTls.CIPHER_SUITE, SipTls.TRUST_LEVEL);
  }

  private static List<Part> warning(Settings stored) {
    return SipTls.warning(stored).<Part>map(it -> new Part.Notice(it, Tone.BAD)).stream().toList();
  }

  private static Page interop() {
    return Page.of(SECTION, "Interop")
        .form(
            "TLS Interop",
            SipInterop.CERTIFICATE_VALIDATION,
            SipInterop.CLIENT_AUTHENTICATION,
            SipInterop.FORCE_NAPTR,
            SipInterop.CONNECT_TIMEOUT)
        .form(
            "SIP Interop",
            SipInterop.TRANSMISSION_TIMEOUT,
            SipInterop.MAX_FORWARDS,
            SipInterop.SEND_UA_HEADER,
            SipInterop.UA_HEADER_FORMAT,
            SipInterop.ANSWERS_OPTIONS,
            SipInterop.IGNORE_REQUIRE,
            SipInterop.CONTACT_MATCHING,
            SipInterop.HOME_DOMAIN)
        .form(
            "SDP Interop",
            SipInterop.REJECT_CODE,
            SipInterop.LESS_MEDIA,
            SipInterop.HOLD_DIRECTION,
            SipInterop.HOLD_ANSWER,
            SipInterop.HOLD_BY_ADDRESS);
  }

  private static Page misc() {
    return Page.of(SECTION, "Misc")
        .form(
            "Session Timer",
            SipMisc.SESSION_TIMER,
            SipMisc.SESSION_LEAST,
            SipMisc.SESSION_MOST,
            SipMisc.SESSION_REFRESH)
        .form("Transfer", SipMisc.BLIND_TRANSFER, SipMisc.REFERRED_BY);
  }
}
