package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

class LadderTextTest {
  private static final Instant T = Instant.parse("2026-01-02T12:00:00Z");
  private static final String INVITE = "INVITE sip:0815@sip.example.com SIP/2.0";
  private static final String OK = "SIP/2.0 200 OK";

  @Test
  void arrows_run_over_the_columns_between_and_words_beside_those_who_talk_to_themselves() {
    assertThat(
            drawn(
                row(0, "192.0.2.1:5060", "192.0.2.2:5060", INVITE),
                row(1, "192.0.2.2:5060", "192.0.2.2:5062", "SIP/2.0 302 Moved Temporarily"),
                row(20, "192.0.2.2:5060", "192.0.2.3:5060", INVITE),
                row(1234, "192.0.2.3:5060", "192.0.2.1:5060", OK),
                row(90_000, "192.0.2.3:5060", "192.0.2.3:5062", OK)))
        .isEqualTo(
            """
                       192.0.2.1               192.0.2.2               192.0.2.3
                0.000      |-- INVITE sip:0815@… ->|                       |
                0.001      |                       | 302 Moved Temporarily |
                0.020      |                       |-- INVITE sip:0815@… ->|
                1.234      |<------------------- 200 OK -------------------|
               90.000      |                       |                       | 200 OK\
            """);
  }

  @Test
  void a_host_that_talks_to_itself_has_a_column_for_each_port() {
    assertThat(drawn(row(0, "127.0.0.1:5060", "127.0.0.1:5062", OK)))
        .isEqualTo(
            """
                       127.0.0.1:5060                                  127.0.0.1:5062
                0.000         |------------------- 200 OK ------------------->|\
            """);
  }

  @Test
  void columns_are_as_wide_as_their_heads() {
    String here = "[2001:db8:1111:2222:3333:4444:5555:6666]:5060";
    assertThat(drawn(row(0, here, here.replace("5060", "5062"), OK)).lines().findFirst())
        .hasValueSatisfying(
            heads -> assertThat(heads.strip().split(" +")).hasSize(2).contains(here));
  }

  @Test
  void where_columns_do_not_fit_each_row_says_who_to_whom() {
    assertThat(drawn(hosts(8)))
        .startsWith("           192.0.2.0 ")
        .contains("|-- INVITE sip:0815@… ->|");
    assertThat(drawn(hosts(9)).lines())
        .hasSize(8)
        .startsWith("    0 ms  192.0.2.0:5060 -> 192.0.2.1:5060  INVITE");
    assertThat(drawn(row(0, "192.0.2.1:5060", "192.0.2.1:5060", OK)))
        .isEqualTo("    0 ms  192.0.2.1:5060 -> 192.0.2.1:5060  200 INVITE");
  }

  /// A call through so many hosts.
  private static Row[] hosts(int count) {
    return IntStream.range(1, count)
        .mapToObj(i -> row(0, "192.0.2." + (i - 1) + ":5060", "192.0.2." + i + ":5060", INVITE))
        .toArray(Row[]::new);
  }

  @Test
  void the_heads_come_again_where_they_are_out_of_sight() {
    Row row = row(0, "192.0.2.1:5060", "192.0.2.2:5060", INVITE);
    List<String> lines =
        drawn(IntStream.range(0, 81).mapToObj(_ -> row).toArray(Row[]::new)).lines().toList();
    assertThat(lines).hasSize(84);
    assertThat(lines.get(41)).isEqualTo(lines.getFirst()).isEqualTo(lines.get(82));
  }

  @Test
  void what_is_drawn_has_no_command_for_a_terminal() {
    String phrase = "SIP/2.0 200 O\u001b[2JK \u009b2J";
    assertThat(drawn(row(0, "192.0.2.1:5060", "192.0.2.2:5060", phrase)))
        .contains(" 200 O·[2JK ·2J ");
  }

  @Test
  void words_are_not_cut_within_a_character() {
    String phrase = "SIP/2.0 200 " + "\uD83D\uDCDE".repeat(40);
    String whole = "200 " + "\uD83D\uDCDE".repeat(18) + "… ";
    assertThat(drawn(row(0, "192.0.2.1:5060", "192.0.2.2:5060", phrase))).contains(whole);
  }

  @Test
  void times_may_be_centuries_apart() {
    Row row = row(0, "192.0.2.1:5060", "192.0.2.2:5060", OK);
    Row later =
        new Row(
            2,
            List.of(),
            T.plusSeconds(10_000_000_000L),
            row.source(),
            row.destination(),
            OptionalInt.empty(),
            row.content());
    assertThat(drawn(row, later)).contains("10000000000.000");
  }

  private static String drawn(Row... rows) {
    return LadderText.of(List.of(rows), new Showing.Plain());
  }

  private static Row row(int millis, String from, String to, String startLine) {
    String text =
        startLine
            + """

            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
            From: <sip:100@192.0.2.1>;tag=1
            To: <sip:0815@192.0.2.1>
            Call-ID: one
            CSeq: 1 INVITE
            Content-Length: 0

            """;
    byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new Row(
        1,
        List.of(),
        T.plusMillis(millis),
        address(from),
        address(to),
        OptionalInt.empty(),
        Content.Sip.read(octets, Carrier.UDP).orElseThrow());
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
