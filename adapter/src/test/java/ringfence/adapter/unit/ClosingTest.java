package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.KeepAliveMethod;
import ringfence.adapter.gateway.SipServers;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Method;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;

/// How a unit closes its links, by the records on the wire: TLS 1.2 shows which ones are alerts.
class ClosingTest {
  private static final String OUR_HANDSHAKE = "> 22";
  private static final String OUR_ALERT = "> 21";
  private static final String ITS_ALERT = "< 21";
  private static final String ITS_ANSWER = "< 23";

  private final EventLog events = new EventLog(500, InstantSource.system());
  private TestServer server;
  private TlsRelay relay;

  @BeforeEach
  void begin() throws Exception {
    server = TestServer.tls(TlsPolicy.only(TlsVersion.TLS_1_2));
    relay = new TlsRelay(server.address());
  }

  @AfterEach
  void end() throws Exception {
    relay.close();
    server.close();
    events.close();
  }

  private Settings settings() {
    return Units.settings(relay.address(), Transport.TLS);
  }

  @Test
  @Clause("RFC 5246 7.2.1")
  void F85_a_link_is_closed_with_close_notify_both_ways_and_opened_by_a_fresh_handshake()
      throws Exception {
    try (var unit = Units.start(settings(), events)) {
      await(unit, it -> line(it).operational());
      assertThat(relay.records()).doesNotContain(OUR_ALERT);
    }
    relay.await(ITS_ALERT);
    List<String> records = relay.records();
    assertThat(records).containsOnlyOnce(OUR_ALERT).endsWith(OUR_ALERT, ITS_ALERT);
    try (var unit = Units.start(settings(), events)) {
      await(unit, it -> line(it).operational());
      assertThat(relay.records().subList(records.size(), relay.records().size()))
          .startsWith(OUR_HANDSHAKE);
    }
  }

  @Test
  void F85_a_transaction_that_runs_may_finish_before_the_link_is_closed() throws Exception {
    Settings settings =
        settings()
            .with(SipServers.KEEP_ALIVE_METHOD, KeepAliveMethod.SIP_OPTIONS)
            .with(SipServers.KEEP_ALIVE_INTERVAL, Duration.ofSeconds(4));
    try (var unit = Units.start(settings, events)) {
      await(unit, it -> line(it).operational());
      var options = server.await(Method.OPTIONS);
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)
          .execute(() -> server.answer(options, StatusCode.OK));
    }
    List<String> records = relay.records();
    assertThat(records.indexOf(OUR_ALERT)).isGreaterThan(records.lastIndexOf(ITS_ANSWER));
    assertThat(records.lastIndexOf(ITS_ANSWER))
        .as("the answer to OPTIONS comes after the one to the last REGISTER")
        .isGreaterThan(records.lastIndexOf("> 23"));
  }
}
