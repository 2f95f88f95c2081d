package ringfence.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class G711Test {
  @Test
  @Clause("ITU-T G.711 table 1")
  void the_A_law_has_the_decoder_values_of_its_table() {
    // Table 1a, column 8 times 8: the value of decision interval 1, and those at segment ends.
    assertThat(G711.PCMA.decode(0x80 ^ 0x55)).isEqualTo((short) 8);
    assertThat(G711.PCMA.decode(0x8F ^ 0x55)).isEqualTo((short) (31 * 8));
    assertThat(G711.PCMA.decode(0x90 ^ 0x55)).isEqualTo((short) (33 * 8));
    assertThat(G711.PCMA.decode(0xB0 ^ 0x55)).isEqualTo((short) (132 * 8));
    assertThat(G711.PCMA.decode(0xFF ^ 0x55)).isEqualTo((short) (4032 * 8));
    assertThat(G711.PCMA.decode(0x7F ^ 0x55)).isEqualTo((short) (-4032 * 8));
  }

  @Test
  @Clause("ITU-T G.711 table 2")
  void the_mu_law_has_the_decoder_values_of_its_table() {
    // Table 2a, column 8 times 4.
    assertThat(G711.PCMU.decode(0xFF)).isEqualTo((short) 0);
    assertThat(G711.PCMU.decode(0xFE)).isEqualTo((short) (2 * 4));
    assertThat(G711.PCMU.decode(0xEF)).isEqualTo((short) (33 * 4));
    assertThat(G711.PCMU.decode(0x8F)).isEqualTo((short) (4191 * 4));
    assertThat(G711.PCMU.decode(0x80)).isEqualTo((short) (8031 * 4));
    assertThat(G711.PCMU.decode(0x00)).isEqualTo((short) (-8031 * 4));
  }

  @Test
  @Clause("ITU-T G.711 3")
  void both_laws_follow_their_formula_in_every_code() {
    for (int code = 0; code < 256; code++) {
      int sign = (code & 0x80) == 0 ? -1 : 1;
      int segment = (code >> 4) & 7;
      int step = code & 15;
      double a = segment == 0 ? step + 0.5 : Math.scalb(16 + step + 0.5, segment - 1);
      assertThat(G711.PCMA.decode(code ^ 0x55)).isEqualTo((short) (sign * a * 16));
      double mu = Math.scalb(step + 16.5, segment + 1) - 33;
      assertThat(G711.PCMU.decode(code ^ 0x7F)).isEqualTo((short) (sign * mu * 4));
    }
  }

  @Test
  @Clause("ITU-T G.711 3")
  void every_sample_is_at_most_half_a_step_from_its_code_and_order_is_kept() {
    for (G711 law : new G711[] {G711.PCMA, G711.PCMU}) {
      int[] values = IntStream.range(0, 256).map(law::decode).sorted().distinct().toArray();
      int before = Short.MIN_VALUE;
      for (int sample = values[0]; sample <= values[values.length - 1]; sample++) {
        int given = law.decode(law.encode((short) sample));
        int at = Arrays.binarySearch(values, given);
        assertThat(Math.abs(given - sample) * 2).isLessThanOrEqualTo(widest(values, at) + 2);
        assertThat(given).isGreaterThanOrEqualTo(before);
        before = given;
      }
    }
  }

  /// The wider of the two steps beside a value: they differ at the end of a segment.
  private static int widest(int[] values, int at) {
    int below = at == 0 ? 0 : values[at] - values[at - 1];
    int above = at == values.length - 1 ? 0 : values[at + 1] - values[at];
    return Math.max(below, above);
  }

  @Test
  @Clause("ITU-T G.711 3")
  void every_code_comes_back_from_its_own_value() {
    for (int code = 0; code < 256; code++) {
      assertThat(G711.PCMA.encode(G711.PCMA.decode(code))).isEqualTo((byte) code);
      // The mu-law has two zeros: 7F is the negative one.
      int expected = code == 0x7F ? 0xFF : code;
      assertThat(G711.PCMU.encode(G711.PCMU.decode(code))).isEqualTo((byte) expected);
    }
  }

  @Test
  @Clause("ITU-T G.711 table 5")
  void the_digital_milliwatt_is_0_dBm0() {
    assertThat(Frame.level(milliwatt(G711.PCMA, "342121 34B4A1A1B4"))).isBetween(-0.08, 0.08);
    assertThat(Frame.level(milliwatt(G711.PCMU, "1E0B0B1E9E8B8B9E"))).isBetween(-0.08, 0.08);
  }

  private static short[] milliwatt(G711 law, String hex) {
    byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
    short[] samples = new short[octets.length];
    assertThat(law.decode(ByteBuffer.wrap(octets), samples, 0)).isEqualTo(8);
    return samples;
  }

  @Test
  @Clause("RFC 3389 3.1")
  void comfort_noise_has_the_level_that_it_says() {
    var chance = new java.util.Random(3389);
    for (int level : new int[] {20, 40, 60, 70}) {
      short[] samples = new short[8000];
      new ComfortNoise(level).fill(samples, 0, samples.length, chance);
      assertThat(ComfortNoise.of(samples).level()).isBetween(level - 1, level + 1);
    }
    assertThat(ComfortNoise.read(ByteBuffer.allocate(0))).isEmpty();
    assertThat(ComfortNoise.read(ByteBuffer.wrap(new byte[] {(byte) 0xC6, 1, 2})))
        .contains(new ComfortNoise(0x46));
  }
}
