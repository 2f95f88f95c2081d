package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.route.CRout;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Administration.Outcome;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;

class RouteTablesTest {
  private final EventLog events = new EventLog(10, InstantSource.system());
  private final Configuration configuration =
      Configuration.inMemory(
          UnitSettings.defaults().with(SipEp.USER_NAME, "FXS1", "100"), UnitSettings.RULES);
  private final List<Settings> applied = new ArrayList<>();
  private final Services services =
      new Services(configuration, events).add(Scm.C_ROUT, (Lifecycle.TakesUp) applied::add);
  private final RouteTables tables = new RouteTables(configuration, services);
  private final Administration administration =
      new Administration(configuration, services, tables.all(), List.of(tables.apply()));

  @AfterEach
  void end() {
    services.close();
    events.close();
  }

  private List<String> said(String... lines) {
    return ((Outcome.Done) administration.run("a test", List.of(lines), Role.USER)).said();
  }

  private List<List<String>> rows(String table) {
    return administration.table(table).orElseThrow().now().stream()
        .map(row -> row.stream().map(Cell::text).toList())
        .toList();
  }

  @Test
  void routes_are_edited_and_then_applied() {
    services.restart("CRout").join();
    assertThat(rows(RouteTables.MODIFIED).getFirst()).startsWith("No");
    assertThat(said("CRout.ApplyConfig")).containsExactly("Nothing was modified.");
    var _ = said("CRout.Route[Name=1].Destination=\"sip-default\"");
    assertThat(rows(RouteTables.MODIFIED).getFirst()).startsWith("Yes");
    assertThat(applied.getLast().rows(CRout.ROUTES)).isEmpty();
    assertThat(said("CRout.ApplyConfig=10")).containsExactly("The call router is applied.");
    assertThat(rows(RouteTables.MODIFIED).getFirst()).startsWith("No");
    assertThat(applied.getLast().rows(CRout.ROUTES)).containsExactly("1");
  }

  @Test
  void the_status_shows_the_routes_that_the_unit_makes_beside_those_of_people() {
    assertThat(rows(RouteTables.ROUTES))
        .extracting(row -> row.get(1) + " " + row.get(2) + " " + row.get(4))
        .containsExactly(
            "Auto fxs-FXS1 sip-default", "Auto sip-default fxs-FXS1", "Auto fxs-FXS2 sip-default");
    var _ =
        said(
            "CRout.Route[Name=1].SourceCriteria=\"fxs-FXS1\"",
            "CRout.Route[Name=1].Destination=\"sip-none\"",
            "CRout.Hunt[Name=h].Destinations=\"fxs-FXS1\"");
    assertThat(rows(RouteTables.ROUTES))
        .containsExactly(
            List.of(
                "1", "User", "fxs-FXS1", "None ", "sip-none", "There is no destination sip-none"));
    assertThat(rows(RouteTables.HUNTS)).containsExactly(List.of("h", "fxs-FXS1", "Valid"));
  }
}
