package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.SipEp;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;

/// One unit on loopback, over UDP, without a server: what it sends to itself it gets.
class UnitTest {
  @Test
  void a_line_calls_the_other_line_of_its_unit_and_either_end_hangs_up() throws Exception {
    try (var events = new EventLog(100, InstantSource.system());
        var unit = start(events)) {
      for (int ending : List.of(0, 1)) {
        await(unit, status -> status.lines().stream().allMatch(UnitStatus.Line::operational));
        unit.handset(0).offHook();
        unit.dial(0, "101");
        await(unit, status -> state(status, 1).equals("Ringing"));
        unit.handset(1).offHook();
        await(unit, status -> state(status, 0).equals("Talking"));
        unit.handset(ending).onHook();
        UnitStatus over = await(unit, status -> isFree(status, 0) && isFree(status, 1));
        assertThat(state(over, 1 - ending)).isEqualTo("Tone");
        unit.handset(1 - ending).onHook();
        await(unit, status -> state(status, 0).equals("Idle") && state(status, 1).equals("Idle"));
      }
    }
  }

  @Test
  void a_call_given_up_while_it_rings_leaves_both_lines_idle() throws Exception {
    try (var events = new EventLog(100, InstantSource.system());
        var unit = start(events)) {
      await(unit, status -> status.lines().stream().allMatch(UnitStatus.Line::operational));
      unit.handset(0).offHook();
      unit.dial(0, "101");
      await(unit, status -> state(status, 1).equals("Ringing"));
      unit.handset(0).onHook();
      await(unit, status -> state(status, 0).equals("Idle") && state(status, 1).equals("Idle"));
    }
  }

  private static UnitStatus await(Unit unit, Predicate<UnitStatus> wanted) throws Exception {
    return unit.when(wanted).get(20, TimeUnit.SECONDS);
  }

  private static String state(UnitStatus status, int line) {
    return status.lines().get(line).state();
  }

  private static boolean isFree(UnitStatus status, int line) {
    return status.lines().get(line).call().isEmpty();
  }

  private static Unit start(EventLog events) {
    InetAddress address = Loopback.address();
    int port = Loopback.freePort(address);
    var itself = HostPort.of(address.getHostAddress(), port);
    Settings settings =
        UnitSettings.server(UnitSettings.defaults(), itself, Transport.UDP)
            .with(SipEp.PORT, SipEp.GATEWAY, port);
    for (int i = 0; i < 2; i++) {
      String line = SipEp.USER_AGENTS.rows().get(i);
      settings = settings.with(SipEp.USER_NAME, line, "10" + i).with(SipEp.REGISTER, line, false);
    }
    return Units.start(settings, address, events);
  }
}
