package ringfence.manage.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;

class ServicesTest {
  private static final Variable<Integer> PORT = Variable.number("SipEp.Port", 5060, 1, 65535);
  private static final Variable<Integer> LEVEL = Variable.number("Nlm.Level", 1, 1, 9);
  private static final Service SIP = Service.user("SipEp", "SIP Endpoint (SIPEP)");
  private static final Service NLM = Service.user("Nlm", "Notifications (NLM)");

  private final Configuration configuration =
      Configuration.inMemory(Settings.of(Declarations.of(PORT, LEVEL)), List.of());
  private final EventLog events = new EventLog(10, InstantSource.fixed(Instant.EPOCH));
  private final Services services = new Services(configuration, events);
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    services.close();
    events.close();
  }

  private final class Sip implements Lifecycle {
    @Override
    public void start(Settings inForce) {
      int port = inForce.get(PORT);
      if (port == 80) throw new IllegalStateException("port 80 is taken");
      told.add("start " + port);
    }

    @Override
    public void stop() {
      told.add("stop");
    }
  }

  @Test
  void a_service_runs_with_what_it_started_with_until_it_is_restarted() {
    services.add(SIP, new Sip()).startAll(_ -> true).join();
    configuration.change("a test", it -> it.with(PORT, 5062));
    assertThat(services.needRestart()).containsExactly(SIP);
    assertThat(told).containsExactly("start 5060");

    services.restart("sipep").join();
    assertThat(told).containsExactly("start 5060", "stop", "start 5062");
    assertThat(services.needRestart()).isEmpty();
  }

  @Test
  void only_what_waits_for_a_restart_gets_one() {
    services.add(SIP, new Sip());
    services.add(NLM, (Lifecycle.TakesUp) it -> told.add("level " + it.get(LEVEL)));
    services.startAll(_ -> true).join();
    configuration.change("a test", it -> it.with(LEVEL, 7));
    services.restartRequired().join();
    assertThat(told).containsExactly("start 5060", "level 1", "level 7");
  }

  @Test
  void something_else_than_a_setting_can_ask_for_a_restart_as_well() {
    services.add(SIP, new Sip()).startAll(_ -> true).join();
    services.requireRestart(SIP);
    assertThat(services.needRestart()).containsExactly(SIP);
    services.restartRequired().join();
    assertThat(services.needRestart()).isEmpty();
    assertThat(told).containsExactly("start 5060", "stop", "start 5060");
  }

  @Test
  void a_service_that_takes_settings_up_at_once_needs_no_restart() {
    services.addAtOnce(NLM, it -> told.add("level " + it.get(LEVEL)));
    services.startAll(_ -> true).join();
    configuration.change("a test", it -> it.with(LEVEL, 7));
    services.start("Nlm").join(); // waits for its turn
    assertThat(told).containsExactly("level 1", "level 7");
    assertThat(services.needRestart()).isEmpty();
  }

  @Test
  void a_stopped_service_stays_stopped_and_takes_up_everything_when_it_starts() {
    services.add(SIP, new Sip()).startAll(_ -> true).join();
    services.stop("SipEp").join();
    configuration.change("a test", it -> it.with(PORT, 5062));
    services.restartRequired().join();
    assertThat(told).containsExactly("start 5060", "stop");
    services.start("SipEp").join();
    assertThat(told).containsExactly("start 5060", "stop", "start 5062");
  }

  @Test
  void a_service_that_cannot_start_says_why_and_can_be_tried_again() {
    configuration.change("a test", it -> it.with(PORT, 80));
    services.add(SIP, new Sip()).startAll(_ -> true).join();
    var status = services.statuses().getFirst();
    assertThat(status.state()).isEqualTo(ServiceState.STOPPED);
    assertThat(status.cause()).isEqualTo("port 80 is taken");
    assertThat(events.recent().getFirst().sentence())
        .isEqualTo("SIP Endpoint (SIPEP) cannot start: port 80 is taken.");

    configuration.change("a test", it -> it.with(PORT, 5062));
    services.restart("SipEp").join();
    assertThat(services.statuses().getFirst().state()).isEqualTo(ServiceState.STARTED);
    assertThat(services.statuses().getFirst().cause()).isEmpty();
  }

  @Test
  void the_log_says_what_somebody_started_and_stopped() {
    services.add(SIP, new Sip()).startAll(_ -> true).join();
    services.restart("SipEp").join();
    services.stop("SipEp").join();
    assertThat(events.recent())
        .extracting(Event::sentence)
        .containsExactly(
            "SIP Endpoint (SIPEP) was stopped.",
            "SIP Endpoint (SIPEP) was started.",
            "SIP Endpoint (SIPEP) was stopped.");
  }

  @Test
  void only_those_wanted_start_by_themselves() {
    services.add(SIP, new Sip()).startAll(_ -> false).join();
    assertThat(told).isEmpty();
    assertThat(services.statuses().getFirst().state()).isEqualTo(ServiceState.STOPPED);
  }
}
