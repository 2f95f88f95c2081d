package ringfence.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import ringfence.manage.event.Event;
import ringfence.manage.event.Report;
import ringfence.manage.json.JsonParser;

class JsonLinesTest {
  private static String line(Report report) {
    return JsonLines.line(new Event(7, Instant.parse("2026-01-01T00:00:00Z"), report));
  }

  @Test
  void an_event_is_one_line_with_its_number_its_cause_and_its_cure() {
    String line =
        line(ProxyEvents.BANNED.report().about("203.0.113.9").with("cause", "it\n\"guessed\""));
    assertThat(line)
        .doesNotContain("\n")
        .startsWith("{\"time\":\"2026-01-01T00:00:00Z\",\"severity\":\"Warning\"")
        .contains("\"id\":\"5301\"", "\"about\":\"203.0.113.9\"", "\"cure\":\"Lift the ban");
    assertThat(JsonParser.parse(line)).isInstanceOf(JsonParser.Outcome.Value.class);
  }

  @Test
  void a_trace_has_no_number() {
    assertThat(line(Report.info("Proxy", "x"))).contains("\"id\":\"-\"").doesNotContain("cure");
  }
}
