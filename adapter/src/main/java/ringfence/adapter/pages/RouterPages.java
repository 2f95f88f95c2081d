package ringfence.adapter.pages;

import java.util.List;
import ringfence.adapter.route.AutoRouting;
import ringfence.adapter.route.CRout;
import ringfence.adapter.route.HuntSettings;
import ringfence.adapter.route.MappingSettings;
import ringfence.adapter.route.SignalingSettings;
import ringfence.adapter.unit.RouteTables;
import ringfence.manage.admin.Administration;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;

/// The pages of the menu Call Router.
final class RouterPages {
  private RouterPages() {}

  static List<Page> of(Administration unit) {
    return List.of(status(unit), config(), autoRouting());
  }

  private static Page status(Administration unit) {
    return Page.of("Call Router", "Status")
        .status(table(unit, RouteTables.MODIFIED))
        .commands(unit.command(RouteTables.APPLY).orElseThrow())
        .status(table(unit, RouteTables.ROUTES), table(unit, RouteTables.HUNTS));
  }

  private static StatusTable table(Administration unit, String name) {
    return unit.table(name).orElseThrow();
  }

  private static Page config() {
    return Page.of("Call Router", "Route Config")
        .form(
            Form.of(
                    "Route",
                    CRout.SOURCES,
                    CRout.PROPERTY,
                    CRout.RULE,
                    CRout.DESTINATION,
                    CRout.MAPPINGS,
                    CRout.SIGNALING)
                .inOrder())
        .form("Mapping Type", MappingSettings.CRITERIA, MappingSettings.TRANSFORMATION)
        .form(
            Form.of(
                    "Mapping Expression",
                    MappingSettings.NAME,
                    MappingSettings.RULE,
                    MappingSettings.VALUE,
                    MappingSettings.NEXT)
                .inOrder())
        .form("Hunt", HuntSettings.DESTINATIONS, HuntSettings.ALGORITHM, HuntSettings.CAUSES)
        .form("Signaling Properties", SignalingSettings.ALLOW_180_SDP, SignalingSettings.PRIVACY);
  }

  private static Page autoRouting() {
    return Page.of("Call Router", "Auto-Routing")
        .form("General Configuration", AutoRouting.ENABLE, AutoRouting.CRITERIA_TYPE)
        .form(Form.of("Endpoints", AutoRouting.ROUTABLE).rowLabel("Endpoint"));
  }
}
