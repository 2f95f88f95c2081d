package ringfence.adapter.unit;

import java.util.List;
import java.util.stream.Stream;
import ringfence.adapter.call.CallServices;
import ringfence.adapter.call.Mipt;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.adapter.endpoint.EpAdm;
import ringfence.adapter.gateway.SipAuthentication;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipServers;
import ringfence.adapter.gateway.SipSettings;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.line.Pots;
import ringfence.adapter.line.TelIf;
import ringfence.adapter.route.CRout;
import ringfence.manage.access.Aaa;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.Web;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;

/// Every setting of the unit, and the few that a program sets together.
public final class UnitSettings {
  public static final Declarations DECLARATIONS =
      SipSettings.DECLARATIONS
          .and(Mipt.DECLARATIONS)
          .and(EpAdm.DECLARATIONS)
          .and(DtmfMaps.DECLARATIONS)
          .and(CRout.DECLARATIONS)
          .and(CallServices.DECLARATIONS)
          .and(Pots.DECLARATIONS)
          .and(TelIf.DECLARATIONS)
          .and(Scm.DECLARATIONS)
          .and(Web.DECLARATIONS)
          .and(Aaa.DECLARATIONS)
          .and(UnitHost.DECLARATIONS)
          .and(Upkeep.DECLARATIONS);

  /// What settings must be together.
  public static final List<Rule> RULES =
      Stream.of(SipSettings.RULES, Mipt.RULES, Pots.RULES, List.of(Aaa.AN_ADMIN_REMAINS))
          .flatMap(List::stream)
          .toList();

  private UnitSettings() {}

  /// Everything at its default.
  public static Settings defaults() {
    return Settings.of(DECLARATIONS);
  }

  /// One gateway of this name in the place of the factory's.
  public static Settings gateway(Settings settings, String name) {
    return settings.withoutRow(SipEp.GATEWAYS, SipEp.GATEWAY).withRow(SipEp.GATEWAYS, name);
  }

  /// One server for registrations and calls, by one transport, which Contacts name.
  public static Settings server(Settings settings, HostPort server, Transport transport) {
    return settings
        .with(SipServers.REGISTRAR_HOST, server)
        .with(SipServers.PROXY_HOST, server)
        .with(SipTransport.UDP, SipTransport.ALL, transport.equals(Transport.UDP))
        .with(SipTransport.TCP, SipTransport.ALL, transport.equals(Transport.TCP))
        .with(SipTransport.TLS, SipTransport.ALL, transport.equals(Transport.TLS))
        .with(SipTransport.IN_CONTACT, SipTransport.ALL, true)
        .with(SipTransport.IN_REGISTRATION, SipTransport.ALL, true);
  }

  /// The first line as this user; it registers if it is to.
  public static Settings line(Settings settings, String user, Secret password, boolean registers) {
    String line = SipEp.USER_AGENTS.rows().getFirst();
    return settings
        .with(SipEp.USER_NAME, line, user)
        .with(SipEp.REGISTER, line, registers)
        .with(SipAuthentication.USER, "1", user)
        .with(SipAuthentication.PASSWORD, "1", password);
  }
}
