package ringfence.trace.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.MediaType;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.CallFrames;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.export.LadderRows;

class LiveDrawingTest {
  private static List<Row> rows() {
    var rows = new LadderRows();
    new CallFrames().rows(50).forEach(rows::add);
    return rows.rows();
  }

  @Test
  void a_page_has_the_arrows_and_behind_them_the_messages_without_their_keys() {
    var drawn = new LiveDrawing(rows());
    assertThat(drawn.html().toString())
        .contains("class=\"ladder columns-2\"", "<b>192.0.2.30</b><b>192.0.2.12</b>")
        .contains("arrow request right from-1 hops-2", "INVITE sip:101@192.0.2.12 (SDP)")
        .contains("SRTP PCMA begins", "Call-ID: call-1", "<time>12:00:00.000</time>")
        .contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:…")
        .doesNotContain("style=", "Frame ")
        .doesNotContainPattern("inline:[A-Za-z0-9+/]");
    assertThat(drawn.text()).contains("INVITE sip:101@192.0.2.12 (SDP)");
    assertThat(drawn.rows().toString())
        .contains("\"protocol\":\"SIP/SDP\"", "\"message\":\"INVITE sip:101@192.0.2.12 SIP/2.0")
        .doesNotContainPattern("inline:[A-Za-z0-9+/]");
  }

  @Test
  void each_column_and_arrow_has_its_style() {
    assertThat(LiveDrawing.style())
        .contains(".columns-16 {", ".ladder .from-16 {", ".ladder .hops-16 {", ".ladder .arrow.tls")
        .doesNotContain("@SCOPE@");
  }

  @Test
  void of_many_rows_the_last_are_shown() {
    List<Row> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) many.addAll(rows());
    var drawn = new LiveDrawing(many);
    assertThat(drawn.html().toString()).contains("The 100 rows before are not shown.");
    assertThat(drawn.html().toString().split("<details", -1)).hasSize(LiveDrawing.MOST_ROWS + 1);
  }

  @Test
  void of_long_messages_fewer_are_shown() {
    Row message =
        rows().stream().filter(it -> it.content() instanceof Content.Sip).findFirst().get();
    var sip = (Content.Sip) message.content();
    var type = MediaType.parse("text/plain");
    byte[] body = "<".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
    var longer = new Content.Sip(sip.message().withBody(type, body), Optional.empty(), Carrier.TCP);
    var drawn = new LiveDrawing(Collections.nCopies(400, message.with(longer)));
    assertThat(drawn.html().toString()).contains("rows before are not shown.", "&lt;&lt;");
    assertThat(drawn.html().toString().length()).isLessThan(16 << 20);
  }

  @Test
  void nothing_is_said_where_nothing_was() {
    assertThat(new LiveDrawing(List.of()).html().toString()).contains("Nothing yet.");
  }
}
