package ringfence.adapter.route;

import ringfence.adapter.route.Signaling.Privacy;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the call router's signaling properties.
public interface SignalingSettings {
  Table PROPERTIES = Table.of("CRout.SignalingProperties", "Name").atMost(CRout.MOST);
  Column<Boolean> ALLOW_180_SDP =
      PROPERTIES.column(
          Variable.enable("Allow180Sdp", true)
              .label("180 With SDP")
              .help("A 180 Ringing to the caller carries the session description.")
              .page(CRout.PAGE));
  Column<Privacy> PRIVACY =
      PROPERTIES.column(
          Variable.choice("Privacy", Privacy.DISABLE)
              .help("What the Privacy header of own calls asks for; Disable sends none.")
              .page(CRout.PAGE));

  Declarations DECLARATIONS = Declarations.of(ALLOW_180_SDP, PRIVACY);

  /// The properties of that name, or those that calls have without.
  static Signaling of(Settings settings, String name) {
    if (!settings.rows(PROPERTIES).contains(name)) return Signaling.USUAL;
    return new Signaling(settings.get(ALLOW_180_SDP, name), settings.get(PRIVACY, name), false);
  }
}
