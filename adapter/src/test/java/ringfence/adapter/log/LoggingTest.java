package ringfence.adapter.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.manage.setting.SettingStore;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;

@Timeout(60)
class LoggingTest {
  @TempDir private Path folder;

  private final EventLog events =
      new EventLog(9, InstantSource.fixed(Instant.parse("2026-01-02T12:00:00Z")));
  private DatagramSocket receiver;
  private Logging logging;

  @BeforeEach
  void begin() throws Exception {
    receiver = new DatagramSocket(0, InetAddress.ofLiteral("127.0.86.1"));
    receiver.setSoTimeout(30_000);
    var unit =
        new Logging.Surroundings(
            Map.of("mac", "0090f8000001"),
            () -> "unit.example",
            folder,
            List::of,
            _ -> ZoneId.of("America/New_York"));
    logging = new Logging(events, unit);
  }

  @AfterEach
  void end() {
    logging.close();
    events.close();
    receiver.close();
  }

  @Test
  void F63_notifications_and_where_they_are_wanted_traces_reach_the_remote_host() throws Exception {
    start("Nlm.DiagnosticTracesEnable=Enable", "Nlm.DiagnosticTracesFilter=\"SipEngine\"");
    events.report(Report.info("SdpTools", "filtered out"));
    events.report(Report.info("SipEngine", "SIP transport enable (TLS).").about("G"));
    events.report(UnitEvents.LINK_UP.report("192.0.2.1:5061").about("G"));
    assertThat(received())
        .isEqualTo("<190>syslog: SipEngine [0000] [G] SIP transport enable (TLS).");
    assertThat(received())
        .isEqualTo("<190>SipEp: 1400-SIP Endpoint: 1401-[G] The link to 192.0.2.1:5061 is up.");
  }

  @Test
  void traces_stay_at_home_until_someone_wants_them() throws Exception {
    start();
    events.report(Report.error("SipEngine", "a trace"));
    events.report(UnitEvents.REGISTERED.report("100"));
    assertThat(received()).contains("Registration of 100 accepted.");
  }

  @Test
  void a_rule_says_what_goes_where_and_a_service_what_it_tells_at_least() throws Exception {
    start(
        "Nlm.SyslogForm=RFC5424",
        "Nlm.Events[Index=1].Criteria=\"All,-SipEp.1402\"",
        "Nlm.Events[Index=2].Criteria=\"SipEp.W\"",
        "Nlm.Events[Index=2].Action=LogToFile",
        "Nlm.Events[Index=3].Criteria=\"Mipt.All\"",
        "Nlm.Events[Index=3].Action=LogLocally",
        "Mipt.MinSeverity=Warning");
    events.report(UnitEvents.LINK_DOWN.report("a", "b"));
    events.report(UnitEvents.STREAM_NOT_USED.report("below the least severity"));
    events.report(UnitEvents.SECURITY_ADVICE.report("Use SRTP."));
    assertThat(received())
        .startsWith("<188>1 2026-01-02T12:00:00Z unit.example ringfence Mipt 1601 ");
    assertThat(local())
        .containsExactly("[2026-01-02 07:00:00, 1600, 1601, Warning, Mipt, Use SRTP.]");
    assertThat(Files.readString(folder.resolve("Notifications.log")))
        .isEqualTo("2026-01-02 07:00:00 Warning SipEp 1402 The link to a is down: b\n");
  }

  @Test
  void the_local_log_takes_everything_while_no_rule_names_it_and_can_be_emptied() throws Exception {
    start("Nlm.Events[Index=1].Activation=Disable");
    events.report(UnitEvents.REGISTERED.report("100"));
    for (Command command : logging.commands()) {
      if (command.name().equals("Nlm.SendTestMessage"))
        command.action().apply("", Asker.by("the test", Role.ADMIN));
    }
    // events are heard in turn, perhaps after the next rule is there: the syslog tells of the last
    start();
    events.report(UnitEvents.REGISTERED.report("101"));
    while (!received().contains("Registration of 101 accepted.")) {}
    assertThat(local()).hasSize(3);
    logging.commands().getFirst().action().apply("", Asker.by("the test", Role.ADMIN));
    assertThat(local()).isEmpty();
  }

  @Test
  void the_status_names_the_receiver_and_counts() throws Exception {
    start();
    events.report(UnitEvents.REGISTERED.report("100"));
    received();
    var row = logging.tables().getFirst().now().getFirst().stream().map(Cell::text).toList();
    assertThat(row.getFirst()).isEqualTo("127.0.86.1:" + receiver.getLocalPort() + " (UDP)");
    assertThat(row.get(1)).isEqualTo("Up");
    logging.start(Settings.of(Nlm.DECLARATIONS));
    assertThat(logging.tables().getFirst().now()).isEmpty();
  }

  private void start(String... lines) {
    var all = new ArrayList<>(List.of(lines));
    all.add("Nlm.SyslogRemoteHost=\"127.0.86.1:" + receiver.getLocalPort() + "\"");
    var read = SettingStore.read("test", all, Nlm.DECLARATIONS);
    assertThat(read).isInstanceOf(SettingStore.Loaded.class);
    logging.start(((SettingStore.Loaded) read).settings());
  }

  /// Without what to do.
  private List<String> local() {
    return logging.tables().getLast().now().stream()
        .map(row -> row.stream().map(Cell::text).limit(6).toList().toString())
        .toList();
  }

  private String received() throws IOException {
    var packet = new DatagramPacket(new byte[2048], 2048);
    receiver.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }
}
