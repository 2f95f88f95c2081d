package ringfence.adapter.unit;

import ringfence.adapter.call.Mipt;
import ringfence.adapter.gateway.SipEp;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;

/// Every setting of the unit, and the few that a program sets together.
public final class UnitSettings {
  public static final Declarations DECLARATIONS =
      SipEp.DECLARATIONS.and(Mipt.DECLARATIONS.all().toArray(Declaration<?>[]::new));

  private UnitSettings() {}

  /// Everything at its default.
  public static Settings defaults() {
    return Settings.of(DECLARATIONS);
  }

  /// One server for registrations and calls, by one transport, which Contacts name.
  public static Settings server(Settings settings, HostPort server, Transport transport) {
    return settings
        .with(SipEp.REGISTRAR_HOST, server)
        .with(SipEp.PROXY_HOST, server)
        .with(SipEp.UDP, SipEp.GATEWAY, transport.equals(Transport.UDP))
        .with(SipEp.TCP, SipEp.GATEWAY, transport.equals(Transport.TCP))
        .with(SipEp.TLS, SipEp.GATEWAY, transport.equals(Transport.TLS))
        .with(SipEp.TRANSPORT_IN_CONTACT, SipEp.GATEWAY, true)
        .with(SipEp.TRANSPORT_IN_REGISTRATION, SipEp.GATEWAY, true);
  }

  /// The first line as this user; it registers if it is to.
  public static Settings line(Settings settings, String user, Secret password, boolean registers) {
    String line = SipEp.USER_AGENTS.rows().getFirst();
    return settings
        .with(SipEp.USER_NAME, line, user)
        .with(SipEp.REGISTER, line, registers)
        .with(SipEp.AUTHENTICATION_USER, "1", user)
        .with(SipEp.AUTHENTICATION_PASSWORD, "1", password);
  }
}
