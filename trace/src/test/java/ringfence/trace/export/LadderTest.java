package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.MediaType;
import ringfence.trace.decode.CallFrames;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

class LadderTest {
  private static List<Row> rows() {
    var rows = new LadderRows();
    new CallFrames().rows(50).forEach(rows::add);
    assertThat(rows.leftOut()).isZero();
    return rows.rows();
  }

  @Test
  void a_ladder_has_connections_messages_and_the_beginning_of_media() {
    assertThat(LadderText.of(rows(), new Showing.Plain()))
        .isEqualTo(
            """
                       192.0.2.30                                      192.0.2.12
                0.000       |------------------- TCP SYN ------------------>|
                0.000       |<---------------- TCP SYN, ACK ----------------|
                0.000       |------- INVITE sip:101@192.0.2.12 (SDP) ------>|
                0.000       |<---------------- 200 OK (SDP) ----------------|
                0.000       |-------------- SRTP PCMA begins -------------->|
                0.000       |<-------------- SRTP PCMA begins --------------|\
            """);
  }

  @Test
  void a_page_needs_nothing_else_and_runs_nothing() throws IOException {
    String page = page("a <b> & c", ladder(rows()), new Showing.Plain());
    assertThat(page)
        .contains("<title>a &lt;b&gt; &amp; c</title>")
        .contains("INVITE sip:101@192.0.2.12 (SDP)")
        .contains("Call-ID: call-1")
        .contains("from-1 hops-2")
        .doesNotContain("<script", "http://", "https://", "src=", "url(", "@STYLE@", "@BODY@");
  }

  @Test
  void a_host_that_talks_to_itself_has_a_column_for_each_port() throws IOException {
    var here = new InetSocketAddress("127.0.0.1", 5060);
    var there = new InetSocketAddress("127.0.0.1", 5062);
    List<Row> rows =
        rows().stream()
            .filter(row -> row.content() instanceof Content.Sip)
            .map(
                row ->
                    new Row(
                        row.number(),
                        List.of(),
                        row.time(),
                        here,
                        there,
                        row.tcpStream(),
                        row.content()))
            .toList();
    assertThat(page("alone", ladder(rows), new Showing.Plain()))
        .contains("<b>127.0.0.1:5060</b><b>127.0.0.1:5062</b>", "from-1 hops-2");
  }

  @Test
  void a_key_is_on_no_page() throws IOException {
    String page = page("keys", ladder(rows()), new Showing.Plain());
    assertThat(page).contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:…");
    assertThat(page).doesNotContainPattern("inline:[A-Za-z0-9+/]");
  }

  @Test
  void a_redacted_page_has_no_number_name_or_address() throws IOException {
    String page = page("call", ladder(rows()), new Redaction());
    assertThat(page)
        .contains("INVITE sip:user1@host2 (SDP)")
        .contains("From: &lt;sip:user2@host3&gt;;tag=1")
        .contains("Via: SIP/2.0/TCP host1:16000;branch=z9hG4bK1")
        .contains("Call-ID: call1")
        .contains("m=audio 5004 RTP/SAVP 8")
        .contains("c=IN IP4 host1")
        .doesNotContain("192.0.2", "sip:100", "sip:101", "call-1");
  }

  @Test
  void a_page_says_what_it_has_left_out() throws IOException {
    var many = new LadderRows();
    Row first = rows().getFirst();
    for (int i = 0; i < 10_003; i++) many.add(first);
    String page = page("many", many, new Showing.Plain());
    assertThat(page).contains("<p>... and 3 more</p>");
    assertThat(page("few", ladder(rows()), new Showing.Plain())).doesNotContain("... and");
  }

  private static String page(String title, LadderRows ladder, Showing showing) throws IOException {
    var page = new StringBuilder();
    LadderPage.write(page, title, ladder, showing);
    return page.toString();
  }

  private static LadderRows ladder(List<Row> rows) {
    var ladder = new LadderRows();
    rows.forEach(ladder::add);
    return ladder;
  }

  @Test
  void long_messages_are_left_out_before_there_are_ten_thousand() {
    var rows = new LadderRows();
    Row row = new CallFrames().rows(1).get(3);
    Content.Sip sip = (Content.Sip) row.content();
    Row large =
        row.with(
            new Content.Sip(
                sip.message().withBody(MediaType.SDP, new byte[1 << 18]),
                Optional.empty(),
                sip.carrier()));
    for (int i = 0; i < 200; i++) rows.add(large);
    rows.add(row); // it would fit, and there would be a hole before it
    assertThat(rows.rows()).hasSizeBetween(100, 128).doesNotContain(row);
    assertThat(rows.leftOutText()).isEqualTo("... and " + (201 - rows.rows().size()) + " more");
  }
}
