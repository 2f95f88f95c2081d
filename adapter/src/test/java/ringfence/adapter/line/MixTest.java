package ringfence.adapter.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ringfence.media.codec.Frame;

class MixTest {
  /// Says one level all the time, and keeps what it heard last.
  private static final class Party implements Conversation {
    private final short level;
    private int heard;

    Party(int level) {
      this.level = (short) level;
    }

    @Override
    public void exchange(short[] said, short[] hears, Instant now) {
      heard = said[0];
      Arrays.fill(hears, level);
    }
  }

  private static int tick(Mix mix, int said) {
    short[] mouth = new short[Frame.SAMPLES];
    short[] ear = new short[Frame.SAMPLES];
    Arrays.fill(mouth, (short) said);
    mix.exchange(mouth, ear, Instant.EPOCH);
    return ear[Frame.SAMPLES - 1];
  }

  @Test
  void each_hears_the_others_and_not_itself() {
    var first = new Party(10);
    var second = new Party(200);
    var mix = new Mix(first, second);
    for (int i = 0; i < 3; i++) assertThat(tick(mix, 3000)).isEqualTo(210);
    assertThat(first.heard).isEqualTo(3200);
    assertThat(second.heard).isEqualTo(3010);
  }

  @Test
  void what_is_too_loud_is_clipped() {
    var mix = new Mix(new Party(30_000), new Party(20_000));
    assertThat(tick(mix, 0)).isEqualTo(Short.MAX_VALUE);
    assertThat(tick(new Mix(new Party(-30_000), new Party(-20_000)), 0)).isEqualTo(Short.MIN_VALUE);
  }
}
