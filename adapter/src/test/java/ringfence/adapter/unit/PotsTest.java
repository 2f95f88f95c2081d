package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.Pots;
import ringfence.adapter.line.TelIf;
import ringfence.manage.status.Cell;
import ringfence.media.tone.HeardTone;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;

/// The settings of analog lines, as the person at the phone meets them.
class PotsTest {
  private final PlainUnit plain = new PlainUnit();

  PotsTest() throws Exception {}

  @AfterEach
  void end() {
    plain.close();
  }

  private String state() throws Exception {
    return plain.unit().status().get(5, TimeUnit.SECONDS).lines().getFirst().state();
  }

  @Test
  void the_tones_are_those_of_the_country() throws Exception {
    Unit unit = plain.start(it -> it.with(TelIf.COUNTRY, TelIf.Country.GERMANY));
    unit.handset(0).record();
    unit.handset(0).offHook();
    plain.await(status -> status.lines().getFirst().hearing() == Hearing.DIAL_TONE);
    short[] heard = new short[0];
    while (heard.length < 8000) {
      heard = unit.handset(0).recordedSoFar().get(5, TimeUnit.SECONDS).samples();
    }
    assertThat(HeardTone.find(heard, 425).orElseThrow().hertz()).isBetween(424.0, 426.0);
  }

  @Test
  void a_hook_pressed_for_less_than_a_flash_means_nothing_and_for_more_ends_the_call()
      throws Exception {
    Unit unit = plain.start(it -> it.with(Pots.FLASH_MIN, 80).with(Pots.FLASH_MAX, 300));
    unit.handset(0).offHook();
    unit.dial(0, "5");
    SipRequest invite = plain.peer().await(Method.INVITE);
    plain.peer().accept(invite, plain.peer().description(1));
    plain.await(status -> status.lines().getFirst().state().equals("Talking"));
    unit.handset(0).pressHook(Duration.ofMillis(79));
    assertThat(state()).isEqualTo("Talking");
    unit.handset(0).pressHook(Duration.ofMillis(300));
    assertThat(state()).isNotEqualTo("Talking");
    unit.handset(0).pressHook(Duration.ofMillis(301));
    plain.await(status -> status.lines().getFirst().hearing() == Hearing.DIAL_TONE);
    assertThat(state()).isEqualTo("Dialling");
  }

  @Test
  void the_status_shows_the_hook_and_who_rings() throws Exception {
    var _ = plain.start(it -> it);
    assertThat(row()).containsExactly("FXS1", "Idle", "On-hook", "No", "");
    plain.callIn("100");
    plain.await(status -> status.lines().getFirst().call().isPresent());
    assertThat(row().subList(0, 4)).containsExactly("FXS1", "InUse", "On-hook", "Yes");
    assertThat(row().getLast()).startsWith("sip:900@");
    plain.unit().handset(0).offHook();
    plain.await(status -> status.lines().getFirst().state().equals("Talking"));
    assertThat(row().subList(0, 4)).containsExactly("FXS1", "InUse", "Off-hook", "No");
  }

  private List<String> row() {
    return PotsTables.lines(() -> plain.unit().status().join()).now().getFirst().stream()
        .map(Cell::text)
        .toList();
  }
}
