package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipServers;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.sip.message.Transport;
import ringfence.transport.tls.TrustAnchors;

/// What SIP > Servers, REST and the command line show of a link.
class LinkTablesTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";

  private final EventLog events = new EventLog(500, InstantSource.system());

  @AfterEach
  void end() {
    events.close();
  }

  private static LinkTables tables(Unit unit) {
    return new LinkTables(() -> unit.status().join(), () -> ZoneOffset.UTC);
  }

  private static List<String> row(StatusTable table, int number) {
    return table.now().get(number).stream().map(Cell::text).toList();
  }

  @Test
  void F9_F52_a_link_shows_where_it_leads_what_it_agreed_on_and_with_whom() throws Exception {
    try (var server = TestServer.tls()) {
      String host = server.address().toString();
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(SipServers.KEEP_ALIVE_INTERVAL, Duration.ofSeconds(1));
      try (var unit = Units.start(settings, events)) {
        await(unit, it -> line(it).operational());
        LinkTables tables = tables(unit);
        List<String> link = row(tables.links(), 0);
        assertThat(link.get(1)).matches("16\\d\\d\\d");
        assertThat(link)
            .containsExactly("OpenSIPS", link.get(1), host, host, "Up", "", "connected to " + host);
        List<String> security = row(tables.security(), 0);
        assertThat(security).startsWith("OpenSIPS", host, "TLSv1.3").contains("test");
        assertThat(security.get(3)).startsWith("TLS_AES_");
        assertThat(security.get(5)).matches(TIME);
      }
    }
  }

  @Test
  void F59_the_history_tells_each_transition_with_its_time_and_cause_the_latest_first()
      throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings = Units.settings(server.address(), Transport.TLS);
      try (var unit = Units.start(settings, events)) {
        await(unit, it -> line(it).operational());
        server.goAway();
        await(unit, it -> it.links().getFirst().nextTry().isPresent());
        StatusTable history = tables(unit).history();
        assertThat(history.now()).hasSize(3);
        assertThat(row(history, 0)).contains("Down", "The peer closed the connection.");
        assertThat(row(history, 1)).contains("Up");
        assertThat(row(history, 2)).contains("WaitingUp").element(2).asString().matches(TIME);
        assertThat(tables(unit).security().now()).isEmpty();
      }
    }
  }

  @Test
  void F17_a_link_that_is_down_says_when_it_is_tried_next() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings = Units.settings(server.address(), Transport.TLS);
      UnitOptions with = Units.options(settings, HostNetwork.at(Loopback.address()), events);
      try (var unit = Unit.start(with.with(settings, TrustAnchors.none(), Optional.empty()))) {
        await(unit, it -> it.links().stream().anyMatch(link -> link.nextTry().isPresent()));
        List<String> link = row(tables(unit).links(), 0);
        assertThat(link.get(4)).isEqualTo("Down");
        assertThat(link.get(5)).matches(TIME);
        assertThat(link.get(6)).startsWith("No installed authority issued");
      }
    }
  }
}
