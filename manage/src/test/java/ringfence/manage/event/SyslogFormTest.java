package ringfence.manage.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.testkit.Clause;

class SyslogFormTest {
  private static final Notification DOWN =
      new Notification(
          new Notification.Origin("SipEp", 1400, "SIP Endpoint"),
          0x1402,
          Severity.WARNING,
          "The link to %s is down.",
          "Nobody answered.",
          "Look at \"it\".");
  private static final Map<String, String> PRODUCT = Map.of("mac", "0090f8000001");

  private final EventLog log =
      new EventLog(9, InstantSource.fixed(Instant.parse("2026-01-02T12:00:00.118020Z")));

  @Test
  @Clause("RFC 3164 4.1")
  void F63_a_trace_is_LOCAL7_with_the_severity_the_tag_and_the_count() {
    for (int i = 0; i < 0x569; i++) log.report(Report.debug("SipEngine", "earlier"));
    var info = Report.info("SipEngine", "SIP transport disabled (UDP).").about("G");
    assertThat(unit(info))
        .isEqualTo("<190>syslog: SipEngine [0569] [G] SIP transport disabled (UDP).");
    assertThat(unit(Report.debug("SipEngine", "x"))).isEqualTo("<191>syslog: SipEngine [056A] x");
  }

  @Test
  void a_notification_is_written_as_the_units_format_says() {
    var report = DOWN.report("192.0.2.1:5061").about("G").with("cause", "time out");
    assertThat(unit(report))
        .isEqualTo(
            "<188>SipEp: 1400-SIP Endpoint: 1402-[G] The link to 192.0.2.1:5061 is down."
                + " cause=\"time out\"");
  }

  @ParameterizedTest
  @CsvSource({
    "%mac %message,0090f8000001 The link to x is down.",
    "%.4mac|%6.2mac|%3msgid,0090|    00|1402",
    "100%% %servicename,100% SIP Endpoint",
    "%serial.,.",
  })
  void macros_take_a_width_and_a_precision(String format, String line) {
    var form = SyslogForm.unit(LineFormat.parse(format).orElseThrow(), PRODUCT);
    assertThat(text(form, DOWN.report("x"))).isEqualTo("<188>" + line);
  }

  @ParameterizedTest
  @CsvSource({"%nothing", "50%", "%", "%5", "%messages", "%1234message"})
  void a_macro_that_is_not_known_is_refused(String format) {
    assertThat(LineFormat.parse(format)).isEmpty();
  }

  @Test
  @Clause({"RFC 5424 6", "RFC 5424 6.3.3"})
  void the_structured_form_has_number_fields_cause_and_cure() {
    var form = SyslogForm.structured("unit.example");
    var report = DOWN.report("x").about("G").with("peer", "a]\\b").with("call id", "1\n2");
    assertThat(text(form, report))
        .isEqualTo(
            "<188>1 2026-01-02T12:00:00.118020Z unit.example ringfence SipEp 1402 "
                + "[meta sequenceId=\"1\"][event@32473 count=\"0000\" about=\"G\" "
                + "peer=\"a\\]\\\\b\" call_id=\"1 2\" why=\"Nobody answered.\" "
                + "cure=\"Look at \\\"it\\\".\"] \uFEFFThe link to x is down.");
    assertThat(text(form, Report.info("SipEngine", "x")))
        .startsWith("<190>1 ")
        .contains(" ringfence SipEngine - [meta sequenceId=\"2\"][event@32473 count=\"0000\"] ");
  }

  @Test
  @Clause({"RFC 3164 4.1", "RFC 5424 6.1"})
  void a_long_message_ends_with_a_whole_character() {
    var report = Report.error("S", "\u00e4".repeat(3000));
    byte[] packet = SyslogForm.unit(LineFormat.USUAL, PRODUCT).message(log.report(report));
    assertThat(packet).hasSizeBetween(1023, 1024);
    assertThat(new String(packet, StandardCharsets.UTF_8)).endsWith("\u00e4");
    assertThat(SyslogForm.structured("h").message(log.report(report))).hasSizeBetween(2047, 2048);
  }

  @Test
  void whatever_an_event_holds_is_one_line_of_the_grammar() {
    var grammar =
        Pattern.compile(
            "<1[89]\\d>1 \\S+ [!-~]{1,255} ringfence [!-~]{1,128} (-|[0-9A-F]{4}) "
                + "(\\[[!-~&&[^=\\]\"]]{1,32}"
                + "( [!-~&&[^=\\]\"]]{1,32}=\"([^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*])+ \uFEFF.*");
    var chance = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      var report = Report.info(noise(chance), noise(chance)).about(noise(chance));
      var form = SyslogForm.structured(noise(chance));
      assertThat(text(form, report.with(noise(chance), noise(chance)))).matches(grammar);
      assertThat(unit(report)).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  private static String noise(Random chance) {
    String letters = "aZ0 =\"\\[]\t\n\u0000\u007f\u00e4\ud83d\ud800%";
    var text = new StringBuilder();
    for (int n = chance.nextInt(6); n > 0; n--) {
      text.append(letters.charAt(chance.nextInt(letters.length())));
    }
    return text.toString();
  }

  private String unit(Report report) {
    return text(SyslogForm.unit(LineFormat.USUAL, PRODUCT), report);
  }

  private String text(SyslogForm form, Report report) {
    return new String(form.message(log.report(report)), StandardCharsets.UTF_8);
  }
}
