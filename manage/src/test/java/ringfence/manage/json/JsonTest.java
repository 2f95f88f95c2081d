package ringfence.manage.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class JsonTest {
  @Test
  @Clause("RFC 8259 2")
  void members_keep_their_order_and_texts_are_escaped() {
    Json json =
        Json.object()
            .put("ok", true)
            .put("toneHz", 1000.2)
            .put("count", 41)
            .put("text", "\"\\\n\t\u0001\u2028ä</script>\ud83d\ude00")
            .put("list", Json.array(List.of(Json.text("a"), Json.number(-10))))
            .put("none", Json.number(Double.NaN))
            .put("nested", Json.object().put("names", Json.texts(List.of())));
    assertThat(json)
        .hasToString(
            "{\"ok\":true,\"toneHz\":1000.2,\"count\":41,"
                + "\"text\":\"\\\"\\\\\\n\\t\\u0001\\u2028ä</script>\\ud83d\\ude00\","
                + "\"list\":[\"a\",-10.0],\"none\":null,\"nested\":{\"names\":[]}}");
  }
}
