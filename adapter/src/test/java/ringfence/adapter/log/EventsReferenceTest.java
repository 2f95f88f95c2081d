package ringfence.adapter.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ringfence.manage.event.Notification;
import ringfence.testkit.Reference;

/// `docs/events.md` is what the catalogue says, written out.
class EventsReferenceTest {
  @Test
  void the_reference_is_what_the_catalogue_says() throws Exception {
    String rows =
        EventCatalogue.ALL.stream().map(EventsReferenceTest::row).collect(Collectors.joining());
    Reference.check(
        "adapter",
        "events.md",
        "events.md",
        """
        # Events of the terminal adapter

        Written from the catalogue in the code; do not edit. `EventsReferenceTest` compares the two and
        leaves the new text in `adapter/target/events.md`.

        The number of an event never changes. It is the MSGID of RFC 5424, `%%msgid` of
        `Nlm.SyslogMessageFormat`, a column of the local log, and may stand in the criteria of
        `Nlm.Events` after the service's name or number: `SipEp.1402`, `1400.1402`.

        | number | service | severity | what is told | why | what to do |
        |---|---|---|---|---|---|
        %s
        Besides these, the services write traces in the vendor's words, such as
        `SipEngine [0571] [OpenSIPS] Establishing TLS persistent connections.` A trace has a count that
        grows by one with each line of its service, and no number; `Nlm.DiagnosticTracesEnable` sends
        traces to the syslog.
        """
            .formatted(rows));
  }

  @Test
  void every_event_has_a_number_of_its_own_and_says_why_and_what_to_do() {
    assertThat(EventCatalogue.ALL).extracting(Notification::number).doesNotHaveDuplicates();
    assertThat(EventCatalogue.ALL)
        .allSatisfy(
            each -> {
              assertThat(each.cause()).as(each.id()).endsWith(".");
              assertThat(each.cure()).as(each.id()).endsWith(".");
              // the first two digits are the service's number: 14xx of 1400
              assertThat(each.id()).startsWith("%02d".formatted(each.origin().number() / 100));
            });
  }

  private static String row(Notification each) {
    return "| %s | %s (%d) | %s | %s | %s | %s |\n"
        .formatted(
            each.id(),
            each.origin().key(),
            each.origin().number(),
            each.severity().text(),
            each.text().replace("%s", "…"),
            each.cause(),
            each.cure());
  }
}
