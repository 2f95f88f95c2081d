package ringfence.adapter.dialling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformationTest {
  @ParameterizedTest
  @CsvSource({
    "x, 123, 123",
    "9x, 123, 9123",
    "x0, 123, 1230",
    "{9}x, 9123, 123",
    "{9}x, 8123, 8123",
    "{9}00x, 9123, 00123",
    "00{9}x, 9123, 00123",
    "{00}{1}x, 00123, 23",
    "(1)x, 9123, 123",
    "(9)x, 123, ''",
    "x(1), 123, 12",
    "x{#}, 123#, 123",
    "x{#}99, 123#, 12399",
    "114, 123, 114",
    "(2){3}+49x(1), 12345, +494",
  })
  void a_number_is_changed_from_left_to_right(String text, String dialled, String called) {
    assertThat(Transformation.parse(text).apply(dialled)).isEqualTo(called);
    assertThat(Transformation.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xx", "{9x", "(x)x", "()x", "{}x", "x)", "1 2", "(100)x", "x{x}"})
  void what_is_no_transformation_is_refused(String text) {
    assertThatThrownBy(() -> Transformation.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
