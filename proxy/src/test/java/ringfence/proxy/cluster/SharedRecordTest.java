package ringfence.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.proxy.cluster.SharedRecord.Stamp;

class SharedRecordTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private static SharedRecord record(String text) {
    return new SharedRecord("binding x y", new Stamp(17, "node-a", "00ff"), NOON, text);
  }

  @Test
  void what_is_written_reads_back() {
    for (String text : List.of("", "one", "tab\tand\nline and  spaces ")) {
      SharedRecord record = record(text);
      assertThat(SharedRecord.parse(record.key(), record.value())).contains(record);
    }
  }

  @Test
  void version_and_node_stand_where_the_script_in_Redis_looks_for_them() {
    assertThat(record("text").value()).isEqualTo("17 node-a 00ff 1795694400000 text");
  }

  @Test
  void the_later_write_is_greater_and_of_two_at_once_always_the_same_one() {
    List<Stamp> stamps =
        new ArrayList<>(
            List.of(new Stamp(9, "b", "1"), new Stamp(10, "a", "1"), new Stamp(9, "a", "2")));
    Collections.sort(stamps);
    assertThat(stamps).extracting(Stamp::toString).hasSize(3);
    assertThat(stamps)
        .containsExactly(new Stamp(9, "a", "2"), new Stamp(9, "b", "1"), new Stamp(10, "a", "1"));
  }

  @Test
  void text_of_others_is_read_or_left_but_never_thrown_at() {
    var chance = new Random(5);
    String value = record("some text").value();
    for (int i = 0; i < 20_000; i++) {
      var broken = new StringBuilder(value);
      for (int n = chance.nextInt(4); n >= 0; n--) {
        int at = chance.nextInt(broken.length());
        if (chance.nextBoolean()) broken.setCharAt(at, (char) chance.nextInt(128));
        else broken.setLength(at + 1);
      }
      SharedRecord.parse("binding x y", broken.toString())
          .ifPresent(it -> assertThat(SharedRecord.parse(it.key(), it.value())).contains(it));
      BindingRecord.aor(broken.toString());
    }
  }
}
