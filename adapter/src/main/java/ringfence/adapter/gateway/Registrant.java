package ringfence.adapter.gateway;

import java.util.ArrayList;
import java.util.List;
import ringfence.manage.setting.Settings;

/// Someone who is to be registered at a gateway.
///
/// @param endpoint the line; empty for a user of the unit
/// @param user empty where nobody named one
public record Registrant(String gateway, String endpoint, String user) {
  /// Whether it is a user of the unit and not a line.
  boolean isOfUnit() {
    return endpoint.isEmpty();
  }

  /// Everyone whom the settings want registered, the lines first; some may be too many.
  public static List<Registrant> all(Settings settings) {
    List<Registrant> all = new ArrayList<>();
    for (String endpoint : SipEp.USER_AGENTS.rows()) {
      if (!settings.get(SipEp.REGISTER, endpoint)) continue;
      String user = settings.get(SipEp.USER_NAME, endpoint);
      for (String gateway : gateways(settings, settings.get(SipEp.GATEWAY_NAME, endpoint))) {
        all.add(new Registrant(gateway, endpoint, user));
      }
    }
    for (String row : settings.rows(SipRegistrations.UNIT_REGISTRATIONS)) {
      String user = settings.get(SipRegistrations.UNIT_USER_NAME, row);
      for (String gateway : gateways(settings, settings.get(SipRegistrations.UNIT_GATEWAY, row))) {
        all.add(new Registrant(gateway, "", user));
      }
    }
    return all;
  }

  private static List<String> gateways(Settings settings, String named) {
    return settings.rows(SipEp.GATEWAYS).stream()
        .filter(gateway -> SipRegistrations.means(named, gateway))
        .toList();
  }

  /// `100 at OpenSIPS`.
  @Override
  public String toString() {
    return user + " at " + gateway;
  }
}
