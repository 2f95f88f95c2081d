package ringfence.sdes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CryptoLineFuzzTest {
  private static final String ALPHABET = " \t0123456789:;|=^-+/_.abAZé\0\r\n";

  @Test
  void any_text_is_a_value_and_good_ones_survive_writing_and_reading() throws IOException {
    Random chance = new Random(4568);
    List<String> seeds =
        CryptoAttributeTest.rows("/sdes/lines.txt")
            .map(it -> it[1].replace("a=crypto:", ""))
            .toList();
    int known = 0;
    for (int i = 0; i < 40_000; i++) {
      String text = mutate(seeds.get(chance.nextInt(seeds.size())), chance);
      if (CryptoAttribute.parse(text) instanceof CryptoLine.Known(var attribute)) {
        known++;
        String written = attribute.wireFormWithKeys();
        assertThat(CryptoAttributeTest.known(written).wireFormWithKeys()).isEqualTo(written);
        attribute.policy().ifPresent(policy -> assertThat(policy.profile()).isNotNull());
      }
    }
    assertThat(known).isBetween(500, 39_000);
  }

  private static String mutate(String seed, Random chance) {
    StringBuilder text = new StringBuilder(seed);
    for (int n = chance.nextInt(4); n >= 0; n--) {
      int at = chance.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + chance.nextInt(5));
      switch (chance.nextInt(3)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
        default -> text.insert(at, text.substring(at, end));
      }
    }
    return text.toString();
  }
}
