package ringfence.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WavFileTest {
  private static final short[] SAMPLES = {0, 1, -1, 32767, -32768, 1000};

  @Test
  void what_is_written_is_read() {
    var reading = (WavFile.Samples) WavFile.read(WavFile.write(SAMPLES));
    assertThat(reading.samples()).isEqualTo(SAMPLES);
  }

  @Test
  void a_recording_that_was_ended_early_is_read_as_far_as_it_goes() {
    byte[] file = WavFile.write(SAMPLES);
    var cut = (WavFile.Samples) WavFile.read(Arrays.copyOf(file, file.length - 4));
    assertThat(cut.samples()).isEqualTo(Arrays.copyOf(SAMPLES, 4));
  }

  @Test
  void another_rate_is_refused_with_the_rate() {
    byte[] file = WavFile.write(SAMPLES);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 44100);
    assertThat(WavFile.read(file))
        .isEqualTo(new WavFile.Unusable("44100 samples a second; 8000 are needed"));
  }

  @Test
  void a_law_samples_are_expanded() {
    byte[] file = WavFile.write(new short[] {(short) 0xD5D5});
    var header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(20, (short) 6).putShort(34, (short) 8);
    var reading = (WavFile.Samples) WavFile.read(file);
    short silence = G711.PCMA.decode(0xD5);
    assertThat(reading.samples()).containsExactly(silence, silence);
  }

  @Test
  void damaged_files_are_refused_and_nothing_else_happens() {
    var chance = new Random(5);
    byte[] good = WavFile.write(SAMPLES);
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = Arrays.copyOf(good, chance.nextInt(good.length + 1));
      for (int i = 0; i < 3 && bad.length > 0; i++) {
        bad[chance.nextInt(bad.length)] = (byte) chance.nextInt();
      }
      assertThat(WavFile.read(bad)).isInstanceOf(WavFile.Reading.class);
    }
  }
}
