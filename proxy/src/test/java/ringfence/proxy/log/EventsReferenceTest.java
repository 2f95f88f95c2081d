package ringfence.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ringfence.manage.event.Notification;
import ringfence.testkit.Reference;

/// `docs/proxy-events.md` is what the catalogue says, written out.
class EventsReferenceTest {
  @Test
  void the_reference_is_what_the_catalogue_says() throws Exception {
    String rows =
        EventCatalogue.ALL.stream().map(EventsReferenceTest::row).collect(Collectors.joining());
    Reference.check(
        "proxy",
        "proxy-events.md",
        "proxy-events.md",
        """
        # Events of the proxy

        Written from the catalogue in the code; do not edit. `EventsReferenceTest` compares the two and
        leaves the new text in `proxy/target/proxy-events.md`.

        The number of an event never changes. It is the MSGID of RFC 5424 and the `id` of a line in JSON
        (`log_format = json`); why it happened and what to do stand beside it in both.

        | number | service | severity | what is told | why | what to do |
        |---|---|---|---|---|---|
        %s\
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
            });
  }

  private static String row(Notification each) {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            each.id(),
            each.origin().key(),
            each.severity().text(),
            each.text().replace("%s", "…"),
            each.cause(),
            each.cure());
  }
}
