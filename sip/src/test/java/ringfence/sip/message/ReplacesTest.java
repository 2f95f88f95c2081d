package ringfence.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class ReplacesTest {
  @ParameterizedTest
  @Clause("RFC 3891 6.1")
  @ValueSource(
      strings = {
        "98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff",
        "12adf2f34456gs5;to-tag=12345;from-tag=54321",
        "87134@171.161.34.23;to-tag=24796;from-tag=0;early-only"
      })
  void the_examples_of_the_RFC_print_as_they_were_read(String text) {
    assertThat(Replaces.parse(text)).hasToString(text);
  }

  @Test
  @Clause("RFC 3891 6.1")
  void it_names_the_dialog_by_its_tags() {
    Replaces replaces = Replaces.parse("a@b;from-tag=0;x=y;to-tag=24796;early-only");
    assertThat(replaces.callId()).isEqualTo("a@b");
    assertThat(replaces.toTag()).isEqualTo("24796");
    assertThat(replaces.fromTag()).isEqualTo("0");
    assertThat(replaces.isEarlyOnly()).isTrue();
    assertThat(Replaces.of("c", "1", "2")).hasToString("c;to-tag=1;from-tag=2");
  }

  @ParameterizedTest
  @Clause("RFC 3891 6.1")
  @ValueSource(
      strings = {
        "",
        "a@b",
        "a@b;to-tag=1",
        "a@b;from-tag=1",
        "a@b;to-tag=1;to-tag=2;from-tag=3",
        "a@b;to-tag;from-tag=3",
        "a@b@c;to-tag=1;from-tag=3",
        "a\r\nVia: x;to-tag=1;from-tag=3"
      })
  void one_without_exactly_two_tags_is_refused(String text) {
    assertThatThrownBy(() -> Replaces.parse(text)).isInstanceOf(MalformedHeaderException.class);
  }
}
